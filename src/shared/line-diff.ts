/** Lines `start` to `end` (exclusive) of the old text, and what stands in their place in the new one. */
export interface Hunk {
  readonly start: number
  readonly end: number
  readonly newStart: number
  readonly newEnd: number
}

/** With more differing lines than this the whole middle counts as replaced: nobody reads such a diff line by line. */
const mostDifferences = 2000

/** The shortest way from one list of lines to another (Myers 1986, greedy), as stretches in order. */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const old = before.slice(head, before.length - tail)
  const now = after.slice(head, after.length - tail)
  if (old.length === 0 && now.length === 0) return []
  const kept = commonLines(old, now) ?? []
  const hunks: Hunk[] = []
  let [x, y] = [0, 0]
  for (const [oldLine, newLine] of [...kept, [old.length, now.length] as const]) {
    if (oldLine > x || newLine > y) {
      hunks.push({ start: head + x, end: head + oldLine, newStart: head + y, newEnd: head + newLine })
    }
    x = oldLine + 1
    y = newLine + 1
  }
  return hunks
}

/** Pairs of lines that stay, in order; undefined when there are too many differences. */
function commonLines(
  old: readonly string[],
  now: readonly string[],
): (readonly [number, number])[] | undefined {
  const most = Math.min(old.length + now.length, mostDifferences)
  /** How far the best way on each diagonal has come, by number of differences; diagonal k is at k + most. */
  const rounds: Int32Array[] = []
  const reach = new Int32Array(2 * most + 2)
  for (let differences = 0; differences <= most; differences += 1) {
    rounds.push(reach.slice(most - differences, most + differences + 1))
    for (let k = -differences; k <= differences; k += 2) {
      let x = stepFrom(k, differences, (at) => reach[at + most] ?? 0)
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x += 1
      reach[k + most] = x
      if (x >= old.length && x - k >= now.length) return traceBack(rounds, old.length, now.length)
    }
  }
  return undefined
}

/** From the diagonal above (a line added) or the one below (a line removed), whichever has come further. */
function stepFrom(k: number, differences: number, reached: (k: number) => number): number {
  if (differences === 0) return 0
  const isAdded = k === -differences || (k !== differences && reached(k - 1) < reached(k + 1))
  return isAdded ? reached(k + 1) : reached(k - 1) + 1
}

function traceBack(
  rounds: readonly Int32Array[],
  oldLength: number,
  newLength: number,
): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = []
  let [x, y] = [oldLength, newLength]
  for (let differences = rounds.length - 1; differences >= 0; differences -= 1) {
    const round = rounds[differences]
    const reached = (k: number): number => round?.[k + differences] ?? 0
    const k = x - y
    const start = stepFrom(k, differences, reached)
    while (x > start) {
      x -= 1
      y -= 1
      kept.push([x, y])
    }
    const isAdded = k === -differences || (k !== differences && reached(k - 1) < reached(k + 1))
    if (differences > 0 && isAdded) y -= 1
    else if (differences > 0) x -= 1
  }
  return kept.toReversed()
}
