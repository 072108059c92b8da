import { cpus, totalmem } from 'node:os'
import { performance } from 'node:perf_hooks'

/** One line of the results: a number that means something beside another one of the same run. */
export interface Row {
  readonly what: string
  /** Measured values in words, with units. */
  readonly measured: string
  readonly ratio?: number
  /** What the ratio is a ratio to. */
  readonly to?: string
  readonly aim?: string
  /** How often it was measured. */
  readonly rounds: number
}

export interface Way {
  readonly name: string
  readonly run: () => unknown
}

const warmUps = 5

/** Runs two ways of doing a thing in turn; the ratio is the median of the ratios, pair by pair. */
export async function compare(
  what: string,
  rounds: number,
  [first, second]: readonly [Way, Way],
  options: { readonly aim?: string; readonly warmUps?: number } = {},
): Promise<Row> {
  const pairs: [number, number][] = []
  for (let round = -(options.warmUps ?? warmUps); round < rounds; round++) {
    const pair: [number, number] = [await timed(first.run), await timed(second.run)]
    if (round >= 0) pairs.push(pair)
  }
  const times = [first, second].map(
    ({ name }, index) => `${name} ${milliseconds(median(pairs.map((pair) => pair[index] ?? 0)))}`,
  )
  return {
    what,
    measured: times.join(', '),
    ratio: median(pairs.map(([a, b]) => a / b)),
    to: second.name,
    rounds,
    ...(options.aim === undefined ? {} : { aim: options.aim }),
  }
}

export async function timed(run: () => unknown): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

/** The value below which `share` (0 to 1) of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`
}

export function rowText({ what, measured, ratio, to, aim, rounds }: Row): string {
  const compared = ratio === undefined ? '' : `, ratio ${ratio.toFixed(2)} to ${to}`
  return `${what}: ${measured}${compared} (${rounds} rounds${aim === undefined ? '' : `; aim ${aim}`})`
}

/** `bench/results.md`: the rows and the machine they were measured on. */
export function resultsPage(rows: readonly Row[], at: Date): string {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
  const lines = rows.map(
    ({ what, measured, ratio, to, aim, rounds }) =>
      `| ${what} | ${measured} | ${ratio === undefined ? '' : `${ratio.toFixed(2)} × ${to}`} | ${aim ?? ''} | ${rounds} |`,
  )
  return `# Measured

Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}: ${machine}. Only the ratios say much on another machine: both
sides of each were measured in turn, in the same run.

| What | Measured | Ratio | Aim | Rounds |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`
}
