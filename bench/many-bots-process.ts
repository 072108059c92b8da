// Runs the bots of the files given as arguments in this process and prints what they cost, as one line of JSON.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ManyBots } from './many-bots.ts'
import { durableSet, keyAndCertificate } from './primitives.ts'
import { benchBot, nextSet } from './renewal.ts'

const rounds = 3
const settleMs = 10_000
const files = process.argv.slice(2)
const [certify, write] = [await keyAndCertificate(), await durableSet('generations')]

const stop = new AbortController()
const before = memory()
const bots = files.map(benchBot)
const ended: Promise<void>[] = []
// Ten at a time: a hundred joins in one instant is another question.
for (let from = 0; from < bots.length; from += 10) {
  const group = bots.slice(from, from + 10)
  const written = group.map(nextSet)
  ended.push(...group.map((bot) => bot.run(stop.signal)))
  await Promise.all(written)
}
await sleep(settleMs)
const idle = memory()
const idleDelay = await delayDuring(() => sleep(3_000))

const cpuBefore = process.cpuUsage()
const busyDelay = await delayDuring(async () => {
  for (let round = 0; round < rounds; round++) {
    const written = bots.map(nextSet)
    for (const bot of bots) bot.renewNow()
    await Promise.all(written)
  }
})
const cpu = process.cpuUsage(cpuBefore)
const aloneBefore = process.cpuUsage()
for (const _ of bots) {
  await certify()
  await write()
}
const alone = process.cpuUsage(aloneBefore)

const result: ManyBots = {
  heapPerBotBytes: (idle.heap - before.heap) / bots.length,
  residentPerBotBytes: (idle.resident - before.resident) / bots.length,
  cpuPerRenewalMs: (cpu.user + cpu.system) / 1_000 / (bots.length * rounds),
  cpuAloneMs: (alone.user + alone.system) / 1_000 / bots.length,
  loopDelayP99Ms: busyDelay,
  loopDelayIdleP99Ms: idleDelay,
}
console.log(JSON.stringify(result))
stop.abort()
await Promise.all(ended)
process.exit()

function memory(): { heap: number; resident: number } {
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}

async function delayDuring(run: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await run()
  histogram.disable()
  return histogram.percentile(99) / 1e6
}
