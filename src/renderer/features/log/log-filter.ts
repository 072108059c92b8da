import type { LogLevel } from '../../../shared/contract/bots.ts'
import type { LogLine } from '../../../shared/contract/views.ts'

/** What is shown of the log. `bot` is a name, or `botdeskItself` for lines without one. */
export interface LogFilter {
  readonly levels: readonly LogLevel[]
  readonly bot: string | undefined
  readonly service: string | undefined
}

export const logLevels = ['error', 'warning', 'good', 'info', 'debug'] as const satisfies readonly LogLevel[]

/** Stands for lines of Botdesk itself; no bot can have this name. */
export const botdeskItself = '\u0000'

/** Debug lines are many and for finding defects: off until asked for. */
export const openFilter: LogFilter = {
  levels: ['error', 'warning', 'good', 'info'],
  bot: undefined,
  service: undefined,
}

export function passes(line: LogLine, filter: LogFilter): boolean {
  return (
    filter.levels.includes(line.level) &&
    (filter.bot === undefined || (line.bot ?? botdeskItself) === filter.bot) &&
    (filter.service === undefined || line.service === filter.service)
  )
}

/** The names that occur, sorted: what the filters offer. */
export function namesOf(
  lines: readonly LogLine[],
  bot: string | undefined,
): { readonly bots: readonly string[]; readonly services: readonly string[] } {
  const bots = new Set<string>()
  const services = new Set<string>()
  for (const line of lines) {
    if (line.bot !== undefined) bots.add(line.bot)
    const isOfBot = bot === undefined || (line.bot ?? botdeskItself) === bot
    if (line.service !== undefined && isOfBot) services.add(line.service)
  }
  const sorted = (names: ReadonlySet<string>): readonly string[] =>
    [...names].toSorted((a, b) => a.localeCompare(b))
  return { bots: sorted(bots), services: sorted(services) }
}

/** `key=value` of a line, as shown after its message and as searched. */
export function fieldsText(line: LogLine): string {
  const fields = Object.entries(line.fields).map(([key, value]) => `${key}=${String(value)}`)
  return [...(line.code ? [line.code] : []), ...fields].join(' ')
}

/** Whether any part a reader sees contains the words; `query` is in lower case. */
export function contains(line: LogLine, query: string): boolean {
  return [line.message, line.bot ?? '', line.service ?? '', fieldsText(line)].some((part) =>
    part.toLowerCase().includes(query),
  )
}
