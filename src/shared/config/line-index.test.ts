import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, LineIndex } from './line-index.ts'

describe('LineIndex', () => {
  test('counts lines and columns from 1, and a carriage return belongs to the end', () => {
    const index = new LineIndex('ab\r\n\nc')
    expect(index.lineCount).toBe(3)
    expect([0, 2, 4, 5, 6].map((offset) => index.placeOf(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 3, column: 2 },
    ])
    expect([1, 2, 3, 4].map((line) => index.endOf(line))).toEqual([2, 4, 6, 6])
    expect(index.firstLineOf({ start: 1, end: 6 })).toEqual({ start: 1, end: 2 })
  })

  test('a place leads back to its offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é') }), fc.nat(), (text, seed) => {
        const offset = seed % (text.length + 1)
        const index = new LineIndex(text)
        expect(index.offsetOf(index.placeOf(offset))).toBe(offset)
      }),
    )
  })
})

describe('applyEdits', () => {
  const insert = (startLine: number, startColumn: number, text: string) =>
    ({ startLine, startColumn, endLine: startLine, endColumn: startColumn, text }) as const

  test('applies edits in any order', () => {
    expect(applyEdits('a\nb\n', [insert(1, 1, '1'), insert(3, 1, '3'), insert(2, 2, '2')])).toBe('1a\nb2\n3')
  })

  test('replaces a stretch over several lines', () => {
    const edit = { startLine: 1, startColumn: 2, endLine: 3, endColumn: 1, text: '-' }
    expect(applyEdits('ab\ncd\nef', [edit])).toBe('a-ef')
  })

  test('places beyond the text mean its end', () => {
    expect(applyEdits('a', [insert(9, 9, 'b')])).toBe('ab')
  })
})
