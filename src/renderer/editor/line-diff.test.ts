import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countChanges, diffLines, foldUnchanged, type DiffLine } from './line-diff.ts'

const signs = { same: ' ', removed: '-', added: '+' }
function shown(diff: readonly DiffLine[]): string {
  return diff.map((line) => signs[line.kind] + line.text).join('\n')
}
const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))

describe('line diff', () => {
  it('keeps what did not change and puts the removed line before the added one', () => {
    expect(shown(diffLines('a\nb\nc\n', 'a\nB\nc\n'))).toBe(' a\n-b\n+B\n c')
  })

  it('numbers both sides', () => {
    expect(diffLines('a\nc\n', 'a\nb\nc\n')).toEqual([
      { kind: 'same', text: 'a', oldNumber: 1, newNumber: 1 },
      { kind: 'added', text: 'b', newNumber: 2 },
      { kind: 'same', text: 'c', oldNumber: 2, newNumber: 3 },
    ])
  })

  it('finds nothing in equal texts that differ in line ends only', () => {
    expect(countChanges(diffLines('a\r\nb\r\n', 'a\nb'))).toBe(0)
  })

  it('gives back both texts', () => {
    const trimmed = (value: string): string => (value.endsWith('\n') ? value.slice(0, -1) : value)
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after)
        const side = (without: string): string =>
          diff
            .filter(({ kind }) => kind !== without)
            .map((line) => line.text)
            .join('\n')
        expect(side('added')).toBe(trimmed(before))
        expect(side('removed')).toBe(trimmed(after))
      }),
    )
  })

  it('counts a replaced line once', () => {
    expect(countChanges(diffLines('a\nb\nc', 'a\nX\nc\nd'))).toBe(2)
  })
})

it('folds unchanged lines away from a change', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  const after = before.with(10, 'changed')
  const parts = foldUnchanged(diffLines(before.join('\n'), after.join('\n')), 2)
  expect(parts.map((part) => (part.kind === 'folded' ? part.count : part.lines.length))).toEqual([8, 6, 7])
})
