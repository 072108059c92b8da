import type { Clock } from '../clock.ts'
import type { FileOrder } from './memory-files.ts'
import type { SeededRandom } from './seeded-random.ts'

const never = new Promise<never>(() => undefined)

/** One run of a simulated computer. Once it stopped, nothing its code waits for ever answers. */
export class HostLife {
  /** The file call in the middle of which the host stops. */
  stopAt: number | undefined
  fileCalls = 0
  readonly crashed: Promise<void>
  readonly #end = new AbortController()
  readonly #random: SeededRandom
  readonly #onStop: () => void

  constructor(random: SeededRandom, onStop: () => void) {
    this.#random = random
    this.#onStop = onStop
    this.crashed = new Promise((resolve) => {
      this.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** Aborts when the host stops, to end what others do for it. */
  get signal(): AbortSignal {
    return this.#end.signal
  }

  stop(): void {
    if (this.signal.aborted) return
    this.#end.abort()
    this.#onStop()
  }

  onFileCall(): FileOrder {
    if (this.signal.aborted) return 'stopped'
    this.fileCalls += 1
    if (this.fileCalls !== this.stopAt) return 'run'
    // Before the call, within it, or after it and before its answer.
    const partly = [0, this.#random.float(), 1][this.#random.integer(3)] ?? 0
    return { partly, stop: () => this.stop() }
  }

  /** The same answer while the host runs, none after. */
  async whileAlive<T>(answer: Promise<T>): Promise<T> {
    try {
      const value = await answer
      return await (this.signal.aborted ? never : value)
    } catch (thrown) {
      if (this.signal.aborted) return never
      throw thrown
    }
  }

  clock(clock: Clock): Clock {
    const until = (signal: AbortSignal) => ({ signal: AbortSignal.any([signal, this.signal]) })
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: (ms, { signal }) => this.whileAlive(clock.sleep(ms, until(signal))),
      sleepUntil: (at, { signal }) => this.whileAlive(clock.sleepUntil(at, until(signal))),
    }
  }
}
