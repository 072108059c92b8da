import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../ports/clock.ts'

/** Rejects with the signal's reason as soon as it aborts, even when the promise never settles. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Starts every wait and settles like the first that settles; the others are aborted and forgotten. */
export async function firstOf<T>(
  waits: readonly ((signal: AbortSignal) => Promise<T>)[],
  { signal }: { signal: AbortSignal },
): Promise<T> {
  const losers = new AbortController()
  const either = AbortSignal.any([signal, losers.signal])
  const started = waits.map((wait) => wait(either))
  try {
    return await Promise.race(started)
  } finally {
    losers.abort()
    await Promise.allSettled(started)
  }
}

/**
 * Runs one attempt with a deadline. An attempt that is not done by then is told to stop and left behind:
 * what it still does is ignored, and the caller gets `service.hung`.
 */
export async function withDeadline<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  options: { clock: Clock; deadlineMs: number; signal: AbortSignal },
): Promise<T> {
  const { clock, deadlineMs, signal } = options
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  const deadline = clock.sleep(deadlineMs, { signal: either }).then(() => {
    throw new AppError('service.hung', `no result within ${deadlineMs / 1000} s`, {
      details: { deadlineMs },
      retryable: true,
    })
  })
  deadline.catch(() => undefined)
  const work = (async () => attempt(either))()
  try {
    return await abortable(Promise.race([work, deadline]), signal)
  } finally {
    ended.abort()
  }
}

/** A request to do something soon. Requests made before it is taken are one. */
export class Wake {
  #requested = false
  #notify: (() => void) | undefined

  request(): void {
    this.#requested = true
    this.#notify?.()
  }

  /** True once per request. */
  take(): boolean {
    const taken = this.#requested
    this.#requested = false
    return taken
  }

  /** Resolves when there is a request; one reader at a time. */
  async wait({ signal }: { signal: AbortSignal }): Promise<void> {
    if (this.#requested) return
    await abortable(
      new Promise<void>((resolve) => {
        this.#notify = resolve
      }),
      signal,
    )
  }
}

/**
 * Waits for a wall time, a request, or the same span on the clock that never jumps, whichever is first: a wall clock
 * set back must not make a renewal late.
 */
export async function untilDue(clock: Clock, dueAt: number, wake: Wake, signal: AbortSignal): Promise<void> {
  const spanMs = Math.max(0, dueAt - clock.now())
  await firstOf(
    [
      (inner) => clock.sleepUntil(dueAt, { signal: inner }),
      (inner) => clock.sleep(spanMs, { signal: inner }),
      (inner) => wake.wait({ signal: inner }),
    ],
    { signal },
  )
}
