import type { ErrorCode, SerializedError } from '../errors.ts'
import { Details, type ErrorPlace, type ErrorText, type Explanation } from './error-advice.ts'
import { botErrorTexts } from './errors-bot.ts'
import { clusterTexts } from './errors-cluster.ts'
import { credentialTexts } from './errors-credential.ts'
import { destinationTexts } from './errors-destination.ts'
import { identityTexts, joinTexts } from './errors-join.ts'

/** Every code has its text: a new code does not compile until it has one. */
const texts: Readonly<Record<ErrorCode, ErrorText>> = {
  ...botErrorTexts,
  ...clusterTexts,
  ...credentialTexts,
  ...destinationTexts,
  ...identityTexts,
  ...joinTexts,
}

/** The text for an error: by its code, with the names and numbers its details carry. */
export function explainError(error: SerializedError, place: ErrorPlace = {}): Explanation {
  return texts[error.code]({ error, details: new Details(error), place })
}

/** The short form for a row or a field: only what happened. */
export function errorSentence(error: SerializedError, place: ErrorPlace = {}): string {
  return explainError(error, place).happened
}
