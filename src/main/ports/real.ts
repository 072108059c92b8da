import type { Ports } from './index.ts'
import { createNodeFiles } from './node-files.ts'
import { createNodeNetwork } from './node-network.ts'
import { createNodeProcesses } from './node-processes.ts'
import { systemClock } from './real-clock.ts'
import { systemRandom } from './real-random.ts'

/** The outside world of a running Botdesk. */
export function createRealPorts(): Ports {
  const processes = createNodeProcesses()
  return {
    clock: systemClock,
    random: systemRandom,
    files: createNodeFiles({ processes, clock: systemClock }),
    network: createNodeNetwork(),
    processes,
  }
}
