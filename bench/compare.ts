import { performance } from 'node:perf_hooks'

const warmUps = 5

/** Runs two ways of doing a thing in turn and prints both medians (ms) and the median of their ratios, pair by pair. */
export async function compare(
  title: string,
  rounds: number,
  first: { name: string; run: () => Promise<unknown> },
  second: { name: string; run: () => Promise<unknown> },
): Promise<void> {
  const pairs: [number, number][] = []
  for (let round = -warmUps; round < rounds; round++) {
    const pair: [number, number] = [await timed(first.run), await timed(second.run)]
    if (round >= 0) pairs.push(pair)
  }
  const ratio = median(pairs.map(([a, b]) => a / b))
  const times = [first, second].map(
    ({ name }, index) => `${name} ${median(pairs.map((pair) => pair[index] ?? 0)).toFixed(2)} ms`,
  )
  console.log(`${title}: ${times.join(', ')}, ratio ${ratio.toFixed(2)} (${rounds} pairs)`)
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
