import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Row } from './report.ts'
import { BenchWorld, firstLine } from './world.ts'

const bots = 100

/** What `many-bots-process.ts` prints. */
export interface ManyBots {
  readonly heapPerBotBytes: number
  readonly residentPerBotBytes: number
  readonly cpuPerRenewalMs: number
  readonly cpuAloneMs: number
  readonly loopDelayP99Ms: number
  readonly loopDelayIdleP99Ms: number
}

/** A hundred bots in one process: memory when idle, processor time of a renewal, and how long the loop is held up. */
export async function manyBots(): Promise<Row[]> {
  const world = await BenchWorld.start()
  try {
    const files = Array.from({ length: bots }, (_, index) => world.addBot(`bot-${index}`, ['application']))
    const child = spawn(
      process.execPath,
      [...process.execArgv, '--expose-gc', join(import.meta.dirname, 'many-bots-process.ts'), ...files],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const found = JSON.parse(await firstLine(child)) as ManyBots
    const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MiB`
    return [
      {
        what: `memory of one of ${bots} idle bots`,
        measured: `heap ${mebibytes(found.heapPerBotBytes)}, resident ${mebibytes(found.residentPerBotBytes)}`,
        aim: '0.5 MiB',
        rounds: 1,
      },
      {
        what: `processor time of one renewal, ${bots} bots at once`,
        measured: `${found.cpuPerRenewalMs.toFixed(2)} ms for identity and output together`,
        ratio: found.cpuPerRenewalMs / found.cpuAloneMs,
        to: `key, signature and durable write alone (${found.cpuAloneMs.toFixed(2)} ms)`,
        aim: '2 ms for one of the two',
        rounds: bots * 3,
      },
      {
        what: `delay of the event loop while ${bots} bots renew`,
        measured: `p99 ${found.loopDelayP99Ms.toFixed(1)} ms`,
        ratio: found.loopDelayP99Ms / found.loopDelayIdleP99Ms,
        to: `the same loop idle (p99 ${found.loopDelayIdleP99Ms.toFixed(1)} ms)`,
        rounds: 3,
      },
    ]
  } finally {
    await world.stop()
  }
}
