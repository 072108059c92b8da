import { expect, test } from 'vitest'
import type { DiagnosticsSnapshot } from '../../shared/contract/bots.ts'
import type { AppError } from '../../shared/errors.ts'
import { createBot } from '../engine/index.ts'
import { createBotWorld } from '../engine/testing/bot-world.ts'
import type { BotWorld } from '../engine/testing/bot-world.ts'
import { runBot } from './run-bot.ts'

function run(world: BotWorld, changes: Parameters<BotWorld['config']>[0]) {
  const config = world.config(changes)
  const { ports } = world.host
  const bot = createBot({ config, ports, version: '18.0.0', layout: 'generations' })
  const stop = new AbortController()
  const said: DiagnosticsSnapshot['kind'][] = []
  const failures: AppError[] = []
  const ended = runBot({
    bot,
    config,
    ports,
    version: '18.0.0',
    signal: stop.signal,
    onDiagnostics: (state) => said.push(state.kind),
    onDiagnosticsFailure: (error) => failures.push(error),
  })
  return { bot, stop, ended, said, failures }
}

test('the listener answers for as long as the bot runs', async () => {
  const world = await createBotWorld()
  const { network, clock } = world.simulator
  const running = run(world, { diagAddr: '127.0.0.1:3001' })
  await clock.advance(60_000)
  expect(await network.request(3001, '/readyz')).toMatchObject({ status: 200 })
  running.stop.abort()
  expect(await running.ended).toBeUndefined()
  await expect(network.request(3001, '/readyz')).rejects.toMatchObject({ code: 'cluster.unreachable' })
  expect(running.said).toEqual(['listening'])
})

test('a listener that cannot listen is told and keeps nobody from running', async () => {
  const world = await createBotWorld()
  await world.host.ports.network.serveHttp({ host: '127.0.0.1', port: 3001, handle: () => undefined })
  const running = run(world, { diagAddr: '127.0.0.1:3001' })
  await world.simulator.clock.advance(60_000)
  expect(running.bot.snapshot().state).toBe('healthy')
  expect(running.said[0]).toBe('failing')
  running.stop.abort()
  expect(await running.ended).toBeUndefined()
})

test('what ends the bot is given, and a bot that runs once has no listener', async () => {
  const world = await createBotWorld()
  const { network, clock } = world.simulator
  network.setFault('cluster:3025', { kind: 'refuse' })
  const running = run(world, { diagAddr: '127.0.0.1:3001', oneshot: true })
  await clock.advance(10 * 60_000)
  expect(await running.ended).toMatchObject({ code: 'cluster.unreachable' })
  expect(running.said).toEqual([])
})
