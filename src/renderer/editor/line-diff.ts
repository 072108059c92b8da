/** One line of a unified diff; numbers count from 1 and are absent on the side that lacks the line. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  readonly oldNumber?: number
  readonly newNumber?: number
}

/** Texts whose changed middle is longer than this are shown as replaced in one piece. */
const largestMiddle = 3000

/** The shortest line diff from one text to another; removed lines stand before added ones. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = linesOf(before)
  const now = linesOf(after)
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let tail = 0
  const longestTail = Math.min(old.length, now.length) - start
  while (tail < longestTail && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const diff: DiffLine[] = []
  for (let index = 0; index < start; index += 1) diff.push(same(old[index] ?? '', index, index))
  diff.push(...diffMiddle(old.slice(start, old.length - tail), now.slice(start, now.length - tail), start))
  for (let index = tail; index > 0; index -= 1)
    diff.push(same(old[old.length - index] ?? '', old.length - index, now.length - index))
  return diff
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function same(text: string, oldIndex: number, newIndex: number): DiffLine {
  return { kind: 'same', text, oldNumber: oldIndex + 1, newNumber: newIndex + 1 }
}

function diffMiddle(old: readonly string[], now: readonly string[], offset: number): DiffLine[] {
  const removed = (index: number): DiffLine => ({
    kind: 'removed',
    text: old[index] ?? '',
    oldNumber: offset + index + 1,
  })
  const added = (index: number): DiffLine => ({
    kind: 'added',
    text: now[index] ?? '',
    newNumber: offset + index + 1,
  })
  if (old.length > largestMiddle || now.length > largestMiddle)
    return [...old.map((_, index) => removed(index)), ...now.map((_, index) => added(index))]
  const common = commonLengths(old, now)
  const width = now.length + 1
  const diff: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j])
      diff.push(same(old[i] ?? '', offset + i++, offset + j++))
    else if (i < old.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
      diff.push(removed(i++))
    else if (j < now.length) diff.push(added(j++))
    else diff.push(removed(i++))
  }
  return diff
}

/** Length of the longest common subsequence of the rest from each pair of places. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1
  const table = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        old[i] === now[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
  return table
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
