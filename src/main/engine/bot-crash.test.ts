import { Code, ConnectError } from '@connectrpc/connect'
import { describe, expect, test, vi } from 'vitest'
import { keyMatches, parsePrivateKey, parseTlsCertificate } from '../credentials/index.ts'
import type { Ports } from '../ports/index.ts'
import { authServer, createBotWorld, minute, outputPath } from './testing/bot-world.ts'
import type { BotWorld } from './testing/bot-world.ts'
import { readBack } from './testing/disk.ts'

// Simulated minutes cost real CPU time; a busy machine must not make them fail.
vi.setConfig({ testTimeout: 30_000 })

/** Every n-th file call of a first start and a renewal; the steps spread the stops over all of it. */
const stops = Array.from({ length: 16 }, (_, index) => 1 + index * 43)

/** A reader may look at any moment: whatever is visible must belong together. */
async function visibleSetIsWhole(world: BotWorld): Promise<boolean> {
  const read = (name: string) => readBack(world.host.ports, outputPath, name).catch(() => undefined)
  const [key, certificate] = [await read('key'), await read('tlscert')]
  if (key === undefined || certificate === undefined) return key === certificate
  return keyMatches(parsePrivateKey(key), parseTlsCertificate(certificate).publicKey)
}

describe('power loss at any file call', () => {
  test.each(stops)(
    'number %i leaves a bot that works again or says why the cluster lets it in no more',
    async (n) => {
      const world = await createBotWorld(n)
      world.host.stopAtFileCall(n)
      const first = world.start({ proofIntervalMs: 10 * minute })
      await world.simulator.clock.advance(minute)
      first.bot.renewNow()
      await world.simulator.clock.advance(minute)
      const counted = world.cluster.view().bots[0]?.certificateGeneration ?? 0
      world.host.restart()
      expect(await visibleSetIsWhole(world)).toBe(true)
      const second = world.start({ proofIntervalMs: 10 * minute })
      await world.simulator.clock.advance(minute)
      const { state, error } = second.snapshot()
      // Only what the cluster counted and the disk never got may end this way.
      const lost = [
        'join.token-used',
        'join.token-unknown',
        'identity.generation-mismatch',
        'identity.locked',
      ]
      const outcome =
        state === 'healthy' ? 'works' : lost.includes(error?.code ?? '') ? 'lost' : `${state} ${error?.code}`
      expect(['works', 'lost']).toContain(outcome)
      expect(outcome === 'lost' && counted === 0).toBe(false)
      expect(await visibleSetIsWhole(world)).toBe(true)
    },
  )

  test('a stop between two file calls costs nothing', async () => {
    const world = await createBotWorld()
    world.start()
    await world.simulator.clock.advance(minute)
    world.host.crash()
    world.host.restart()
    const second = world.start()
    await world.simulator.clock.advance(minute)
    expect(second.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 2 } })
  })
})

/** The same computer with a network that loses the next renewal, before or after the cluster has counted it. */
function losing(ports: Ports, what: () => 'nothing' | 'request' | 'answer'): Ports {
  const lost = () => new ConnectError('connection reset', Code.Unavailable)
  const dialGrpc: Ports['network']['dialGrpc'] = (options) => {
    const connection = ports.network.dialGrpc(options)
    const { transport } = connection
    const unary: typeof transport.unary = async (method, ...rest) => {
      const loss = method.name === 'GenerateUserCerts' ? what() : 'nothing'
      if (loss === 'request') throw lost()
      const answer = await transport.unary(method, ...rest)
      if (loss === 'answer') throw lost()
      return answer
    }
    return { transport: { unary, stream: transport.stream.bind(transport) }, close: () => connection.close() }
  }
  const { network } = ports
  return { ...ports, network: { ...network, dialGrpc, get: network.get.bind(network) } }
}

async function loseOneRenewal(what: 'request' | 'answer') {
  const world = await createBotWorld()
  let next: 'nothing' | 'request' | 'answer' = 'nothing'
  const ports = losing(world.host.ports, () => {
    const now = next
    next = 'nothing'
    return now
  })
  const running = world.start({ ports, proofIntervalMs: 10 * minute })
  await world.simulator.clock.advance(minute)
  next = what
  running.bot.renewNow()
  await world.simulator.clock.advance(minute)
  return running
}

test('a renewal that never reached the cluster is tried again', async () => {
  const running = await loseOneRenewal('request')
  expect(running.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 2 } })
})

test('a renewal whose answer was lost locks the bot, which says when the answer was lost', async () => {
  const running = await loseOneRenewal('answer')
  expect(running.snapshot()).toMatchObject({
    state: 'locked',
    error: {
      code: 'identity.generation-mismatch',
      details: { answerLostAt: expect.stringMatching(/^2026/) },
    },
  })
})

test('a dead connection is found out before a renewal is sent', async () => {
  const world = await createBotWorld()
  const running = world.start({ proofIntervalMs: 10 * minute })
  await world.simulator.clock.advance(minute)
  world.simulator.network.setFault(authServer, { kind: 'drop-responses' })
  running.bot.renewNow()
  await world.simulator.clock.advance(2 * minute)
  world.simulator.network.setFault(authServer, { kind: 'none' })
  await world.simulator.clock.advance(5 * minute)
  expect(running.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 2 } })
})
