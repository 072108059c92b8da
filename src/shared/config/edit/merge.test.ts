import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffLines } from '../../line-diff.ts'
import type { Merged } from './merge.ts'
import { mergeTexts } from './merge.ts'

const base = 'version: v2\nonboarding:\n  token: x\nservices:\n  - type: identity\n'

describe('merging', () => {
  test('takes the changes of both sides', () => {
    const mine = base.replace('v2', 'v3')
    const theirs = `${base}  - type: application\n`
    expect(mergeTexts({ base, mine, theirs })).toEqual({
      text: 'version: v3\nonboarding:\n  token: x\nservices:\n  - type: identity\n  - type: application\n',
      conflicts: [],
    })
  })

  test('shows both where both changed the same lines, as far in as they are', () => {
    const merged = mergeTexts({ base, mine: base.replace(' x', ' y'), theirs: base.replace(' x', ' z') })
    expect(merged).toEqual({
      text: `version: v2
onboarding:
  # <<<<<<< mine
  token: y
  # =======
  token: z
  # >>>>>>> on disk
services:
  - type: identity
`,
      conflicts: [{ startLine: 3, endLine: 7 }],
    })
  })

  test('shows what one side removed and the other changed', () => {
    const merged = mergeTexts({
      base,
      mine: base.replace('  token: x\n', ''),
      theirs: base.replace(' x', ' z'),
    })
    expect(merged.text).toContain('  # <<<<<<< mine\n  # =======\n  token: z\n  # >>>>>>> on disk\n')
  })

  test('the same change on both sides is no conflict', () => {
    const both = base.replace(' x', ' y')
    expect(mergeTexts({ base, mine: both, theirs: both })).toEqual({ text: both, conflicts: [] })
  })

  test('changed line ends, a byte order mark and a missing last break are no conflict', () => {
    const mine = base.replace('v2', 'v3')
    const theirs = `\uFEFF${base.replaceAll('\n', '\r\n').trimEnd()}`
    expect(mergeTexts({ base, mine, theirs })).toEqual({
      text: `\uFEFF${mine.replaceAll('\n', '\r\n').trimEnd()}`,
      conflicts: [],
    })
  })
})

describe('in a file of mixed line ends', () => {
  const mixed = 'a: 1\r\nb: 2\nc: 3\r\nd: 4\n'
  test.each([
    [
      'lines nobody changed',
      mixed.replace('1', '5'),
      mixed.replace('4', '6'),
      'a: 5\r\nb: 2\nc: 3\r\nd: 6\n',
    ],
    ['changed lines', mixed.replace('2', '5'), mixed.replace('4', '6'), 'a: 1\r\nb: 5\nc: 3\r\nd: 6\n'],
    [
      'lines behind added and removed ones',
      mixed.replace('a', 'x: 0\r\na'),
      mixed.replace('d: 4\n', ''),
      `x: 0\r\n${mixed.slice(0, -5)}`,
    ],
  ])('%s keep theirs', (_what, mine, theirs, merged) => {
    expect(mergeTexts({ base: mixed, mine, theirs })).toEqual({ text: merged, conflicts: [] })
  })

  test('a side that makes them even is followed', () => {
    const even = mixed.replaceAll('\r', '')
    expect(mergeTexts({ base: mixed, mine: mixed.replace('1', '5'), theirs: even }).text).toBe(
      even.replace('1', '5'),
    )
  })

  test('a single changed line end is a change', () => {
    const theirs = mixed.replace('2\n', '2\r\n')
    expect(mergeTexts({ base: mixed, mine: mixed.replace('4', '5'), theirs }).text).toBe(
      theirs.replace('4', '5'),
    )
  })

  test('the marks of a conflict end as the first line', () => {
    const merged = mergeTexts({ base: mixed, mine: mixed.replace('4', '5'), theirs: mixed.replace('4', '6') })
    expect(merged).toEqual({
      text: 'a: 1\r\nb: 2\nc: 3\r\n# <<<<<<< mine\r\nd: 5\n# =======\r\nd: 6\n# >>>>>>> on disk\r\n',
      conflicts: [{ startLine: 4, endLine: 8 }],
    })
  })
})

const line = fc.constantFrom('a: 1', 'b: 2', '  - x', '  - y', '', 'c: 3')
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))
const anyEnd = fc.constantFrom('\n', '\r\n')
const mixedText = fc
  .tuple(fc.array(fc.tuple(line, anyEnd), { maxLength: 12 }), line)
  .map(([lines, last]) => lines.map((each) => each.join('')).join('') + last)

test('a side that did not change anything has no say', () => {
  fc.assert(
    fc.property(mixedText, mixedText, (before, after) => {
      expect(mergeTexts({ base: before, mine: after, theirs: before })).toEqual({
        text: after,
        conflicts: [],
      })
      expect(mergeTexts({ base: before, mine: before, theirs: after })).toEqual({
        text: after,
        conflicts: [],
      })
    }),
  )
})

test('both sides are treated alike: swapped, the merge is the same with its sides swapped', () => {
  fc.assert(
    fc.property(text, text, text, (before, one, other) => {
      const merged = mergeTexts({ base: before, mine: one, theirs: other })
      const swapped = mergeTexts({ base: before, mine: other, theirs: one })
      expect(taken(merged, 'mine')).toEqual(taken(swapped, 'theirs'))
      expect(taken(merged, 'theirs')).toEqual(taken(swapped, 'mine'))
      expect(merged.conflicts).toEqual(swapped.conflicts)
    }),
  )
})

/** The merged lines with one side of every conflict. */
function taken({ text: merged, conflicts }: Merged, side: 'mine' | 'theirs'): string[] {
  const lines = merged.split('\n')
  return conflicts.toReversed().reduce((rest, { startLine, endLine }) => {
    const block = rest.slice(startLine - 1, endLine)
    const middle = block.findIndex((each) => each.trim() === '# =======')
    const part = side === 'mine' ? block.slice(1, middle) : block.slice(middle + 1, -1)
    return rest.toSpliced(startLine - 1, endLine - startLine + 1, ...part)
  }, lines)
}

test('a line diff turns one text into the other and touches as few lines as any', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(line), (before, after) => {
      const hunks = diffLines(before, after)
      const result = hunks
        .toReversed()
        .reduce(
          (lines, hunk) =>
            lines.toSpliced(hunk.start, hunk.end - hunk.start, ...after.slice(hunk.newStart, hunk.newEnd)),
          before,
        )
      expect(result).toEqual(after)
      const touched = hunks.reduce(
        (sum, hunk) => sum + hunk.end - hunk.start + hunk.newEnd - hunk.newStart,
        0,
      )
      expect(touched).toBe(before.length + after.length - 2 * longestCommon(before, after))
    }),
  )
})

function longestCommon(left: readonly string[], right: readonly string[]): number {
  const [first, ...rest] = left
  if (first === undefined) return 0
  const lengths = right.map(() => 0)
  for (const one of [first, ...rest]) {
    let diagonal = 0
    for (const [index, other] of right.entries()) {
      const above = lengths[index] ?? 0
      lengths[index] = one === other ? diagonal + 1 : Math.max(above, lengths[index - 1] ?? 0)
      diagonal = above
    }
  }
  return lengths.at(-1) ?? 0
}

test('texts of 10,000 lines without a line in common are merged', () => {
  const many = (word: string): string =>
    Array.from({ length: 10_000 }, (_, index) => `${word}${index}: 1\n`).join('')
  const merged = mergeTexts({ base: many('a'), mine: many('b'), theirs: many('c') })
  expect(merged.conflicts).toEqual([{ startLine: 1, endLine: 20_003 }])
  const blank = '\n'.repeat(300_000)
  expect(mergeTexts({ base: '', mine: blank, theirs: '' }).text === blank).toBe(true)
})
