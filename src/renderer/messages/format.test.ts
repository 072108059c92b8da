import { describe, expect, it } from 'vitest'
import {
  count,
  cutMiddle,
  formatBytes,
  formatDuration,
  formatLeft,
  formatLeftShort,
  formatPercent,
  formatSpan,
  shortenHome,
} from '../../shared/messages/format.ts'
import { dueText, endText, formatLeftSpan, formatLife, retryText } from './life.ts'

const minute = 60_000
const hour = 60 * minute

describe('numbers and spans', () => {
  it.each([
    [41 * minute + 12_999, '0:41:12'],
    [23 * hour + 59 * minute, '23:59:00'],
    [76 * hour, '3 d 04 h'],
    [-5, '0:00:00'],
  ])('shows %i ms left as %s, never rounded up and never negative', (ms, text) => {
    expect(formatLeft(ms)).toBe(text)
  })

  it.each([
    [41.9 * minute, '0:41'],
    [50 * hour, '2 d'],
  ])('shows %i ms left in the sidebar as %s', (ms, text) => {
    expect(formatLeftShort(ms)).toBe(text)
  })

  it.each([
    [900, '0 s'],
    [42_000, '42 s'],
    [15 * minute, '15 min'],
    [2 * hour + 6 * minute, '2 h 6 min'],
    [3 * hour, '3 h'],
    [27 * hour, '1 d 3 h'],
  ])('says %i ms as %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text)
  })

  it('names a granted life in full although its clocks were cut to seconds', () => {
    expect([3_599_600, 3_599_001, 899_300].map(formatLife)).toEqual(['1 h', '1 h', '15 min'])
  })

  it('never names more time than is left', () => {
    expect([3_599_600, 59_999].map(formatLeftSpan)).toEqual(['59 min', '59 s'])
    expect(endText(3_599_600, 0).spoken).toMatch(/^59 min left/)
    expect(retryText(119_999, 0).shown).toBe('1 min')
  })

  it('cuts shares instead of rounding them up', () => {
    expect(formatPercent(0.9996)).toBe('99.9\u2009%')
    expect(formatPercent(1)).toBe('100\u2009%')
  })

  it('says how long a step took to a tenth of a second', () => {
    expect([formatDuration(920), formatDuration(12_900)]).toEqual(['0.9 s', '12 s'])
  })

  it('cuts long values in the middle', () => {
    expect(cutMiddle('/home/li/bots/ci/out', 11)).toBe('/home…i/out')
    expect(cutMiddle('/home/li', 11)).toBe('/home/li')
  })

  it('counts with the right plural', () => {
    expect([count(0, 'bot'), count(1, 'bot'), count(1200, 'bot')]).toEqual(['0 bots', '1 bot', '1,200 bots'])
  })

  it('shows bytes in the unit that reads best', () => {
    expect([formatBytes(999), formatBytes(1740), formatBytes(142_900_000)]).toEqual([
      '999\u2009B',
      '1.7\u2009kB',
      '142\u2009MB',
    ])
  })

  it('shortens only the home folder itself', () => {
    expect(shortenHome('/home/li/x', '/home/li')).toBe('~/x')
    expect(shortenHome('/home/lisa/x', '/home/li')).toBe('/home/lisa/x')
  })
})

describe('countdowns', () => {
  const now = Date.UTC(2026, 10, 21, 12)

  it('say minutes and the end to readers', () => {
    expect(endText(now + 41 * minute, now).spoken).toMatch(/^41 min left, ends \d\d:\d\d$/)
  })

  it('turn into "Expired" at the end', () => {
    expect(endText(now, now).shown).toMatch(/^Expired \d\d:\d\d$/)
  })

  it('turn into "Now", then into how late something is', () => {
    expect([
      dueText(now + 1000, now).shown,
      dueText(now - 1000, now).shown,
      dueText(now - 9 * minute, now).shown,
    ]).toEqual(['0:00:01', 'Now', '9 min late'])
  })

  it('say a retry in the shortest words', () => {
    expect([retryText(now + 42_500, now).shown, retryText(now + 3 * minute, now).shown]).toEqual([
      '42 s',
      '3 min',
    ])
  })
})
