import { describe, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { judge, judgeFailure } from './judgement.ts'
import type { Proof } from './judgement.ts'

const minute = 60_000
const issuedAt = 1_000_000_000
const life = {
  notBefore: issuedAt - minute,
  issuedAt,
  expiresAt: issuedAt + 60 * minute,
  renewAt: issuedAt + 20 * minute,
  requestedMs: 60 * minute,
  grantedMs: 60 * minute,
}
const proven: Proof = { kind: 'proven' }
const error = new AppError('credential.proof-failed', 'tlscert is gone')

function judgeAt(minutes: number, proof: Proof = proven) {
  return judge({ life, proof, now: issuedAt + minutes * minute, renewalIntervalMs: 20 * minute })
}

describe('judge', () => {
  test('only what is proven and in time is healthy', () => {
    expect(judgeAt(5)).toEqual({ state: 'healthy' })
  })

  test.each([
    ['past the renewal deadline', judgeAt(22), 'degraded'],
    ['in the alarm window', judgeAt(55), 'degraded'],
    ['after the end', judgeAt(60), 'unhealthy'],
    ['with changed files that still prove themselves', judgeAt(5, { kind: 'drifted', error }), 'degraded'],
    ['with files that fail their proof', judgeAt(5, { kind: 'failed', error }), 'unhealthy'],
  ])('%s', (_when, report, state) => {
    expect(report.state).toBe(state)
    expect(report.reason).toBeTruthy()
  })

  test('a short grant is a problem only when renewal_interval would have left a gap', () => {
    const short = {
      ...life,
      grantedMs: 15 * minute,
      expiresAt: issuedAt + 15 * minute,
      renewAt: issuedAt + 10 * minute,
    }
    const now = issuedAt + minute
    const gap = judge({ life: short, proof: proven, now, renewalIntervalMs: 20 * minute })
    expect(gap.error?.code).toBe('credential.short-grant')
    expect(judge({ life: short, proof: proven, now, renewalIntervalMs: 10 * minute }).state).toBe('healthy')
  })
})

describe('judgeFailure', () => {
  const now = issuedAt + 21 * minute
  test.each([
    [
      'before the first credential it is still starting',
      { life: undefined, now, isExhausted: false },
      'starting',
    ],
    ['with a valid credential it is degraded', { life, now, isExhausted: false }, 'degraded'],
    ['after all attempts it is unhealthy', { life, now, isExhausted: true }, 'unhealthy'],
    ['after the end it is unhealthy', { life, now: life.expiresAt, isExhausted: false }, 'unhealthy'],
  ] as const)('%s', (_name, facts, state) => {
    expect(judgeFailure({ ...facts, error })).toBe(state)
  })
})
