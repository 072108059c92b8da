import type { RequestName, ResponseOf } from '../../shared/contract/requests.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { AppError } from '../../shared/errors.ts'

/** The value of an answer, or its error rebuilt. Main answers in the contract's types; a test there proves it. */
export function valueOf<N extends RequestName>(_name: N, answer: Answer): ResponseOf<N> {
  if (!answer.ok) throw AppError.deserialize(answer.error)
  return answer.value as ResponseOf<N>
}

/** Rejects as soon as the signal aborts, whatever the answer does; the listener is removed either way. */
export async function abortable<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([answer, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
