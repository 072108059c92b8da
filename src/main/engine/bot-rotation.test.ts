import { create } from '@bufbuild/protobuf'
import { expect, test, vi } from 'vitest'
import { EventSchema, Operation } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { Ports } from '../ports/index.ts'
import { createBotWorld, minute } from './testing/bot-world.ts'

vi.setConfig({ testTimeout: 30_000 })

/** The same computer with a network on which events can be put into the streams of the cluster. */
function withEvents(ports: Ports): { ports: Ports; put(type: string, phase: string): void } {
  const waiting = new Set<(event: unknown) => void>()
  async function* merged<T>(messages: AsyncIterable<T>): AsyncIterable<T> {
    const own = messages[Symbol.asyncIterator]()
    let next = own.next()
    for (;;) {
      const injected = Promise.withResolvers<unknown>()
      waiting.add(injected.resolve)
      const first = await Promise.race([next, injected.promise.then((event) => ({ event }))])
      waiting.delete(injected.resolve)
      if ('event' in first) yield first.event as T
      else if (first.done) return
      else {
        yield first.value
        next = own.next()
      }
    }
  }
  const dialGrpc: Ports['network']['dialGrpc'] = (options) => {
    const connection = ports.network.dialGrpc(options)
    const { transport } = connection
    const stream: typeof transport.stream = async (method, ...rest) => {
      const answer = await transport.stream(method, ...rest)
      return method.name === 'WatchEvents' ? { ...answer, message: merged(answer.message) } : answer
    }
    return { transport: { unary: transport.unary.bind(transport), stream }, close: () => connection.close() }
  }
  const { network } = ports
  return {
    ports: { ...ports, network: { ...network, dialGrpc, get: network.get.bind(network) } },
    put: (type, phase) => {
      const event = create(EventSchema, {
        Type: Operation.PUT,
        Resource: {
          case: 'CertAuthority',
          value: {
            Spec: { Type: type, ClusterName: 'trial', Rotation: { State: 'in_progress', Phase: phase } },
          },
        },
      })
      for (const take of waiting) take(event)
    },
  }
}

async function start() {
  const world = await createBotWorld()
  const { ports, put } = withEvents(world.host.ports)
  const running = world.start({ ports })
  await world.simulator.clock.advance(minute)
  return { world, running, put }
}

test('a rotation renews the identity and every output once, ten seconds after it began', async () => {
  const { world, running, put } = await start()
  put('host', 'update_clients')
  await world.simulator.clock.advance(3_000)
  put('user', 'update_clients')
  await world.simulator.clock.advance(5_000)
  expect(running.service('app').setGeneration).toBe(1)
  await world.simulator.clock.advance(5_000)
  expect(running.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 2 } })
  expect(running.service('app').setGeneration).toBe(2)
})

test('phases that change nothing for a bot renew nothing', async () => {
  const { world, running, put } = await start()
  put('host', 'init')
  put('host', 'update_servers')
  await world.simulator.clock.advance(minute)
  expect(running.service('app').setGeneration).toBe(1)
})
