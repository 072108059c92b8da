import type { Severity } from './problem.ts'

/** What a check of one value found. */
export interface Verdict {
  readonly severity: Severity
  readonly code: `config.${string}`
  readonly message: string
  /** A value to write instead, when there is a safe one. */
  readonly instead?: string | undefined
}
