import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'

const hour = 3_600_000

describe('parseDuration', () => {
  test.each([
    ['1h', hour],
    ['60m', hour],
    ['1h30m', 1.5 * hour],
    ['1.5h', 1.5 * hour],
    ['.5h', 0.5 * hour],
    ['1.h', hour],
    ['90s', 90_000],
    ['500ms', 500],
    ['01h', hour],
    ['3us', 0.003],
    ['3µs', 0.003],
    ['3μs', 0.003],
    ['2000000ns', 2],
    ['+1h', hour],
    ['-1h30m', -1.5 * hour],
    ['0', 0],
    ['-0', 0],
    ['0s', 0],
    ['2562047h', 2_562_047 * hour],
  ])('reads %s as Go does', (text, ms) => {
    expect(parseDuration(text)).toBeCloseTo(ms, 9)
  })

  test.each([
    '',
    ' ',
    '1',
    '1.5',
    '3600',
    '1d',
    '2w',
    '1H',
    '20M',
    'PT1H',
    '1:30',
    '1e3s',
    '1_000s',
    '1 h',
    'h',
    '.h',
    '1h-30m',
    '-',
    '+',
    '1h ',
    '1h\n',
    '2562048h',
    '∞',
  ])('refuses %j as Go does', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [hour, '1h'],
    [20 * 60_000, '20m'],
    [1.5 * hour, '1h30m'],
    [hour + 1000, '1h1s'],
    [90_500, '1m30.5s'],
    [500, '500ms'],
    [0.25, '250µs'],
    [0.000_004, '4ns'],
    [-hour, '-1h'],
    [168 * hour, '168h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  test('what is written is read back the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBeCloseTo(ms, 3)
      }),
    )
  })
})
