import type { Command } from 'commander'
import { outputFlag } from '../../shared/config/command-flags.ts'
import { checkConfig, newestTarget, overlayFlags } from '../../shared/config/index.ts'
import { AppError } from '../../shared/errors.ts'
import { addBotFlags, flagEnvironment } from './bot-flags.ts'
import type { BotArguments } from './bot-flags.ts'
import type { CommandContext, Finish } from './context.ts'
import { formatProblem } from './validate.ts'
import { writeSecretFile } from './whole-file.ts'

/** `botdesk configure [SUBCOMMAND] …`: tbot's flags as a `tbot.yaml` on standard output (tbot-config.md 8.2 to 8.6). */
export function addConfigureCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('configure')
    .description('write a tbot.yaml from the flags of start; it may hold the token')
    .option(`-${outputFlag.short}, --${outputFlag.name} <${outputFlag.value}>`, outputFlag.about)
  addBotFlags(command, (options) => finish(configure(context, options)), ['config', 'log-format'])
}

/** Exit code 0 written, 1 when tbot would refuse the file; `usage.bad-argument` without a join method. Findings go to standard error. */
async function configure(context: CommandContext, options: BotArguments): Promise<number> {
  const { output: written, pidFile, ...flags } = options
  const output = written === '-' ? undefined : written
  const environment = flagEnvironment((name) => context.ports.processes.environment(name))
  if (!hasText(flags.joinMethod) && !hasText(flags.joinUri)) {
    throw new AppError('usage.bad-argument', 'there is no join method: write --join-method or --join-uri')
  }
  if (pidFile !== undefined) context.err('botdesk: --pid-file has no place in the file\n')
  const { text } = overlayFlags(undefined, { ...flags, environment })
  const { problems } = checkConfig(text, { target: newestTarget })
  for (const problem of problems) {
    if (problem.severity !== 'info') context.err(`${formatProblem(output ?? 'tbot.yaml', problem)}\n`)
  }
  // Like tbot: the address can come later, anything else it refuses is refused here.
  const isRefused = problems.some(
    ({ severity, code }) => severity === 'error' && code !== 'config.no-address',
  )
  if (isRefused) return 1
  if (output === undefined) context.out(text)
  else await writeSecretFile(context, output, text)
  return 0
}

function hasText(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
