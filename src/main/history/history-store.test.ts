import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HistoryStore } from './history-store.ts'

const hour = 3_600_000
const now = 1_900_000_000_000

test('shows the last 24 h of transitions with the one in force before them', () => {
  const store = new HistoryStore(':memory:')
  store.addTransition('a', now - 40 * hour, 'starting')
  store.addTransition('a', now - 30 * hour, 'healthy')
  store.addTransition('a', now - 2 * hour, 'unhealthy')
  store.addTransition('b', now - hour, 'locked')
  expect(store.read('a', now).transitions).toEqual([
    { at: now - 30 * hour, state: 'healthy' },
    { at: now - 2 * hour, state: 'unhealthy' },
  ])
})

test('shows the newest events first and counts the renewals of a week', () => {
  const store = new HistoryStore(':memory:')
  store.addEvent('a', { at: now - 200 * hour, kind: 'renewed', title: 'old' })
  store.addEvent('a', { at: now - 2 * hour, kind: 'renewed', title: 'Renewed', detail: 'in 0.4 s' })
  store.addEvent('a', { at: now - hour, kind: 'failed', title: 'Failed' })
  const history = store.read('a', now)
  expect(history.events.map((event) => event.title)).toEqual(['Failed', 'Renewed', 'old'])
  expect(history.renewals).toEqual({ done: 1, failed: 1 })
})

test('knows when a bot was started last', () => {
  const store = new HistoryStore(':memory:')
  store.addEvent('a', { at: now - hour, kind: 'started', title: 'Started' })
  store.addEvent('a', { at: now, kind: 'stopped', title: 'Stopped' })
  expect(store.lastStart('a')).toBe(now - hour)
  expect(store.lastStart('b')).toBeNull()
})

test('what was read is given again until something happens or a minute has passed', () => {
  const store = new HistoryStore(':memory:')
  store.addTransition('a', now - 24 * hour, 'starting')
  store.addTransition('a', now - 24 * hour + 30_000, 'healthy')
  const first = store.read('a', now)
  expect(store.read('a', now + 59_000)).toBe(first)
  expect(store.read('a', now + 60_000).transitions).toEqual([
    { at: now - 24 * hour + 30_000, state: 'healthy' },
  ])
  store.addEvent('a', { at: now, kind: 'started', title: 'Started' })
  expect(store.read('a', now + 60_000).events).toHaveLength(1)
})

test('survives being closed and opened again', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'botdesk-history-')), 'history.db')
  const first = new HistoryStore(path)
  first.addTransition('a', now, 'healthy')
  first.close()
  const second = new HistoryStore(path)
  expect(second.read('a', now).transitions).toEqual([{ at: now, state: 'healthy' }])
  second.close()
})

test('drops what is older than 90 days', () => {
  const store = new HistoryStore(':memory:')
  store.addEvent('a', { at: now - 91 * 24 * hour, kind: 'started', title: 'gone' })
  store.addEvent('a', { at: now - 89 * 24 * hour, kind: 'started', title: 'kept' })
  store.prune(now)
  expect(store.read('a', now).events.map((event) => event.title)).toEqual(['kept'])
})

test('keeps working in memory and says why when its file is not a database', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'botdesk-history-')), 'history.db')
  writeFileSync(path, 'this is not a database, but it is long enough to be read as one'.repeat(20))
  const store = new HistoryStore(path)
  store.addTransition('a', now, 'healthy')
  expect(store.failure).toMatch(/not a database/)
  expect(store.read('a', now).transitions).toHaveLength(1)
})
