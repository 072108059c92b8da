import { readFileSync } from 'node:fs'
import { createBot } from '../src/main/engine/index.ts'
import type { Bot } from '../src/main/engine/model.ts'
import { createRealPorts } from '../src/main/ports/real.ts'
import { checkConfig, newestTarget } from '../src/shared/config/index.ts'
import { durableSet, keyAndCertificate } from './primitives.ts'
import { median, milliseconds, quantile, timed } from './report.ts'
import type { Row } from './report.ts'
import { BenchWorld } from './world.ts'

const rounds = 100
const warmUps = 10

/** A bot of this process, from its file. */
export function benchBot(file: string): Bot {
  const { config } = checkConfig(readFileSync(file, 'utf8'), { target: newestTarget })
  if (config === undefined) throw new Error('the configuration of the bench does not pass the checks')
  return createBot({ config, ports: createRealPorts(), version: '0.0.0' })
}

/** Resolves with the duration of the next written set of any output, milliseconds. */
export function nextSet(bot: Bot): Promise<number> {
  return new Promise((resolve) => {
    const leave = bot.subscribe((event) => {
      if (event.kind !== 'set-written') return
      leave()
      resolve(event.durationMs)
    })
  })
}

/** One renewal of one output: asking the cluster, writing, reading back; beside its key, signature and write alone. */
export async function renewal(): Promise<Row[]> {
  const world = await BenchWorld.start()
  const stop = new AbortController()
  const bot = benchBot(world.addBot('renewal', ['application']))
  const first = nextSet(bot)
  const ended = bot.run(stop.signal)
  try {
    await first
    const [certify, write] = [await keyAndCertificate(), await durableSet('generations')]
    const pairs: [number, number][] = []
    for (let round = -warmUps; round < rounds; round++) {
      const written = nextSet(bot)
      bot.renewNow()
      const whole = await written
      const alone = await timed(async () => {
        await certify()
        await write()
      })
      if (round >= 0) pairs.push([whole, alone])
    }
    const whole = pairs.map(([each]) => each)
    return [
      {
        what: 'one renewal of one output',
        measured: `p50 ${milliseconds(median(whole))}, p99 ${milliseconds(quantile(whole, 0.99))}`,
        ratio: median(pairs.map(([a, b]) => a / b)),
        to: `key, signature and durable write alone (${milliseconds(median(pairs.map(([, b]) => b)))})`,
        aim: 'p50 25 ms, p99 80 ms',
        rounds,
      },
    ]
  } finally {
    stop.abort()
    await ended
    await world.stop()
  }
}
