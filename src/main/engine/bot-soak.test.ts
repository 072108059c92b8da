import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import type { Ports } from '../ports/index.ts'
import { applicationService, authServer, createBotWorld, hour, identityService } from './testing/bot-world.ts'

const lifetime = { credentialTtlMs: 12 * hour, renewalIntervalMs: 8 * hour }

/** The same computer, with a count of what is open on it. */
function counting(ports: Ports) {
  const open = { directories: 0, connections: 0 }
  const { files, network } = ports
  const counted: Ports = {
    ...ports,
    files: {
      openDirectory: async (path, options) => {
        const directory = await files.openDirectory(path, options)
        open.directories += 1
        const close = directory.close.bind(directory)
        directory.close = async () => {
          open.directories -= 1
          await close()
        }
        return directory
      },
      lock: (path, options) => files.lock(path, options),
      space: (path) => files.space(path),
    },
    network: {
      ...network,
      dialGrpc: (target) => {
        const connection = network.dialGrpc(target)
        let isOpen = true
        open.connections += 1
        return {
          transport: connection.transport,
          close: () => {
            if (isOpen) open.connections -= 1
            isOpen = false
            connection.close()
          },
        }
      },
    },
  }
  return { ports: counted, open }
}

test('a month of renewals, dropped connections and short outages leaves nothing behind', async () => {
  const world = await createBotWorld('soak')
  const { clock, network } = world.simulator
  const { ports, open } = counting(world.host.ports)
  const services = [applicationService({ lifetime }), identityService({ lifetime })]
  const running = world.start({ config: world.config({ lifetime, services }), ports, proofIntervalMs: hour })
  const unhandled: unknown[] = []
  const keep = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', keep)
  const count = () => ({
    ...open,
    sleepers: clock.sleeping,
    listeners: getEventListeners(running.stop.signal, 'abort').length,
  })
  const liveADay = async () => {
    await clock.advance(9 * hour)
    network.dropConnections(authServer)
    await clock.advance(5 * hour)
    network.setFault(authServer, { kind: 'refuse' })
    running.bot.renewNow()
    await clock.advance(90_000)
    network.setFault(authServer, { kind: 'none' })
    await clock.advance(10 * hour)
  }
  await liveADay()
  const early = count()
  for (let day = 2; day <= 30; day++) await liveADay()
  expect(running.snapshot()).toMatchObject({ state: 'healthy' })
  expect(running.snapshot().identity?.certificateGeneration).toBeGreaterThan(100)
  expect(count()).toEqual(early)
  expect(early).toMatchObject({ directories: 0, connections: 1 })
  running.stop.abort()
  await clock.settle()
  await running.ended
  expect(count()).toMatchObject({ directories: 0, connections: 0, listeners: 0 })
  process.off('unhandledRejection', keep)
  expect(unhandled).toEqual([])
}, 120_000)
