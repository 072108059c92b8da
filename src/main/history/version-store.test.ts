import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HistoryStore } from './history-store.ts'
import { mostVersions } from './version-store.ts'

const at = 1_900_000_000_000

test('numbers versions per bot, newest first, with who, why and how much', () => {
  const { versions } = new HistoryStore(':memory:')
  versions.observe('a', { text: 'version: v2\n', at })
  versions.add('a', { text: 'version: v2\ndebug: true\n', at: at + 1, by: 'botdesk', reason: 'to see more' })
  versions.add('b', { text: 'version: v2\n', at: at + 2, by: 'botdesk' })
  expect(versions.list('a')).toEqual([
    { version: 2, at: at + 1, by: 'botdesk', reason: 'to see more', addedLines: 1, removedLines: 0 },
    { version: 1, at, by: 'outside', addedLines: 1, removedLines: 0 },
  ])
  expect(versions.list('b').map(({ version }) => version)).toEqual([1])
  expect(versions.read('a', 1)).toBe('version: v2\n')
  expect(versions.read('a', 3)).toBeUndefined()
})

test('does not repeat a text that is the newest already', () => {
  const { versions } = new HistoryStore(':memory:')
  versions.add('a', { text: 'version: v2\n', at, by: 'botdesk' })
  versions.observe('a', { text: 'version: v2\n', at: at + 1 })
  expect(versions.list('a')).toHaveLength(1)
})

test('a text seen on disk a moment before it was told of is one version, by who wrote it', () => {
  const { versions } = new HistoryStore(':memory:')
  versions.observe('a', { text: 'version: v2\n', at })
  versions.add('a', { text: 'version: v2\n', at: at + 5, by: 'botdesk', reason: 'why' })
  expect(versions.list('a')).toMatchObject([{ version: 1, by: 'botdesk', reason: 'why', addedLines: 1 }])
  versions.add('a', { text: 'version: v2\n', at: at + 60_000, by: 'botdesk' })
  expect(versions.list('a')).toHaveLength(2)
})

test('no secret reaches the file, whatever it is written in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'botdesk-versions-'))
  const store = new HistoryStore(join(folder, 'history.db'))
  const text = `onboarding:\n  token: "canary-secret-in-history"\n  bound_keypair: {registration_secret: canary-secret-in-history-2}\n`
  store.versions.observe('a', { text, at })
  store.versions.add('a', {
    text: `${text}join_uri: tbot+proxy+token://canary-secret-in-history-3@p:443\n`,
    at,
    by: 'botdesk',
    reason: 'new token canary-secret-in-history',
  })
  store.close()
  const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  expect(written.join()).not.toContain('canary-secret')
  expect(written.join()).toContain('registration_secret')
})

test('keeps the newest 200 of each bot', () => {
  const { versions } = new HistoryStore(':memory:')
  for (let number = 1; number <= mostVersions + 5; number++) {
    versions.add('a', { text: `debug: ${number}\n`, at: at + number, by: 'botdesk' })
  }
  const kept = versions.list('a').map(({ version }) => version)
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([mostVersions, mostVersions + 5, 6])
})

test('forgets a bot with its history', () => {
  const store = new HistoryStore(':memory:')
  store.versions.add('a', { text: 'debug: true\n', at, by: 'botdesk' })
  store.forget('a')
  expect(store.versions.list('a')).toEqual([])
})
