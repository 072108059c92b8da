import type { Clock } from './clock.ts'
import type { Files } from './files.ts'
import type { Network } from './network.ts'
import type { Processes } from './processes.ts'
import type { Random } from './random.ts'

/** The outside world, whole: real in the faces, simulated in tests. */
export interface Ports {
  readonly clock: Clock
  readonly random: Random
  readonly files: Files
  readonly network: Network
  readonly processes: Processes
}
