import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../shared/contract/views.ts'
import { contains, namesOf, openFilter, passes, botdeskItself } from './log-filter.ts'
import { chunksOf, rowsOf, type LogRow } from './log-rows.ts'
import { lineText } from './log-text.ts'

const minute = 60_000
function line(sequence: number, at: number, changes: Partial<LogLine> = {}): LogLine {
  return { sequence, at, level: 'info', message: `line ${sequence}`, fields: {}, ...changes }
}
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
function nameOf(row: LogRow): string {
  if (row.kind === 'day') return row.day
  return row.kind === 'quiet' ? `quiet ${row.ms / minute}` : `${row.line.message} x${row.repeats}`
}
const shown = (lines: readonly LogLine[], opened: number[] = []): string[] =>
  rowsOf(lines, new Set(opened), dayOf).map(nameOf)

describe('rows of the log', () => {
  it('folds equal lines in a row into the first', () => {
    const lines = [1, 2, 3].map((n) => line(n, n * 1000, { message: 'retry', bot: 'a' }))
    expect(shown([...lines, line(4, 5000)])).toEqual(['retry x3', 'line 4 x1'])
  })

  it('shows every repeat once opened', () => {
    const lines = [1, 2].map((n) => line(n, n * 1000, { message: 'retry' }))
    expect(shown(lines, [1])).toEqual(['retry x1', 'retry x1'])
  })

  it('does not fold lines of different bots', () => {
    expect(
      shown([line(1, 0, { message: 'm', bot: 'a' }), line(2, 1, { message: 'm', bot: 'b' })]),
    ).toHaveLength(2)
  })

  it('says how long nothing was logged', () => {
    expect(shown([line(1, 0), line(2, 15 * minute), line(3, 20 * minute)])).toEqual([
      'line 1 x1',
      'quiet 15',
      'line 2 x1',
      'line 3 x1',
    ])
  })

  it('says where another day begins', () => {
    const midnight = Date.UTC(2026, 10, 21)
    expect(shown([line(1, midnight - 1000), line(2, midnight)])).toEqual([
      'line 1 x1',
      '2026-11-21',
      'line 2 x1',
    ])
  })

  it('keeps the pieces of a list stable when older lines are dropped', () => {
    const lines = Array.from({ length: 250 }, (_, index) => line(index, index))
    const before = chunksOf(rowsOf(lines, new Set(), dayOf))
    const after = chunksOf(rowsOf(lines.slice(30), new Set(), dayOf))
    expect(before.map(({ id }) => id)).toEqual([0, 1, 2])
    expect(after.at(1)).toEqual(before.at(1))
  })
})

describe('filters of the log', () => {
  it('hides debug lines until asked for', () => {
    expect(passes(line(1, 0, { level: 'debug' }), openFilter)).toBe(false)
    expect(passes(line(1, 0, { level: 'debug' }), { ...openFilter, levels: ['debug'] })).toBe(true)
  })

  it('finds the lines of Botdesk itself', () => {
    const filter = { ...openFilter, bot: botdeskItself }
    expect(passes(line(1, 0), filter)).toBe(true)
    expect(passes(line(1, 0, { bot: 'ci' }), filter)).toBe(false)
  })

  it('offers the services of the chosen bot only', () => {
    const lines = [line(1, 0, { bot: 'a', service: 'x' }), line(2, 0, { bot: 'b', service: 'y' })]
    expect(namesOf(lines, 'b')).toEqual({ bots: ['a', 'b'], services: ['y'] })
  })

  it('searches message, fields and code', () => {
    const found = line(1, 0, { fields: { path: '/srv/TLS' }, code: 'destination.disk-full' })
    expect(['line 1', 'srv/tls', 'disk-full'].map((query) => contains(found, query))).toEqual([
      true,
      true,
      true,
    ])
    expect(contains(found, 'other')).toBe(false)
  })
})

it('writes a line with its moment in UTC', () => {
  const text = lineText(line(1, Date.UTC(2026, 10, 21, 13, 54, 2, 4), { bot: 'ci', fields: { attempt: 2 } }))
  expect(text).toBe('2026-11-21T13:54:02.004Z  INFO     ci  -  line 1  attempt=2')
})
