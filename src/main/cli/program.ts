import { Command, CommanderError } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { addBotFlags, flagEnvironment } from './bot-flags.ts'
import * as cluster from './cluster.ts'
import { addConfigureCommand } from './configure.ts'
import type { CommandContext, OutputFormat } from './context.ts'
import { outputFormat, printError } from './context.ts'
import { addExportCommand } from './export.ts'
import { addMigrateCommand } from './migrate.ts'
import { addPlanCommand } from './plan.ts'
import { serve } from './serve.ts'
import { sshProxyCommand } from './ssh-proxy-command.ts'
import { start } from './start.ts'
import { targetVersion, validate } from './validate.ts'

const usageExitCode = 2

/** Runs `botdesk …` and gives its exit code: 0 done, 1 failed, 2 wrong usage or unreadable input. */
export async function runCommandLine(context: CommandContext, args: readonly string[]): Promise<number> {
  let exitCode = 0
  const finish = async (result: Promise<number> | number) => {
    exitCode = await result
  }
  const program = createProgram(context, finish)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : usageExitCode
    const format: OutputFormat = args.includes('json') || args.includes('--format=json') ? 'json' : 'text'
    printError(context, thrown, format)
    return AppError.from(thrown).code === 'usage.bad-argument' ? usageExitCode : 1
  }
}

type Finish = (result: Promise<number> | number) => Promise<void>

function createProgram(context: CommandContext, finish: Finish): Command {
  const program = new Command('botdesk')
    .description('Writes, runs and watches Teleport Machine & Workload Identity bots.')
    .exitOverride()
    .configureOutput({ writeOut: context.out, writeErr: context.err })
    .showHelpAfterError('Run "botdesk help" for the commands.')
  addStart(program, context, finish)
  program
    .command('validate')
    .description('check a tbot.yaml; exit code 0 valid, 1 not, 2 unreadable')
    .argument('<file>')
    .option('--target <version>', 'Teleport version to check for: 14 … 19, or newest', 'newest')
    .option('--format <format>', 'text or json', 'text')
    .action((file: string, options: { target: string; format: string }) =>
      finish(
        validate(context, file, {
          target: targetVersion(options.target),
          format: outputFormat(options.format),
        }),
      ),
    )
  program
    .command('serve')
    .description('open Botdesk in the browser, on 127.0.0.1')
    .option('--port <port>', 'port on 127.0.0.1; the last one or a free one when not given', portNumber)
    .option('--no-open', 'print the address only')
    .option('--reason <text>', 'why this is not a window')
    .action((options: { port?: number; open: boolean; reason?: string }) => finish(serve(context, options)))
  addMigrateCommand(program, context, finish)
  addConfigureCommand(program, context, finish)
  addPlanCommand(program, context, finish)
  addExportCommand(program, context, finish)
  addCluster(program, context, finish)
  addSshProxyCommand(program, context, finish)
  program
    .command('version')
    .description('print the version')
    .option('--format <format>', 'text or json', 'text')
    .action((options: { format: string }) => {
      const json = outputFormat(options.format) === 'json'
      context.out(json ? `${JSON.stringify({ version: context.version })}\n` : `botdesk ${context.version}\n`)
    })
  return program
}

function addStart(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('start')
    .description('run a bot in the foreground: from a file, from flags, or both (flags win)')
    .option('--layout <layout>', 'generations (whole sets behind links) or plain files', 'generations')
  addBotFlags(command, (options) => {
    const { config, logFormat = 'text', pidFile, layout, ...flags } = options
    if (layout !== 'generations' && layout !== 'plain') {
      throw new AppError('usage.bad-argument', `--layout is generations or plain, not "${layout}"`)
    }
    const environment = flagEnvironment((name) => context.ports.processes.environment(name))
    const file = config ?? environment['TBOT_CONFIG_PATH']
    return finish(
      start(context, {
        ...(file === undefined ? {} : { config: file }),
        ...(pidFile === undefined ? {} : { pidFile }),
        flags: { ...flags, environment },
        logFormat: outputFormat(logFormat),
        layout,
      }),
    )
  })
}

function addCluster(program: Command, context: CommandContext, finish: Finish): void {
  const group = program.command('cluster').description('a local Teleport cluster for trials and tests')
  const shared = (command: Command) =>
    command
      .option('--data-dir <folder>', 'folder of the cluster')
      .option('--format <format>', 'text or json', 'text')
  const act =
    <T extends { dataDir?: string; format: string }>(
      run: (options: Omit<T, 'format'> & { format: OutputFormat }) => Promise<number>,
    ) =>
    (options: T) =>
      finish(run({ ...options, format: outputFormat(options.format) }))
  type Shared = { dataDir?: string; format: string }

  shared(group.command('start').description('run it in the foreground'))
    .option('--listen <address>', 'HOST:PORT; port 0 picks a free one', '127.0.0.1:3025')
    .option('--cluster-name <name>', 'name of a new cluster')
    .option('--static-tokens <file>', 'YAML file of tokens that can be used again')
    .action(act<Shared & { listen: string }>((options) => cluster.clusterStart(context, options)))
  shared(group.command('status').description('show the running cluster')).action(
    act<Shared>((options) => cluster.clusterStatus(context, options)),
  )

  const bots = group.command('bots').description('bots of the cluster')
  shared(bots.command('add <name>').description('make a bot and its first join token'))
    .requiredOption('--roles <roles>', 'roles it may act as, separated by commas')
    .action((name: string, options: Shared & { roles: string }) =>
      act<Shared & { roles: string }>((o) => cluster.botsAdd(context, { ...o, name }))(options),
    )
  shared(bots.command('ls').description('list them')).action(
    act<Shared>((options) => cluster.botsList(context, options)),
  )
  const named = (command: string, about: string, run: typeof cluster.botsRemove) =>
    shared(bots.command(`${command} <name>`).description(about)).action((name: string, options: Shared) =>
      act<Shared>((o) => run(context, { ...o, name }))(options),
    )
  named('rm', 'remove a bot with its role, tokens and instances', cluster.botsRemove)
  named('unlock', 'lift the locks of a bot', cluster.botsUnlock)

  const tokens = group.command('tokens').description('join tokens')
  shared(tokens.command('add').description('make a join token'))
    .requiredOption('--bot <name>', 'bot it is for')
    .option('--ttl <duration>', 'how long it can be used', '30m')
    .option('--single-use', 'ends with the first join', false)
    .action(
      act<Shared & { bot: string; ttl: string; singleUse: boolean }>((options) =>
        cluster.tokensAdd(context, options),
      ),
    )
  shared(tokens.command('ls').description('list them')).action(
    act<Shared>((options) => cluster.tokensList(context, options)),
  )
  shared(tokens.command('rm <token>').description('remove one')).action((token: string, options: Shared) =>
    act<Shared>((o) => cluster.tokensRemove(context, { ...o, token }))(options),
  )

  shared(group.command('get <kind>').description('print resources: KIND or KIND/NAME')).action(
    (what: string, options: Shared) =>
      act<Shared>((o) => cluster.resourcesGet(context, { ...o, what }))(options),
  )
  shared(group.command('create <file>').description('make the resources of a YAML file'))
    .option('-f, --force', 'replace what exists', false)
    .action((file: string, options: Shared & { force: boolean }) =>
      act<Shared & { force: boolean }>((o) => cluster.resourcesCreate(context, { ...o, file }))(options),
    )
  shared(group.command('rm <what>').description('remove KIND/NAME')).action((what: string, options: Shared) =>
    act<Shared>((o) => cluster.resourcesRemove(context, { ...o, what }))(options),
  )
}

interface SshProxyArguments {
  destinationDir: string
  proxyServer: string
  cluster: string
  tlsRouting?: boolean
  connectionUpgrade?: boolean
  host: string
  port: number
}

/** Not for people: what a generated ssh_config names as ProxyCommand (teleport-wire.md 6.5). */
function addSshProxyCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('ssh-proxy-command', { hidden: true })
    .description('connect standard input and output with a host behind a proxy')
    .requiredOption('--destination-dir <folder>', 'folder of an identity output')
    .requiredOption('--proxy-server <address>', 'HOST:PORT of the proxy')
    .requiredOption('--cluster <name>', 'cluster of the host')
    .option('--tls-routing', 'the proxy serves everything on one port')
    .option('--no-tls-routing', 'not supported')
    .option('--connection-upgrade', 'not supported')
    .option('--no-connection-upgrade', 'no load balancer in between needs upgrades')
    .option('--resume', 'changes nothing')
    .option('--no-resume', 'changes nothing')
    .option('--user <name>', 'changes nothing')
    .requiredOption('--host <name>', 'host to reach')
    .option('--port <port>', 'port of the host', portNumber, 3022)
    .action((options: SshProxyArguments) => finish(sshProxyCommand(context, options)))
}

function portNumber(value: string): number {
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new AppError('usage.bad-argument', `a port is a number from 0 to 65535, not "${value}"`)
}
