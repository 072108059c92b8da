import { assert, double, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs, longestBackoffMs } from './backoff.ts'

const always = (value: number) => ({ float: () => value, bytes: () => new Uint8Array() })

test('doubles from one second and stops growing at a minute', () => {
  const latest = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => backoffMs(failures, always(0)) * 2)
  expect(latest).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('chance takes away up to a half, never adds', () => {
  assert(
    property(
      integer({ min: 1, max: 1000 }),
      double({ min: 0, max: 0.999, noNaN: true }),
      (failures, chance) => {
        const ceiling = Math.min(1000 * 2 ** Math.min(failures - 1, 30), longestBackoffMs)
        const pause = backoffMs(failures, always(chance))
        expect(pause).toBeGreaterThanOrEqual(ceiling / 2)
        expect(pause).toBeLessThan(ceiling)
      },
    ),
  )
})
