import type { ProbeStep } from '../../shared/contract/authoring.ts'
import { AppError } from '../../shared/errors.ts'
import { explainError } from '../../shared/messages/errors.ts'
import type { Clock } from '../ports/clock.ts'

/** No step waits longer than this for another computer. */
export const stepDeadlineMs = 5_000

/** What a step found. */
export interface Finding<T> {
  /** One sentence with the fact. */
  readonly detail: string
  readonly state?: ProbeStep['state']
  readonly error?: AppError
  readonly value: T
}

interface StepPlace {
  readonly name: ProbeStep['name']
  /** The entry of the file it is about. */
  readonly path?: string
}

/** Steps of a probe as they are done, each with its time and a deadline. What fails is a step too, never a rejection. */
export class ProbeSteps {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #done: ProbeStep[] = []

  constructor(options: { clock: Clock; signal: AbortSignal }) {
    this.#clock = options.clock
    this.#signal = options.signal
  }

  get done(): readonly ProbeStep[] {
    return this.#done
  }

  /** Runs a step; undefined when it failed. Rejects only when the whole probe is cancelled. */
  async run<T>(
    place: StepPlace,
    act: (options: { signal: AbortSignal }) => Promise<Finding<T>>,
  ): Promise<T | undefined> {
    this.#signal.throwIfAborted()
    const began = this.#clock.monotonic()
    const durationMs = () => this.#clock.monotonic() - began
    try {
      const { detail, state = 'done', error, value } = await this.#inTime(act)
      this.#done.push({
        ...place,
        state,
        detail,
        durationMs: durationMs(),
        ...(error ? { error: error.serialize() } : {}),
      })
      return state === 'failed' ? undefined : value
    } catch (thrown) {
      this.#signal.throwIfAborted()
      const error = AppError.from(thrown)
      this.#done.push({
        ...place,
        state: 'failed',
        detail: plainFailure(error),
        durationMs: durationMs(),
        error: error.serialize(),
      })
      return undefined
    }
  }

  /** Notes what needs no work. */
  note(step: ProbeStep): void {
    this.#done.push(step)
  }

  async #inTime<T>(act: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
    const late = new AbortController()
    const finished = new AbortController()
    const waiting = AbortSignal.any([this.#signal, finished.signal])
    this.#clock.sleep(stepDeadlineMs, { signal: waiting }).then(
      () => late.abort(tooLate()),
      () => undefined,
    )
    const signal = AbortSignal.any([this.#signal, late.signal])
    try {
      return await act({ signal })
    } catch (thrown) {
      // A call that was cut off says so in words of its own.
      throw late.signal.aborted ? late.signal.reason : thrown
    } finally {
      finished.abort()
    }
  }
}

/** What the system's words for a failed connection mean. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'Nothing listens there'],
  [/ENOTFOUND|EAI_/, 'This name leads nowhere'],
  [/EHOSTUNREACH|ENETUNREACH/, 'There is no way to it from this computer'],
  [/ECONNRESET|closed before/, 'The other side closed the connection'],
  [/not Teleport/, 'What answers is not Teleport'],
  [/no.application.protocol/i, 'It speaks TLS, but no protocol of Teleport'],
  [/wrong.version.number|packet.length|record/i, 'Something answers, but not with TLS'],
]

/** The short form of a failure for its line; the error itself says more. */
function plainFailure(error: AppError): string {
  const reason = String(error.details['reason'] ?? '')
  if (error.code === 'cluster.timeout') return `No answer within ${stepDeadlineMs / 1000} s`
  if (error.code === 'usage.bad-argument') return 'Not an address such as host:3025'
  const found = meanings.find(([words]) => words.test(reason))
  return found?.[1] ?? explainError(error.serialize()).happened
}

function tooLate(): AppError {
  return new AppError('cluster.timeout', `no answer within ${stepDeadlineMs / 1000} s`, { retryable: true })
}
