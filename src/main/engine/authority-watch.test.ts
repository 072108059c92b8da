import { expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { FakeClock } from '../ports/testing/fake-clock.ts'
import { SeededRandom } from '../ports/testing/seeded-random.ts'
import type { watchAuthorities } from '../teleport/index.ts'
import { AuthorityWatch } from './authority-watch.ts'
import { EventStream } from './event-stream.ts'
import { Session } from './session.ts'
import { StatusBoard } from './status-board.ts'
import { createIdentity } from './testing/identities.ts'
import { abortable } from './waiting.ts'

type Watch = typeof watchAuthorities
type WatchOptions = Parameters<Watch>[1]

function setUp(watch: (n: number, options: WatchOptions) => Promise<void>) {
  const clock = new FakeClock()
  const events = new EventStream(clock)
  const services = [{ name: 'ca-rotation', type: 'internal/ca-rotation', internal: true }]
  const board = new StatusBoard({ clock, events, services })
  const session = new Session()
  const member = () => ({
    ...createIdentity({ at: clock.now() }),
    connection: { transport: undefined as never, close: () => undefined },
  })
  session.replace(member())
  const rotations: string[] = []
  const open: WatchOptions[] = []
  const authorityWatch = new AuthorityWatch({
    session,
    reporter: board.reporter('ca-rotation'),
    tools: { clock, random: new SeededRandom(1), events },
    onRotation: (phase) => rotations.push(phase),
    watch: async (_connection, options) => {
      open.push(options)
      await watch(open.length, options)
    },
  })
  const stop = new AbortController()
  const ended = authorityWatch.run(stop.signal).catch(() => undefined)
  const change = (type: string, phase: string) =>
    open
      .at(-1)
      ?.onChange({ type, clusterName: 'trial', tls: [], ssh: [], rotation: { state: 'in_progress', phase } })
  const service = () => board.reporter('ca-rotation').current()
  return { clock, session, member, rotations, open, change, service, stop, ended }
}

async function follow(_n: number, { onEstablished, signal }: WatchOptions): Promise<void> {
  onEstablished()
  await abortable(new Promise<void>(() => undefined), signal)
}

test('is healthy when the stream is established', async () => {
  const { clock, service } = setUp(follow)
  await clock.settle()
  expect(service().state).toBe('healthy')
})

test.each([
  ['', 0],
  ['init', 0],
  ['update_clients', 1],
  ['update_servers', 0],
  ['rollback', 1],
  ['standby', 1],
])('phase %j asks for %i reloads', async (phase, reloads) => {
  const { clock, change, rotations } = setUp(follow)
  await clock.settle()
  change('host', phase)
  await clock.advance(60_000)
  expect(rotations).toHaveLength(reloads)
})

test('events of ten seconds are one reload', async () => {
  const { clock, change, rotations } = setUp(follow)
  await clock.settle()
  change('host', 'update_clients')
  await clock.advance(4000)
  change('user', 'update_clients')
  await clock.advance(4000)
  change('db', 'update_clients')
  expect(rotations).toEqual([])
  await clock.advance(30_000)
  expect(rotations).toEqual(['update_clients'])
})

test('a stream that fails from the beginning is not worse than degraded, and dialled less and less often', async () => {
  const { clock, open, service } = setUp(async () => {
    throw new AppError('cluster.unreachable', 'connection refused', { retryable: true })
  })
  await clock.advance(3000)
  expect(service()).toMatchObject({
    state: 'starting',
    reason: expect.stringContaining('connection refused'),
  })
  await clock.advance(57_000)
  expect(service().state).toBe('degraded')
  expect(open.length).toBeGreaterThanOrEqual(5)
  expect(open.length).toBeLessThanOrEqual(11)
  const before = open.length
  await clock.advance(160_000)
  expect(open.length - before).toBeGreaterThanOrEqual(10)
})

test('a stream on which nothing comes is given up after half a minute and opened again', async () => {
  const { clock, open, service } = setUp(async (n, options) => {
    if (n > 1) return follow(n, options)
    await abortable(new Promise<void>(() => undefined), options.signal)
  })
  await clock.advance(30_000)
  expect(service()).toMatchObject({ state: 'starting', error: { code: 'cluster.timeout' } })
  await clock.advance(2_000)
  expect(open).toHaveLength(2)
  await clock.advance(600_000)
  expect(service().state).toBe('healthy')
})

test('a stream the cluster ends is opened again', async () => {
  const { clock, open, service } = setUp(async (n, options) => {
    if (n > 1) return follow(n, options)
    options.onEstablished()
  })
  await clock.settle()
  expect(service()).toMatchObject({ state: 'degraded', error: { code: 'cluster.unreachable' } })
  await clock.advance(2000)
  expect(open).toHaveLength(2)
  expect(service().state).toBe('healthy')
})

test('a newer identity takes the watch over without any change of state', async () => {
  const { clock, session, member, open, service } = setUp(follow)
  await clock.settle()
  const { since } = service()
  session.replace(member())
  await clock.advance(2000)
  expect(open).toHaveLength(2)
  expect(service()).toMatchObject({ state: 'healthy', since })
})
