import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Random } from '../ports/random.ts'
import { Sessions, cookieValue } from './sessions.ts'

const random: Random = { float: () => 0.5, bytes: (count) => randomBytes(count) }

function createSessions(key = new Uint8Array(32)) {
  let now = 1_000
  return { sessions: new Sessions({ random, now: () => now, key }), later: (ms: number) => (now += ms) }
}

test('exchanges a token for a cookie once', () => {
  const { sessions } = createSessions()
  const token = sessions.mintToken()
  const cookie = sessions.exchange(token)
  expect(sessions.isValid(cookie)).toBe(true)
  expect(sessions.exchange(token)).toBeUndefined()
})

test('refuses a token it did not make, and one older than ten minutes', () => {
  const { sessions, later } = createSessions()
  expect(sessions.exchange('x')).toBeUndefined()
  const token = sessions.mintToken()
  later(10 * 60_000 + 1)
  expect(sessions.exchange(token)).toBeUndefined()
})

test('refuses a cookie that was changed or signed with another key', () => {
  const { sessions } = createSessions()
  const cookie = sessions.exchange(sessions.mintToken()) ?? ''
  const [id = '', signature = ''] = cookie.split('.')
  expect(sessions.isValid(`${id}x.${signature}`)).toBe(false)
  expect(sessions.isValid(`.${signature}`)).toBe(false)
  expect(sessions.isValid(undefined)).toBe(false)
  expect(createSessions(new Uint8Array(32).fill(1)).sessions.isValid(cookie)).toBe(false)
})

test('accepts a cookie of an earlier run with the same key', () => {
  const cookie = createSessions().sessions
  const value = cookie.exchange(cookie.mintToken())
  expect(createSessions().sessions.isValid(value)).toBe(true)
})

test('finds its cookie among others', () => {
  expect(cookieValue('a=1; botdesk-4000=x.y=; b=2', 'botdesk-4000')).toBe('x.y=')
  expect(cookieValue(undefined, 'a')).toBeUndefined()
})
