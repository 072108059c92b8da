import type { Clock } from '../ports/clock.ts'
import { measureSkew, tolerableSkewMs } from './life.ts'

/** Smaller differences between the two clocks are ordinary drift. */
const noticeableJumpMs = 5_000

/** What is known about this computer's clock: how far it is off the cluster's, and when it jumped. */
export class ClockWatch {
  readonly #clock: Clock
  readonly #onSkew: (skewMs: number | undefined) => void
  #skewMs: number | undefined
  #offset: number

  constructor(options: { clock: Clock; onSkew(skewMs: number | undefined): void }) {
    this.#clock = options.clock
    this.#onSkew = options.onSkew
    this.#offset = this.#currentOffset()
  }

  /** Cluster minus this computer, 0 while unknown. */
  get skewMs(): number {
    return this.#skewMs ?? 0
  }

  /** Off by more than anyone should have to think about: shown, and planned around. */
  get isSkewed(): boolean {
    return Math.abs(this.skewMs) > tolerableSkewMs
  }

  /** The cluster's time as well as it is known: what certificates are judged by. */
  clusterNow(): number {
    return this.#clock.now() + (this.isSkewed ? this.skewMs : 0)
  }

  /** A clock that reads the cluster's time, for what the cluster will judge by its own. */
  get clusterClock(): Clock {
    const clock = this.#clock
    return {
      now: () => this.clusterNow(),
      monotonic: () => clock.monotonic(),
      sleep: (ms, options) => clock.sleep(ms, options),
      sleepUntil: (at, options) => clock.sleepUntil(at - this.clusterNow() + clock.now(), options),
    }
  }

  /** False until something told the cluster's time, and again after the wall clock jumped. */
  get isMeasured(): boolean {
    return this.#skewMs !== undefined
  }

  /** Learns from what the cluster's clock was seen to read; half a second of error is ordinary. */
  learn(skewMs: number): void {
    this.#skewMs = Math.abs(skewMs) > tolerableSkewMs ? skewMs : 0
    this.#onSkew(this.#skewMs)
  }

  /** Learns from a fresh certificate. */
  measure(o: { notBefore: number; askedAt: number; answeredAt: number }): void {
    this.#skewMs = measureSkew(o)
    this.#onSkew(this.#skewMs)
  }

  /**
   * How far the wall clock moved on its own since the last call: a correction or a sleep. What was measured before
   * is worth nothing then and is forgotten.
   */
  takeJump(): number {
    const offset = this.#currentOffset()
    const jumpMs = offset - this.#offset
    this.#offset = offset
    if (Math.abs(jumpMs) < noticeableJumpMs) return 0
    this.#skewMs = undefined
    this.#onSkew(undefined)
    return jumpMs
  }

  #currentOffset(): number {
    return this.#clock.now() - this.#clock.monotonic()
  }
}
