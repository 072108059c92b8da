import { expect, test } from 'vitest'
import { diffLines } from './line-diff.ts'
import { sideBySide } from './side-by-side.ts'

function rows(before: string, after: string): readonly (readonly [string | undefined, string | undefined])[] {
  return sideBySide(diffLines(before, after)).map(({ old, now }) => [old?.text, now?.text] as const)
}

test('a changed line stands beside the one that takes its place', () => {
  expect(rows('a\nb\nc\n', 'a\nx\nc\n')).toEqual([
    ['a', 'a'],
    ['b', 'x'],
    ['c', 'c'],
  ])
})

test('more lines on one side leave the other empty, at the end of the text too', () => {
  expect(rows('a\nb\n', 'a\nx\ny\n')).toEqual([
    ['a', 'a'],
    ['b', 'x'],
    [undefined, 'y'],
  ])
  expect(rows('a\nb\nc\n', 'c\n')).toEqual([
    ['a', undefined],
    ['b', undefined],
    ['c', 'c'],
  ])
})
