import { expect, test } from 'vitest'
import type { ServiceState } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import { FakeClock } from '../ports/testing/fake-clock.ts'
import { EventStream } from './event-stream.ts'
import type { EngineEvent } from './model.ts'
import { StatusBoard } from './status-board.ts'

function setUp(names: readonly string[] = ['a', 'b']) {
  const clock = new FakeClock()
  const stream = new EventStream(clock)
  const events: EngineEvent[] = []
  stream.subscribe((event) => events.push(event))
  const services = names.map((name) => ({ name, type: 'application', internal: false }))
  const board = new StatusBoard({ clock, events: stream, services })
  return { clock, board, events }
}

test('is stopped before it runs, with every service starting and nothing reported', () => {
  const { board } = setUp()
  const snapshot = board.snapshot()
  expect(snapshot.state).toBe('stopped')
  expect(snapshot.startedAt).toBeNull()
  expect(snapshot.services.map(({ state, reportedAt }) => [state, reportedAt])).toEqual([
    ['starting', null],
    ['starting', null],
  ])
})

test.each<[ServiceState, ServiceState, string]>([
  ['healthy', 'healthy', 'healthy'],
  ['healthy', 'starting', 'starting'],
  ['starting', 'degraded', 'degraded'],
  ['degraded', 'unhealthy', 'unhealthy'],
  ['unhealthy', 'locked', 'locked'],
  ['healthy', 'skipped', 'healthy'],
])('a bot with services %s and %s is %s', (a, b, expected) => {
  const { board } = setUp()
  board.begin()
  board.reporter('a').report({ state: a })
  board.reporter('b').report({ state: b })
  expect(board.snapshot().state).toBe(expected)
})

test('says why: the reason and error of the worst service', () => {
  const { board } = setUp()
  board.begin()
  const error = new AppError('destination.disk-full', 'no space left')
  board.reporter('a').report({ state: 'healthy' })
  board.reporter('b').report({ state: 'unhealthy', reason: 'no space left', error })
  expect(board.snapshot()).toMatchObject({
    reason: 'no space left',
    error: { code: 'destination.disk-full' },
  })
})

test('every change of state is told and logged once with from, to and reason', () => {
  const { board, events } = setUp(['a'])
  board.begin()
  board.reporter('a').report({ state: 'healthy' })
  board.reporter('a').report({ state: 'healthy' })
  board.reporter('a').report({ state: 'degraded', reason: 'retrying' })
  const changes = events.filter((event) => event.kind === 'service-changed')
  expect(changes.map(({ from, to, reason }) => [from, to, reason])).toEqual([
    ['starting', 'healthy', undefined],
    ['healthy', 'degraded', 'retrying'],
  ])
  const logged = events.filter((event) => event.kind === 'log' && event.service === 'a')
  expect(logged).toHaveLength(2)
  expect(logged[1]).toMatchObject({
    level: 'warning',
    fields: { from: 'healthy', to: 'degraded', reason: 'retrying' },
  })
})

test('keeps since while the state stays, stamps every report, and forgets a reason that is over', async () => {
  const { board, clock } = setUp(['a'])
  const reporter = board.reporter('a')
  reporter.report({ state: 'degraded', reason: 'retrying', attempt: { number: 1 } })
  const since = clock.now()
  await clock.advance(5000)
  reporter.report({ state: 'degraded' })
  expect(reporter.current()).toMatchObject({ since, reportedAt: since + 5000 })
  expect(reporter.current()).not.toHaveProperty('reason')
  expect(reporter.current()).not.toHaveProperty('attempt')
})

test('starting is no report: /wait keeps waiting', () => {
  const { board } = setUp(['a'])
  board.reporter('a').report({ state: 'starting', reason: 'no answer' })
  expect(board.reporter('a').current().reportedAt).toBeNull()
})

test('a run that ends with an error keeps showing it, and a lock stays a lock', () => {
  const { board } = setUp()
  board.begin()
  board.ended({ error: new AppError('storage.in-use', 'held by process 7'), keepsServices: true })
  expect(board.snapshot()).toMatchObject({ state: 'locked', reason: 'held by process 7' })
})

test('a bot that stopped by wish is stopped, without a reason, its services off', () => {
  const { board } = setUp()
  board.begin()
  board.reporter('a').report({ state: 'unhealthy', reason: 'no space left' })
  board.stopping()
  expect(board.snapshot().state).toBe('stopping')
  board.ended({ keepsServices: false })
  expect(board.snapshot()).toMatchObject({ state: 'stopped', services: [{ state: 'off' }, { state: 'off' }] })
  expect(board.snapshot()).not.toHaveProperty('reason')
})

test('the line that the bot is stopped is the last one, after those of its services', () => {
  const { board, events } = setUp()
  board.begin()
  board.reporter('a').report({ state: 'healthy' })
  board.reporter('b').report({ state: 'healthy' })
  board.stopping()
  const before = events.length
  board.ended({ keepsServices: false })
  const said = events.slice(before).flatMap((event) => (event.kind === 'log' ? [event.message] : []))
  expect(said).toEqual(['service is off', 'service is off', 'bot is stopped'])
})

test('a service that was left behind is not heard after the end', () => {
  const { board, events } = setUp(['a'])
  board.begin()
  board.ended({ keepsServices: false })
  const before = events.length
  board.reporter('a').note({ provenAt: 1 })
  board.reporter('a').report({ state: 'healthy' })
  expect(board.snapshot()).toMatchObject({ state: 'stopped', services: [{ state: 'off' }] })
  expect(events).toHaveLength(before)
})

test('a reader that throws hurts neither the bot nor other readers', () => {
  const clock = new FakeClock()
  const stream = new EventStream(clock)
  const seen: number[] = []
  stream.subscribe(() => {
    throw new Error('broken reader')
  })
  const leave = stream.subscribe(({ sequence }) => seen.push(sequence))
  stream.emit({ kind: 'iteration-started', service: 'a', task: 't' })
  stream.emit({ kind: 'iteration-started', service: 'a', task: 't' })
  leave()
  stream.emit({ kind: 'iteration-started', service: 'a', task: 't' })
  expect(seen).toEqual([1, 2])
})
