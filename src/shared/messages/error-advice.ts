import { formatSpan } from './format.ts'
import type { ErrorCode, ErrorDetails, SerializedError } from '../errors.ts'

/** One thing a person can do about an error. */
export interface Advice {
  readonly title: string
  readonly text: string
  /** A command that does it, and the side it runs on. */
  readonly command?: { readonly code: string; readonly where: string }
}

/** An error as a person reads it: what happened, what it means, what to do (interface.md 7). */
export interface Explanation {
  readonly happened: string
  readonly meaning: string
  /** The first one is suggested. */
  readonly advice: readonly Advice[]
}

/** What a text can name besides the error itself. */
export interface ErrorPlace {
  readonly bot?: string
  readonly service?: string
  /** "until 14:33", when files are still good. */
  readonly validUntil?: string
  readonly userName?: string
  /** Read on a terminal, where a command has just ended: nothing is tried again, and there are no screens. */
  readonly terminal?: boolean
}

/** Reads the plain data of an error without trusting that it is there. */
export class Details {
  readonly #details: ErrorDetails

  constructor(error: SerializedError) {
    this.#details = error.details
  }

  /** The first of these that is there, as text; `otherwise` when none is. */
  get(names: string | readonly string[], otherwise = ''): string {
    for (const name of typeof names === 'string' ? [names] : names) {
      const value = this.#details[name]
      if (value === undefined) continue
      return typeof value === 'object' ? value.join(', ') : String(value)
    }
    return otherwise
  }

  /** A detail in milliseconds as a span in words. */
  span(name: string, otherwise: string): string {
    const ms = this.#details[name]
    return typeof ms === 'number' ? formatSpan(ms) : otherwise
  }

  has(name: string): boolean {
    return this.#details[name] !== undefined
  }
}

/** What still works while a renewal fails. */
export function stillWorks(place: ErrorPlace): string {
  if (place.validUntil) return `Readers keep using the last good files. They stay valid ${place.validUntil}.`
  return place.terminal
    ? 'Files written before stay as they are, until their certificates end.'
    : 'There are no files yet that readers could use.'
}

/** What a text is made from. */
export interface ErrorContext {
  readonly error: SerializedError
  readonly details: Details
  readonly place: ErrorPlace
}

export type ErrorText = (context: ErrorContext) => Explanation
export type ErrorTexts = Readonly<Partial<Record<ErrorCode, ErrorText>>>
