import { Command, CommanderError } from 'commander'
import { AppError } from '../../shared/errors.ts'
import type { CommandContext, Finish, OutputFormat } from './context.ts'
import { outputFormat, printError } from './context.ts'

const usageExitCode = 2

/** Runs `botdesk …` and gives its exit code: 0 done, 1 failed, 2 wrong usage or unreadable input. */
export async function runCommandLine(context: CommandContext, args: readonly string[]): Promise<number> {
  let exitCode = 0
  const finish = async (result: Promise<number> | number) => {
    exitCode = await result
  }
  const program = new Command('botdesk')
    .description('Writes, runs and watches Teleport Machine & Workload Identity bots.')
    .version(`botdesk ${context.version}`, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: context.out, writeErr: context.err })
    .showHelpAfterError('Run "botdesk help" for the commands.')
  try {
    for (const add of await commandsFor(args)) add(program, context, finish)
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : usageExitCode
    const format: OutputFormat = args.includes('json') || args.includes('--format=json') ? 'json' : 'text'
    printError(context, thrown, format)
    return AppError.from(thrown).code === 'usage.bad-argument' ? usageExitCode : 1
  }
}

type AddCommand = (program: Command, context: CommandContext, finish: Finish) => void

/** Each command by name, in the order of the help. A file is read only when its command is called. */
const commands: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ['start', async () => (await import('./start.ts')).addStartCommand],
  ['validate', async () => (await import('./validate.ts')).addValidateCommand],
  ['serve', async () => (await import('./serve.ts')).addServeCommand],
  ['migrate', async () => (await import('./migrate.ts')).addMigrateCommand],
  ['configure', async () => (await import('./configure.ts')).addConfigureCommand],
  ['plan', async () => (await import('./plan.ts')).addPlanCommand],
  ['export', async () => (await import('./export.ts')).addExportCommand],
  ['cluster', async () => (await import('./cluster-command.ts')).addClusterCommand],
  ['ssh-proxy-command', async () => (await import('./ssh-proxy-command.ts')).addSshProxyCommand],
  ['version', () => Promise.resolve(addVersionCommand)],
])

/** The called command; all of them for the help and for a name that is none. */
function commandsFor(args: readonly string[]): Promise<AddCommand[]> {
  const called = commands.get(args.find((each) => !each.startsWith('-')) ?? '')
  return Promise.all((called === undefined ? [...commands.values()] : [called]).map((load) => load()))
}

function addVersionCommand(program: Command, context: CommandContext): void {
  program
    .command('version')
    .description('print the version')
    .option('--format <format>', 'text or json', 'text')
    .action((options: { format: string }) => {
      const json = outputFormat(options.format) === 'json'
      context.out(json ? `${JSON.stringify({ version: context.version })}\n` : `botdesk ${context.version}\n`)
    })
}
