import { diffLines as hunksOf } from '../../shared/line-diff.ts'

/** One line of a unified diff; numbers count from 1 and are absent on the side that lacks the line. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  readonly oldNumber?: number
  readonly newNumber?: number
}

/** The shortest line diff from one text to another; removed lines stand before added ones. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = linesOf(before)
  const now = linesOf(after)
  const diff: DiffLine[] = []
  let [at, newAt] = [0, 0]
  const keep = (until: number): void => {
    for (; at < until; at += 1, newAt += 1)
      diff.push({ kind: 'same', text: old[at] ?? '', oldNumber: at + 1, newNumber: newAt + 1 })
  }
  for (const { start, end, newEnd } of hunksOf(old, now)) {
    keep(start)
    for (; at < end; at += 1) diff.push({ kind: 'removed', text: old[at] ?? '', oldNumber: at + 1 })
    for (; newAt < newEnd; newAt += 1)
      diff.push({ kind: 'added', text: now[newAt] ?? '', newNumber: newAt + 1 })
  }
  keep(old.length)
  return diff
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Lines added plus lines removed, a replaced line counting once. */
export function countChanges(diff: readonly DiffLine[]): number {
  let changes = 0
  let removed = 0
  let added = 0
  for (const { kind } of diff) {
    if (kind === 'same') {
      changes += Math.max(removed, added)
      removed = 0
      added = 0
    } else if (kind === 'removed') removed += 1
    else added += 1
  }
  return changes + Math.max(removed, added)
}

export type DiffPart =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[] }
  | { readonly kind: 'folded'; readonly count: number }

/** Folds unchanged lines further than `context` from a change. */
export function foldUnchanged(diff: readonly DiffLine[], context = 3): readonly DiffPart[] {
  const isNear = diff.map(() => false)
  for (const [index, line] of diff.entries())
    if (line.kind !== 'same')
      isNear.fill(true, Math.max(0, index - context), Math.min(diff.length, index + context + 1))
  const parts: DiffPart[] = []
  let start = 0
  while (start < diff.length) {
    let end = start
    while (end < diff.length && isNear[end] === isNear[start]) end += 1
    const lines = diff.slice(start, end)
    // Folding a line or two would hide more than it saves.
    parts.push(
      isNear[start] || lines.length <= 2 ? { kind: 'lines', lines } : { kind: 'folded', count: lines.length },
    )
    start = end
  }
  return parts
}
