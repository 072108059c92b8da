import { expect, test } from 'vitest'
import { parseTlsCertificate } from '../credentials/index.ts'
import { SeededRandom } from '../ports/testing/seeded-random.ts'
import {
  applicationService,
  authServer,
  createBotWorld,
  hour,
  minute,
  outputPath,
} from './testing/bot-world.ts'
import type { BotWorld } from './testing/bot-world.ts'
import { readBack } from './testing/disk.ts'

const days = 30
const lifetime = { credentialTtlMs: 12 * hour, renewalIntervalMs: 8 * hour }

/** What a month is made of: mostly quiet hours, now and then an outage, a slow line, a dropped connection or a nap. */
async function liveThrough(world: BotWorld, random: SeededRandom): Promise<void> {
  const { clock, network } = world.simulator
  const kinds = ['refuse', 'drop-requests', 'delay', 'reset', 'suspend'] as const
  const kind = random.float() < 0.12 ? kinds[random.integer(kinds.length)] : 'quiet'
  switch (kind) {
    case 'refuse':
    case 'drop-requests':
      network.setFault(authServer, { kind })
      await clock.advance(random.integer(8) * minute)
      network.setFault(authServer, { kind: 'none' })
      break
    case 'delay':
      network.setFault(authServer, { kind, ms: random.integer(20_000) })
      await clock.advance(hour)
      network.setFault(authServer, { kind: 'none' })
      break
    case 'reset':
      network.dropConnections(authServer)
      break
    case 'suspend':
      clock.suspend(random.integer(3 * hour))
      break
    case 'quiet':
    case undefined:
    default:
  }
  await clock.advance(2 * hour)
}

test.each([1])(
  'a month of renewals with outages, slow lines and sleep keeps the files valid (seed %i)',
  async (seed) => {
    const world = await createBotWorld(seed)
    const random = new SeededRandom(`month ${seed}`)
    const config = world.config({ lifetime, services: [applicationService({ lifetime })] })
    const running = world.start({ config, proofIntervalMs: 6 * hour })
    const startedAt = world.simulator.clock.now()
    const left: number[] = []
    const states = new Set<string>()
    while (world.simulator.clock.now() < startedAt + days * 24 * hour) {
      await liveThrough(world, random)
      const text = (await readBack(world.host.ports, outputPath, 'tlscert')) ?? ''
      left.push(parseTlsCertificate(text).notAfter - world.simulator.clock.now())
      states.add(running.snapshot().state)
    }
    await world.simulator.clock.advance(5 * minute)
    expect(Math.min(...left)).toBeGreaterThan(0)
    expect(states).not.toContain('locked')
    expect(running.snapshot().state).toBe('healthy')
    expect(running.snapshot().identity?.certificateGeneration).toBeGreaterThan(85)
    expect(world.cluster.view().bots[0]?.certificateGeneration).toBe(
      running.snapshot().identity?.certificateGeneration,
    )
  },
  60_000,
)
