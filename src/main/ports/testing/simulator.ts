import type { Clock } from '../clock.ts'
import type { Ports } from '../index.ts'
import type { Network } from '../network.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeProcesses } from './fake-processes.ts'
import { HostLife } from './host-life.ts'
import { hostNetwork } from './host-network.ts'
import { MemoryDisk } from './memory-disk.ts'
import { MemoryFiles } from './memory-files.ts'
import { MemoryNetwork } from './memory-network.ts'
import { SeededRandom } from './seeded-random.ts'

/** A computer in the simulation. What runs on it gets `ports`; a restart makes new ones over the same disk. */
export interface SimulatedHost {
  readonly name: string
  readonly ports: Ports
  readonly disk: MemoryDisk
  readonly processes: FakeProcesses
  /** File calls made since the host last started. */
  readonly fileCalls: number
  /** Resolves when the host of now stops. */
  readonly crashed: Promise<void>
  /** Called before each file call of the host, to look at the disk as another program would. */
  onFileCall: (() => void) | undefined
  /** Stops the host in the middle of its n-th file call (1 is the first) since it last started. */
  stopAtFileCall(n: number): void
  /** Power loss now: nothing of the host's code runs on, the disk keeps what was durable and chance kept. */
  crash(): void
  /** Starts the host again; a running one crashes first. */
  restart(): void
}

/** A world with one clock and one network; the seed repeats every chance in it. */
export interface Simulator {
  readonly clock: FakeClock
  readonly random: SeededRandom
  readonly network: MemoryNetwork
  /** The computer of that name, started when first asked for. */
  host(name: string): SimulatedHost
}

/** Makes a world. The same seed and the same calls give the same run. */
export function createSimulator({ seed, startMs }: { seed: number | string; startMs?: number }): Simulator {
  const clock = new FakeClock(startMs)
  const random = new SeededRandom(seed)
  const network = new MemoryNetwork({ clock })
  const hosts = new Map<string, SimulatedHost>()
  return {
    clock,
    random,
    network,
    host: (name) => {
      const host = hosts.get(name) ?? new Host(name, { clock, network, seed: `${seed} ${name}` })
      hosts.set(name, host)
      return host
    },
  }
}

interface World {
  readonly clock: Clock
  readonly network: Network
  readonly seed: string
}

class Host implements SimulatedHost {
  readonly name: string
  readonly disk = new MemoryDisk()
  onFileCall: (() => void) | undefined
  readonly #world: World
  #starts = 0
  #life: HostLife
  #processes: FakeProcesses
  #ports: Ports

  constructor(name: string, world: World) {
    this.name = name
    this.#world = world
    this.disk.now = () => world.clock.now()
    ;({ life: this.#life, processes: this.#processes, ports: this.#ports } = this.#start())
  }

  get ports(): Ports {
    return this.#ports
  }

  get processes(): FakeProcesses {
    return this.#processes
  }

  get fileCalls(): number {
    return this.#life.fileCalls
  }

  get crashed(): Promise<void> {
    return this.#life.crashed
  }

  stopAtFileCall(n: number): void {
    this.#life.stopAt = n
  }

  crash(): void {
    this.#life.stop()
  }

  restart(): void {
    this.crash()
    ;({ life: this.#life, processes: this.#processes, ports: this.#ports } = this.#start())
  }

  #start(): { life: HostLife; processes: FakeProcesses; ports: Ports } {
    this.#starts += 1
    const { clock, network, seed } = this.#world
    const chance = new SeededRandom(`${seed} crash ${this.#starts}`)
    const life = new HostLife(chance, () => this.disk.crash(chance))
    const processes = new FakeProcesses({ hostname: this.name, pid: 1000 + this.#starts })
    const files = new MemoryFiles(this.disk, {
      uid: processes.uid,
      pid: processes.pid,
      hostname: this.name,
      onCall: () => {
        this.onFileCall?.()
        return life.onFileCall()
      },
    })
    const random = new SeededRandom(`${seed} ${this.#starts}`)
    return {
      life,
      processes,
      ports: { clock: life.clock(clock), random, files, network: hostNetwork(network, life), processes },
    }
  }
}
