function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
function distance(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1]
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (row > 1 && column > 1 && swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[right.length] ?? 0
}

/** The candidate a person probably meant: the same but for case and separators, or a few letters off. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  // With quotes or hidden parts in it the word is more than a misspelled one.
  if (word.length > 60 || /["'•]/.test(word)) return undefined
  const wanted = plain(word)
  if (wanted === '') return undefined
  let best: string | undefined
  let bestDistance = Math.max(1, Math.min(3, Math.floor(wanted.length / 3))) + 1
  for (const candidate of candidates) {
    const other = plain(candidate)
    if (Math.abs(wanted.length - other.length) >= bestDistance) continue
    const far = distance(wanted, other)
    if (far < bestDistance) {
      best = candidate
      bestDistance = far
    }
  }
  return best
}
