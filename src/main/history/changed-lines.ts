/** Beyond this many changed lines the exact number means nothing, and finding it would take long. */
const mostChanges = 2_000

/** How many lines a line diff from `before` to `after` adds and removes; an estimate beyond 2,000. */
export function changedLines(before: string, after: string): { added: number; removed: number } {
  const [old, now] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++
  let end = 0
  const most = Math.min(old.length, now.length) - start
  while (end < most && old.at(-1 - end) === now.at(-1 - end)) end++
  const from = old.slice(start, old.length - end)
  const to = now.slice(start, now.length - end)
  const changes = shortestScript(from, to) ?? from.length + to.length
  const surplus = to.length - from.length
  return { added: (changes + surplus) / 2, removed: (changes - surplus) / 2 }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Length of the shortest edit script (Myers 1986, greedy); undefined when it is longer than is looked for. */
function shortestScript(from: readonly string[], to: readonly string[]): number | undefined {
  /** How far the best path on each diagonal `k` has come in `from`. */
  const reached = new Map<number, number>([[1, 0]])
  const longest = Math.min(from.length + to.length, mostChanges)
  for (let changes = 0; changes <= longest; changes++) {
    for (let k = -changes; k <= changes; k += 2) {
      const above = reached.get(k + 1) ?? -1
      const left = reached.get(k - 1) ?? -1
      let x = k === -changes || (k !== changes && left < above) ? above : left + 1
      while (x < from.length && x - k < to.length && from[x] === to[x - k]) x++
      reached.set(k, x)
      if (x >= from.length && x - k >= to.length) return changes
    }
  }
  return undefined
}
