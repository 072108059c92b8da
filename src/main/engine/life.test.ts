import { assert, double, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInAlarmWindow, isShort, leavesGap, measureSkew, planLife } from './life.ts'

const minute = 60_000
const chance = (value: number) => ({ float: () => value, bytes: () => new Uint8Array() })

function lifeOf(o: {
  grantedMs: number
  requestedMs?: number
  intervalMs?: number
  chance?: number
  skewMs?: number
}) {
  const issuedAt = 1_000_000_000
  const skewMs = o.skewMs ?? 0
  return planLife({
    certificate: { notBefore: issuedAt - minute + skewMs, notAfter: issuedAt + o.grantedMs + skewMs },
    issuedAt,
    skewMs,
    requestedMs: o.requestedMs ?? 60 * minute,
    renewalIntervalMs: o.intervalMs ?? 20 * minute,
    random: chance(o.chance ?? 0),
  })
}

describe('planLife', () => {
  test('renews at renewal_interval when the certificate lives long enough', () => {
    const life = lifeOf({ grantedMs: 60 * minute })
    expect(life.renewAt - life.issuedAt).toBe(20 * minute)
  })

  test('renews at two thirds of what was really granted when that is earlier', () => {
    const life = lifeOf({ grantedMs: 15 * minute })
    expect(life.renewAt - life.issuedAt).toBe(10 * minute)
  })

  test('chance moves renewal earlier by a tenth at most, never past the ceiling', () => {
    assert(
      property(double({ min: 0, max: 0.999, noNaN: true }), (value) => {
        const life = lifeOf({ grantedMs: 60 * minute, chance: value })
        expect(life.renewAt - life.issuedAt).toBeLessThanOrEqual(20 * minute)
        expect(life.renewAt - life.issuedAt).toBeGreaterThanOrEqual(18 * minute)
      }),
    )
  })

  test('with a wrong clock everything is in the time of this computer', () => {
    const life = lifeOf({ grantedMs: 60 * minute, skewMs: 3 * 60 * minute })
    expect(life.expiresAt - life.issuedAt).toBe(60 * minute)
    expect(life.renewAt - life.issuedAt).toBe(20 * minute)
  })
})

describe('measureSkew', () => {
  const notBefore = 10_000_000
  const issued = notBefore + minute

  test('is zero when the moment of issue lies between question and answer', () => {
    expect(measureSkew({ notBefore, askedAt: issued - 50, answeredAt: issued + 3000 })).toBe(0)
  })

  test('ignores the second that certificates are rounded to', () => {
    expect(measureSkew({ notBefore, askedAt: issued + 900, answeredAt: issued + 1500 })).toBe(0)
  })

  test('is positive when this computer is behind and negative when it is ahead', () => {
    expect(measureSkew({ notBefore, askedAt: issued - 90_000, answeredAt: issued - 80_000 })).toBe(80_000)
    expect(measureSkew({ notBefore, askedAt: issued + 80_000, answeredAt: issued + 81_000 })).toBe(-79_500)
  })
})

test('a grant is short when noticeably less than asked, and leaves a gap when it ends before the interval', () => {
  expect(isShort(lifeOf({ grantedMs: 58 * minute }))).toBe(false)
  expect(isShort(lifeOf({ grantedMs: 30 * minute }))).toBe(true)
  expect(leavesGap(lifeOf({ grantedMs: 30 * minute }), 20 * minute)).toBe(false)
  expect(leavesGap(lifeOf({ grantedMs: 15 * minute }), 20 * minute)).toBe(true)
})

test('the alarm window is the last sixth of the life', () => {
  const life = lifeOf({ grantedMs: 60 * minute })
  expect(isInAlarmWindow(life, life.expiresAt - 11 * minute)).toBe(false)
  expect(isInAlarmWindow(life, life.expiresAt - 9 * minute)).toBe(true)
})
