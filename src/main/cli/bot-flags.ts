import type { Command } from 'commander'
import { globalFlags, legacyFlags, serviceCommands, sharedFlags } from '../../shared/config/command-flags.ts'
import type { Flag } from '../../shared/config/command-flags.ts'
import { missingFlags } from '../../shared/config/flag-service.ts'
import type { StartFlags } from '../../shared/config/index.ts'
import { AppError } from '../../shared/errors.ts'

const botFlags = [...globalFlags.filter((flag) => flag.isForeign !== true), ...sharedFlags, ...legacyFlags]

/** What `start` and `configure` are called with, beside options of their own. */
export interface BotArguments extends StartFlags {
  readonly config?: string
  readonly logFormat?: string
  readonly pidFile?: string
  /** `start` only. */
  readonly layout?: string
  /** `configure` only. */
  readonly output?: string
}

/** Gives a command tbot's flags and sub-commands (tbot-config.md 8.1 to 8.4). */
export function addBotFlags(
  command: Command,
  run: (options: BotArguments) => Promise<void>,
  without: readonly string[] = [],
): void {
  addFlags(
    command,
    botFlags.filter((flag) => !without.includes(flag.name)),
  )
  command.action((options: BotArguments) => run(options))
  for (const { name, alias, about, flags } of serviceCommands) {
    const service = addFlags(command.command(name).description(about), flags)
    if (alias !== undefined) service.alias(alias)
    service.action((values: Record<string, unknown>) => {
      const options = command.opts<BotArguments>()
      if (options.dataDir !== undefined || options.destinationDir !== undefined) {
        throw new AppError(
          'usage.bad-argument',
          `--data-dir and --destination-dir do not go with "${name}": write --storage and --destination`,
        )
      }
      const service = { command: name, values }
      const missing = missingFlags(service)
      if (missing.length > 0)
        throw new AppError('usage.bad-argument', `"${name}" needs ${missing.join(', ')}`)
      return run({ ...options, service })
    })
  }
}

/** The variables that flags may come from, as they are set. */
export function flagEnvironment(read: (name: string) => string | undefined): Record<string, string> {
  return Object.fromEntries(
    botFlags.flatMap(({ variable }) => {
      const value = variable === undefined ? undefined : read(variable)
      return variable === undefined || value === undefined ? [] : [[variable, value]]
    }),
  )
}

function addFlags(command: Command, flags: readonly Flag[]): Command {
  for (const flag of flags) {
    const dashes = `${flag.short === undefined ? '' : `-${flag.short}, `}--${flag.name}`
    const about = flag.variable === undefined ? flag.about : `${flag.about} (${flag.variable})`
    if (flag.kind === 'switch') command.option(dashes, about)
    else if (flag.kind === 'text') command.option(`${dashes} <${flag.value}>`, about)
    else command.option(`${dashes} <${flag.value}>`, about, collect)
    if (flag.canBeOff === true) command.option(`--no-${flag.name}`, `turns --${flag.name} off`)
  }
  return command
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}
