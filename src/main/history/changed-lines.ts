import { diffLines } from '../../shared/line-diff.ts'

/** How many lines a line diff from `before` to `after` adds and removes; an estimate where very much changed. */
export function changedLines(before: string, after: string): { added: number; removed: number } {
  const hunks = diffLines(linesOf(before), linesOf(after))
  return {
    added: hunks.reduce((sum, { newStart, newEnd }) => sum + newEnd - newStart, 0),
    removed: hunks.reduce((sum, { start, end }) => sum + end - start, 0),
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
