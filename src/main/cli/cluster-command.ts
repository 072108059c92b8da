import type { Command } from 'commander'
import * as cluster from './cluster.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat } from './context.ts'

/** Adds `botdesk cluster …`. */
export function addClusterCommand(program: Command, context: CommandContext, finish: Finish): void {
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
