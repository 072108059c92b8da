import { array, assert, constantFrom, property } from 'fast-check'
import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

test.each([
  ['', '', 0, 0],
  ['', 'a\nb\n', 2, 0],
  ['a\nb\n', '', 0, 2],
  ['a\nb\nc\n', 'a\nB\nc\n', 1, 1],
  ['a\nb\nc\n', 'a\nc\n', 0, 1],
  ['a\nb\n', 'b\na\n', 1, 1],
  ['a\nb', 'a\nb\n', 0, 0],
])('%j to %j adds %i and removes %i', (before, after, added, removed) => {
  expect(changedLines(before, after)).toEqual({ added, removed })
})

test('finds the fewest changes, as a table of all common parts does', () => {
  const lines = array(constantFrom('a', 'b', 'c'), { maxLength: 12 })
  assert(
    property(lines, lines, (before, after) => {
      const common = longestCommonPart(before, after)
      expect(changedLines(textOf(before), textOf(after))).toEqual({
        added: after.length - common,
        removed: before.length - common,
      })
    }),
    { numRuns: 500 },
  )
})

test('counts thousands of changed lines as a whole instead of searching for long', () => {
  const text = (mark: string) => textOf(Array.from({ length: 10_000 }, (_, line) => `${mark} ${line}`))
  expect(changedLines(text('a'), text('b'))).toEqual({ added: 10_000, removed: 10_000 })
})

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function longestCommonPart(left: readonly string[], right: readonly string[]): number {
  const [head, ...rest] = left
  if (head === undefined || right.length === 0) return 0
  const at = right.indexOf(head)
  const without = longestCommonPart(rest, right)
  return at < 0 ? without : Math.max(without, 1 + longestCommonPart(rest, right.slice(at + 1)))
}
