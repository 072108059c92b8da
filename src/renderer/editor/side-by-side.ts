import type { DiffLine } from './line-diff.ts'

/** One row of two columns: the old line at the left, the new one at the right; an unchanged line stands in both. */
export interface DiffPair {
  readonly old?: DiffLine
  readonly now?: DiffLine
}

/** Puts each run of removed lines beside the added ones that take their place. */
export function sideBySide(diff: readonly DiffLine[]): readonly DiffPair[] {
  const pairs: DiffPair[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = (): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      const [old, now] = [removed[index], added[index]]
      pairs.push({ ...(old && { old }), ...(now && { now }) })
    }
    removed = []
    added = []
  }
  for (const line of diff) {
    if (line.kind === 'removed') removed.push(line)
    else if (line.kind === 'added') added.push(line)
    else {
      flush()
      pairs.push({ old: line, now: line })
    }
  }
  flush()
  return pairs
}
