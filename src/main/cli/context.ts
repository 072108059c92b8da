import type { Readable, Writable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import { explainError } from '../../shared/messages/errors.ts'
import type { Ports } from '../ports/index.ts'

/** What a command may use of the process around it. */
export interface CommandContext {
  readonly ports: Ports
  readonly version: string
  readonly homeFolder: string
  readonly dataFolder: string
  /** Folder of the built page. */
  readonly pageFolder: string
  out(text: string): void
  err(text: string): void
  /** Standard input and output as bytes; opened by the first call. */
  streams(): { readonly input: Readable; readonly output: Writable }
  /** Calls back on INT and TERM (stop) and on HUP and USR1 (renew); a second stop ends the process. */
  onSignal(handlers: { stop(): void; renew(): void }): void
}

/** What a command does with its exit code. */
export type Finish = (result: Promise<number> | number) => Promise<void>

export type OutputFormat = 'text' | 'json'

/** Checks `--format` and `--log-format`. */
export function outputFormat(value: string): OutputFormat {
  if (value === 'text' || value === 'json') return value
  throw new AppError('usage.bad-argument', `the format is text or json, not "${value}"`)
}

/** Checks `--port`. */
export function portNumber(value: string): number {
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new AppError('usage.bad-argument', `a port is a number from 0 to 65535, not "${value}"`)
}

/** Prints an error as the last word of a command: what happened, what it means, what to do. */
export function printError(context: CommandContext, thrown: unknown, format: OutputFormat): void {
  const error = AppError.from(thrown)
  if (format === 'json') context.err(`${JSON.stringify({ error: error.serialize() })}\n`)
  else context.err(`botdesk: ${error.message} (${error.code})\n${remedy(error)}`)
}

/** The text of an error in indented lines, for a terminal. */
export function remedy(error: AppError): string {
  if (error.code === 'usage.bad-argument') return ''
  const { happened, meaning, advice } = explainError(error.serialize(), { terminal: true })
  const acts = advice.flatMap(({ title, text, command }) => [
    `- ${title}: ${text}`,
    ...(command ? [`    ${command.where}:`, ...command.code.split('\n').map((line) => `      ${line}`)] : []),
  ])
  return [happened, meaning, ...acts].map((line) => `  ${line}\n`).join('')
}
