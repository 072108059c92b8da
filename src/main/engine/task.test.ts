import { expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { FakeClock } from '../ports/testing/fake-clock.ts'
import { SeededRandom } from '../ports/testing/seeded-random.ts'
import { EventStream } from './event-stream.ts'
import type { EngineEvent } from './model.ts'
import { runIteration, runUntilDone } from './task.ts'
import type { Failure, Task } from './task.ts'
import { Wake } from './waiting.ts'

function setUp(attempt: (n: number, signal: AbortSignal) => Promise<void>, changes: Partial<Task> = {}) {
  const clock = new FakeClock()
  const events: EngineEvent[] = []
  const stream = new EventStream(clock)
  stream.subscribe((event) => events.push(event))
  const failures: Failure[] = []
  let count = 0
  const task: Task = {
    service: 'a',
    name: 'output-renewal',
    attempts: 3,
    deadlineMs: 120_000,
    attempt: (signal) => attempt(++count, signal),
    onFailure: (failure) => failures.push(failure),
    isFinal: () => false,
    ...changes,
  }
  const stop = new AbortController()
  const tools = { clock, random: new SeededRandom(1), events: stream }
  const outcomes = () =>
    events.flatMap((event) => (event.kind === 'iteration-finished' ? [event.outcome] : []))
  return { clock, task, tools, stop, failures, events, outcomes, calls: () => count }
}

const down = () => new AppError('cluster.unreachable', 'no answer', { retryable: true })

test('tries on after all attempts of an iteration failed, at the pace of a minute', async () => {
  const { clock, task, tools, stop, failures, outcomes, calls } = setUp(async (n) => {
    if (n <= 12) throw down()
  })
  const done = runUntilDone(task, tools, stop.signal)
  await clock.advance(10 * 60_000)
  await done
  expect(calls()).toBe(13)
  expect(failures.map(({ isExhausted }) => isExhausted).indexOf(true)).toBe(2)
  expect(outcomes().at(-1)).toBe('success')
  expect(outcomes().filter((outcome) => outcome === 'failed')).toHaveLength(10)
})

test('logs each of the first failures, then the same one every quarter of an hour, and a new one at once', async () => {
  const { clock, task, tools, stop, events } = setUp(async (n) => {
    throw n === 40 ? new AppError('cluster.timeout', 'no answer in time', { retryable: true }) : down()
  })
  const ended = runUntilDone(task, tools, stop.signal).catch(() => undefined)
  await clock.advance(60 * 60_000)
  stop.abort()
  await ended
  const codes = events.flatMap((event) => (event.kind === 'log' ? [event.error?.code] : []))
  expect(codes.slice(0, 3)).toEqual(Array(3).fill('cluster.unreachable'))
  expect(codes).toContain('cluster.timeout')
  expect(codes.length).toBeLessThanOrEqual(3 + 4 + 2)
})

test('counts the retries of a successful iteration', async () => {
  const { clock, task, tools, stop, events } = setUp(async (n) => {
    if (n <= 2) throw down()
  })
  const done = runUntilDone(task, tools, stop.signal)
  await clock.advance(10_000)
  await done
  expect(events.at(-1)).toMatchObject({ kind: 'iteration-finished', outcome: 'success', retries: 2 })
})

test('an iteration that may not go on ends with its last error', async () => {
  const { clock, task, tools, stop, outcomes } = setUp(async () => {
    throw down()
  })
  const failed = runIteration(task, tools, stop.signal).catch((thrown: unknown) => thrown)
  await clock.advance(60_000)
  expect(await failed).toMatchObject({ code: 'cluster.unreachable' })
  expect(outcomes()).toEqual(['failed'])
})

test('a final error ends at once', async () => {
  const refused = new AppError('join.token-expired', 'expired')
  const { task, tools, stop, calls } = setUp(
    async () => {
      throw refused
    },
    { isFinal: (error) => error.code === 'join.token-expired' },
  )
  await expect(runUntilDone(task, tools, stop.signal)).rejects.toBe(refused)
  expect(calls()).toBe(1)
})

test('an attempt that hangs is told to stop, left behind and tried again', async () => {
  const aborted: boolean[] = []
  const { clock, task, tools, stop, failures } = setUp(async (n, signal) => {
    signal.addEventListener('abort', () => aborted.push(true))
    if (n === 1) await new Promise(() => undefined)
  })
  const done = runUntilDone(task, tools, stop.signal)
  await clock.advance(125_000)
  await done
  expect(failures.map(({ error }) => error.code)).toEqual(['service.hung'])
  expect(aborted[0]).toBe(true)
})

test('a throw before the first await is a failed attempt like any other', async () => {
  const { clock, task, tools, stop, failures } = setUp((n) => {
    if (n === 1) throw new TypeError('defect')
    return Promise.resolve()
  })
  const done = runUntilDone(task, tools, stop.signal)
  await clock.advance(2000)
  await done
  expect(failures.map(({ error }) => error.code)).toEqual(['internal.unexpected'])
})

test('stopping during the pause is a cancelled iteration, not a failed one', async () => {
  const { clock, task, tools, stop, outcomes } = setUp(async () => {
    throw down()
  })
  const stopped = runUntilDone(task, tools, stop.signal).catch((thrown: unknown) => thrown)
  await clock.advance(100)
  stop.abort()
  expect(await stopped).toMatchObject({ name: 'AbortError' })
  expect(outcomes()).toEqual(['cancelled'])
})

test('a request for work cuts the pause short', async () => {
  const wake = new Wake()
  const { clock, task, tools, stop, calls } = setUp(
    async (n) => {
      if (n === 1) throw down()
    },
    { wake },
  )
  const done = runUntilDone(task, tools, stop.signal)
  await clock.settle()
  wake.request()
  await done
  expect(calls()).toBe(2)
})
