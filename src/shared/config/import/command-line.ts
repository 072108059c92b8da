import {
  findServiceCommand,
  globalFlags,
  legacyFlags,
  outputFlag,
  serviceCommands,
  sharedFlags,
} from '../command-flags.ts'
import type { Flag, ServiceCommand } from '../command-flags.ts'
import { nearest } from '../nearest.ts'
import { readShell } from './shell.ts'
import type { ShellText, Statement } from './shell.ts'

/** A call of tbot or Botdesk, with what stands before it. */
export interface CommandLine {
  readonly environment: readonly Variable[]
  /** What follows the name of the program. */
  readonly words: readonly string[]
}

export interface Variable {
  readonly name: string
  readonly value: string
}

/** A text of commands, sorted. */
export interface ReadCommands {
  /** The first `tbot start` or `tbot configure`. */
  readonly command?: CommandLine
  readonly variables: readonly Variable[]
  /** Lines that are neither. */
  readonly others: readonly Statement[]
  readonly openQuote?: number
}

const programs = /^(?:.*[/\\])?(?:tbot|botdesk)(?:\.exe)?$/i

/** Finds the call of tbot in a text as it is pasted from a terminal, a script, or a systemd unit; and variables around it. */
export function parseCommandLine(text: string): ReadCommands {
  const shell: ShellText = readShell(plainLines(text))
  const variables: Variable[] = []
  const others: Statement[] = []
  let command: CommandLine | undefined
  for (const statement of shell.statements) {
    const at = statement.words.findIndex((word) => programs.test(word))
    const before = at < 0 ? statement.words : statement.words.slice(0, at)
    const set = variablesIn(before)
    if (at >= 0 && command === undefined) {
      command = { environment: set.variables, words: statement.words.slice(at + 1) }
      continue
    }
    variables.push(...set.variables)
    if (at >= 0 || set.variables.length === 0 || set.isMore) others.push(statement)
  }
  return {
    variables: [...variables, ...(command?.environment ?? [])],
    others,
    ...(command === undefined ? {} : { command }),
    ...(shell.openQuote === undefined ? {} : { openQuote: shell.openQuote }),
  }
}

/** Without what units, Dockerfiles, Compose files and prompts put around a command or a variable. */
function plainLines(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/^[ \t]*(?:\[[\w-]+\][ \t]*\r?$|```.*$)/gm, '')
    .replace(/^[ \t]*ExecStart[ \t]*=[ \t]*[-@:+!]*/gm, '')
    .replace(/^[ \t]*Environment[ \t]*=[ \t]*/gm, '')
    .replace(/^[ \t]*(?:ENV[ \t]+|\$[ \t]+|-[ \t]+(?=[A-Z_][A-Z0-9_]*=))/gm, '')
    .replace(/^[ \t]*([A-Z_][A-Z0-9_]*):[ \t]+/gm, '$1=')
}

function variablesIn(words: readonly string[]): { variables: Variable[]; isMore: boolean } {
  const variables: Variable[] = []
  let isMore = false
  for (const word of words) {
    const plain = word.replace(/^(?:-e|--env)=?(?=[A-Za-z_])/, '')
    const [, name, value] = /^([A-Z_][A-Z0-9_]*)=(.*)$/s.exec(plain) ?? []
    if (name !== undefined && value !== undefined) variables.push({ name, value })
    else if (!['export', 'env', '-e', '--env', 'sudo', 'set'].includes(word)) isMore = true
  }
  return { variables, isMore }
}

/** A flag as it was given. */
export interface GivenFlag {
  /** `--token`, or `-a` when it was written so. */
  readonly written: string
  /** Undefined for one that nobody knows. */
  readonly flag?: Flag
  readonly value?: string
  /** `--no-oneshot`. */
  readonly isOff?: true
}

/** The words of a call, sorted. */
export interface GivenFlags {
  /** `start` or `configure`; other commands do not describe a bot. */
  readonly verb?: string
  readonly service?: ServiceCommand
  readonly flags: readonly GivenFlag[]
  /** Words that are neither. */
  readonly extra: readonly string[]
}

/** Reads the words after the name of the program: `start`, a sub-command, flags in any order (tbot-config.md 8.1 to 8.4). */
export function readFlags(words: readonly string[]): GivenFlags {
  const flags: GivenFlag[] = []
  const plain: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (!word.startsWith('-') || word === '-') {
      plain.push(word)
    } else if (word !== '--') {
      const given = readFlag(word, words[at + 1])
      flags.push(given.flag)
      if (given.usesNext) at += 1
    }
  }
  const [verb, name, ...rest] = plain
  const service = name === undefined ? undefined : findServiceCommand(name)
  const isNamed = name === undefined || name === 'legacy' || service !== undefined
  return {
    ...(verb === undefined ? {} : { verb }),
    ...(service === undefined ? {} : { service }),
    flags: flags.map((given) => ({ ...given, ...ofService(given.flag, service) })),
    extra: isNamed ? rest : [name, ...rest],
  }
}

/** The same flag goes elsewhere in another service: `--name-selector`. */
function ofService(flag: Flag | undefined, service: ServiceCommand | undefined): { flag?: Flag } {
  const own = service?.flags.find(({ name }) => name === flag?.name)
  return own === undefined ? {} : { flag: own }
}

const everyFlag = [
  ...serviceCommands.flatMap(({ flags }) => flags),
  ...globalFlags,
  ...legacyFlags,
  ...sharedFlags,
  outputFlag,
]
/** By `--token` and `-a`. */
const known: ReadonlyMap<string, Flag> = new Map(
  everyFlag.flatMap((flag): [string, Flag][] => [
    [`--${flag.name}`, flag],
    ...(flag.short === undefined ? [] : [[`-${flag.short}`, flag] satisfies [string, Flag]]),
  ]),
)

/** `--toekn` as the flag that was probably meant. */
export function nearestFlag(written: string): string | undefined {
  return nearest(
    written,
    [...known.keys()].filter((name) => name.startsWith('--')),
  )
}

function readFlag(word: string, next: string | undefined): { flag: GivenFlag; usesNext: boolean } {
  const [, name = word, joined] = /^(--[^=]*)=(.*)$/s.exec(word) ?? []
  const off = /^--no-(.+)$/.exec(name)
  const opposite = off === null || known.has(name) ? undefined : known.get(`--${off[1] ?? ''}`)
  if (opposite?.kind === 'switch')
    return { flag: { written: name, flag: opposite, isOff: true }, usesNext: false }
  const short = word.length > 2 && !word.startsWith('--') ? word.slice(0, 2) : name
  const flag = known.get(short)
  const attached = short === name ? joined : word.slice(2).replace(/^=/, '')
  if (flag?.kind === 'switch') return { flag: { written: short, flag }, usesNext: false }
  const value = attached ?? (flag !== undefined || isValue(next) ? next : undefined)
  return {
    flag: {
      written: short,
      ...(flag === undefined ? {} : { flag }),
      ...(value === undefined ? {} : { value }),
    },
    usesNext: attached === undefined && value !== undefined,
  }
}

/** Whether a word after an unknown flag looks like its value. */
function isValue(next: string | undefined): boolean {
  return (
    next !== undefined && !next.startsWith('-') && findServiceCommand(next) === undefined && next !== 'start'
  )
}

/** The flags a command takes: those of its service, or those without a sub-command. */
export function takes(flag: Flag, verb: string, service: ServiceCommand | undefined): boolean {
  const own = service === undefined ? legacyFlags : service.flags
  const isOutput = flag === outputFlag && verb === 'configure'
  return isOutput || [...globalFlags, ...sharedFlags, ...own].some(({ name }) => name === flag.name)
}
