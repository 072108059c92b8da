import { describe, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { hashToken } from './identity-storage.ts'
import { planStart } from './start-plan.ts'
import { createIdentity } from './testing/identities.ts'

const now = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const { identity } = createIdentity({ at: now })
const tokenHash = hashToken('t1')
const damage = new AppError('storage.corrupt', 'tlscert is damaged')

describe('at start (teleport-wire.md 7.2)', () => {
  test.each([
    ['nothing stored, a token', { kind: 'none' }, 't1', { kind: 'join', setAside: false }],
    ['a valid identity, no token', { kind: 'identity', identity }, undefined, { kind: 'renew' }],
    ['a valid identity, its token', { kind: 'identity', identity, tokenHash }, 't1', { kind: 'renew' }],
    [
      'a valid identity, another token',
      { kind: 'identity', identity, tokenHash },
      't2',
      { kind: 'join', setAside: true },
    ],
    ['a valid identity of unknown token', { kind: 'identity', identity }, 't2', { kind: 'renew' }],
    [
      'damage, another token',
      { kind: 'damaged', error: damage, tokenHash },
      't2',
      { kind: 'join', setAside: true },
    ],
    [
      'damage, the same token',
      { kind: 'damaged', error: damage, tokenHash },
      't1',
      { kind: 'join', refused: damage },
    ],
  ] as const)('%s', (_name, stored, token, plan) => {
    expect(planStart({ stored, token, now })).toMatchObject(plan)
  })

  test.each([
    ['nothing stored, no token', { kind: 'none' }, 'join.token-missing'],
    ['damage, no token', { kind: 'damaged', error: damage }, 'storage.corrupt'],
  ] as const)('%s is the end', (_name, stored, code) => {
    expect(() => planStart({ stored, token: undefined, now })).toThrow(expect.objectContaining({ code }))
  })

  test.each([
    ['expired', now + 2 * hour, 'revive'],
    ['not yet valid', now - 2 * hour, 'revive'],
    ['expired for less than the leeway', now + hour + 30_000, 'renew'],
    ['valid in less than the leeway', now - 60_000 - 30_000, 'renew'],
  ] as const)('an identity that is %s', (_name, at, kind) => {
    expect(planStart({ stored: { kind: 'identity', identity }, token: undefined, now: at }).kind).toBe(kind)
  })
})
