import type { Clock } from '../../ports/clock.ts'
import type { Network } from '../../ports/network.ts'
import { createNodeNetwork } from '../../ports/node-network.ts'
import { systemClock } from '../../ports/real-clock.ts'
import { FakeClock } from '../../ports/testing/fake-clock.ts'
import { MemoryNetwork } from '../../ports/testing/memory-network.ts'

/** The networks a test of the client runs on: real TLS on loopback, and memory. */
export const networks: readonly { name: string; make(): { network: Network; clock: Clock } }[] = [
  {
    name: 'real TLS',
    make: () => ({ network: createNodeNetwork({ environment: {} }), clock: systemClock }),
  },
  {
    name: 'memory',
    make: () => {
      const clock = new FakeClock()
      return { network: new MemoryNetwork({ clock }), clock }
    },
  },
]
