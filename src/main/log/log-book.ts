import { join } from 'node:path'
import type { LogLevel } from '../../shared/contract/bots.ts'
import type { ErrorDetails } from '../../shared/errors.ts'
import type { LogLine } from '../../shared/contract/views.ts'
import type { Clock } from '../ports/clock.ts'
import type { Redactor } from './redactor.ts'

/** Lines kept in memory and given to a new reader. */
export const linesKept = 2000

export interface LogEntry {
  readonly level: LogLevel
  readonly message: string
  readonly bot?: string
  readonly service?: string
  readonly fields?: LogLine['fields']
  readonly code?: string
}

/** Where lines go besides memory: a file, standard error. Must not throw. */
export type LogSink = (line: LogLine) => void

/** The one log of a backend: redacted, bounded, readable by anyone. */
export class LogBook {
  readonly #clock: Clock
  readonly #redactor: Redactor
  readonly #sinks: readonly LogSink[]
  readonly #lines: LogLine[] = []
  readonly #listeners = new Set<(line: LogLine) => void>()
  #sequence = 0

  constructor(options: { clock: Clock; redactor: Redactor; sinks?: readonly LogSink[] }) {
    this.#clock = options.clock
    this.#redactor = options.redactor
    this.#sinks = options.sinks ?? []
  }

  write(entry: LogEntry): void {
    const { fields, ...rest } = entry
    const line: LogLine = this.#redactor.data({
      ...rest,
      sequence: ++this.#sequence,
      at: this.#clock.now(),
      fields: fields ?? {},
    })
    this.#lines.push(line)
    if (this.#lines.length > linesKept) this.#lines.shift()
    for (const sink of this.#sinks) sink(line)
    for (const listener of this.#listeners) listener(line)
  }

  /** The newest lines, oldest first. */
  lines(): readonly LogLine[] {
    return [...this.#lines]
  }

  subscribe(listener: (line: LogLine) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** The facts of an error as fields of a line; lists are joined. */
export function errorFields(error: { readonly details: ErrorDetails } | undefined): LogLine['fields'] {
  return Object.fromEntries(
    Object.entries(error?.details ?? {}).map(([key, value]) => [
      key,
      typeof value === 'object' ? value.join(',') : value,
    ]),
  )
}

/** One line as text: `2026-11-21T14:10:48.123Z INFO  ci-deploy/identity message key=value`. */
export function formatLogLine(line: LogLine): string {
  const words = { error: 'ERROR', warning: 'WARN', good: 'INFO', info: 'INFO', debug: 'DEBUG' } as const
  const source = [line.bot, line.service].filter((part) => part !== undefined).join('/')
  const fields = Object.entries(line.fields).map(([key, value]) => `${key}=${quoted(String(value))}`)
  const parts = [
    new Date(line.at).toISOString(),
    words[line.level].padEnd(5),
    source,
    line.message,
    ...fields,
  ]
  return [...parts, ...(line.code ? [`code=${line.code}`] : [])].filter((part) => part !== '').join(' ')
}

/** The same line as one JSON object, for `--log-format json`. */
export function formatLogLineAsJson(line: LogLine): string {
  const { at, sequence: _, fields, ...rest } = line
  return JSON.stringify({ timestamp: new Date(at).toISOString(), ...rest, ...fields })
}

function quoted(text: string): string {
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text)
}

/** Where the log of a data folder lies. */
export function logFolder(dataFolder: string): string {
  return join(dataFolder, 'log')
}
