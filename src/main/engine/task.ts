import { AppError, isCancellation } from '../../shared/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { backoffMs } from './backoff.ts'
import type { EventStream } from './event-stream.ts'
import { firstOf, withDeadline } from './waiting.ts'
import type { Wake } from './waiting.ts'

/** After the attempts of an iteration, a failure that repeats itself is logged no more often than this. */
const repeatedLogMs = 15 * 60_000

/** What every task needs from its bot. */
export interface TaskTools {
  readonly clock: Clock
  readonly random: Random
  readonly events: EventStream
}

/** An attempt that did not succeed. */
export interface Failure {
  readonly error: AppError
  /** Failures in a row, this one included. */
  readonly failures: number
  /** When the next attempt starts. */
  readonly nextAt: number
  /** All attempts of the renewal failed; it is tried on at a slower pace. */
  readonly isExhausted: boolean
}

export interface Task {
  readonly service: string
  /** Task name in the metrics (tbot-runtime.md 3.1). */
  readonly name: string
  /** Attempts of one iteration: 5, for the identity 7 (teleport-wire.md 8). */
  readonly attempts: number
  readonly deadlineMs: number
  attempt(signal: AbortSignal): Promise<void>
  onFailure(failure: Failure): void
  /** Errors that another attempt cannot mend. */
  isFinal(error: AppError): boolean
  /** Cuts the pause between attempts short. */
  readonly wake?: Wake
}

/**
 * Tries until it works; rejects with a final error. After the attempts of an iteration are used up it goes on
 * at the longest back-off instead of waiting a whole interval (tbot-runtime.md 11, defect 9).
 */
export async function runUntilDone(task: Task, tools: TaskTools, signal: AbortSignal): Promise<void> {
  await run(task, tools, signal, { untilDone: true })
}

/** One iteration: rejects with the last error when all attempts failed. */
export async function runIteration(task: Task, tools: TaskTools, signal: AbortSignal): Promise<void> {
  await run(task, tools, signal, { untilDone: false })
}

async function run(
  task: Task,
  tools: TaskTools,
  signal: AbortSignal,
  { untilDone }: { untilDone: boolean },
): Promise<void> {
  const { clock, random } = tools
  let iteration = beginIteration(task, tools)
  const isWorthALine = createRepetitionFilter(task, clock)
  for (let failures = 1; ; failures++) {
    const error = await tryOnce(task, clock, signal).catch((thrown: unknown) => {
      iteration.end('cancelled')
      throw thrown
    })
    if (!error) return iteration.end('success')
    const isExhausted = failures >= task.attempts
    const isLast = task.isFinal(error) || (isExhausted && !untilDone)
    if (isExhausted || isLast) iteration.end('failed')
    if (isLast) throw error
    const pauseMs = backoffMs(failures, random)
    if (isWorthALine(error, failures)) logFailure(task, tools, { error, failures, pauseMs })
    task.onFailure({ error, failures, isExhausted, nextAt: clock.now() + pauseMs })
    try {
      await pause(pauseMs, task.wake, clock, signal)
    } catch (thrown) {
      iteration.end('cancelled')
      throw thrown
    }
    if (isExhausted) iteration = beginIteration(task, tools)
    else iteration.retry()
  }
}

/** Lets the first failures through, then each that is new and now and then one that is not: an outage may last for days. */
function createRepetitionFilter({ attempts }: Task, clock: Clock) {
  let last: { code: string; at: number } | undefined
  return ({ code }: AppError, failures: number): boolean => {
    const at = clock.monotonic()
    const isOld = last?.code === code && at - last.at < repeatedLogMs
    if (failures > attempts && isOld) return false
    last = { code, at }
    return true
  }
}

function logFailure(
  { service }: Task,
  { events }: TaskTools,
  { error, failures, pauseMs }: { error: AppError; failures: number; pauseMs: number },
): void {
  events.emit({
    kind: 'log',
    level: 'warning',
    service,
    message: `attempt failed: ${error.message}`,
    fields: { attempt: failures, next_in: `${(pauseMs / 1000).toFixed(1)}s` },
    error: error.serialize(),
  })
}

/** Undefined when it worked; rejects only when cancelled. */
async function tryOnce(task: Task, clock: Clock, signal: AbortSignal): Promise<AppError | undefined> {
  task.wake?.take()
  try {
    await withDeadline((inner) => task.attempt(inner), { clock, deadlineMs: task.deadlineMs, signal })
    return undefined
  } catch (thrown) {
    signal.throwIfAborted()
    // A cancellation nobody asked for is a failure like any other.
    if (isCancellation(thrown))
      return new AppError('internal.unexpected', 'attempt was cancelled', { cause: thrown })
    return AppError.from(thrown)
  }
}

async function pause(ms: number, wake: Wake | undefined, clock: Clock, signal: AbortSignal): Promise<void> {
  await firstOf(
    [
      (inner) => clock.sleep(ms, { signal: inner }),
      ...(wake ? [(inner: AbortSignal) => wake.wait({ signal: inner })] : []),
    ],
    { signal },
  )
}

/** Counts one iteration for the metrics; ending it twice counts once. */
function beginIteration({ service, name }: Task, { clock, events }: TaskTools) {
  const startedAt = clock.monotonic()
  let retries = 0
  let isOpen = true
  events.emit({ kind: 'iteration-started', service, task: name })
  return {
    retry: () => {
      retries++
    },
    end: (outcome: 'success' | 'failed' | 'cancelled') => {
      if (!isOpen) return
      isOpen = false
      const durationMs = clock.monotonic() - startedAt
      events.emit({ kind: 'iteration-finished', service, task: name, outcome, retries, durationMs })
    },
  }
}
