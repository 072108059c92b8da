import type { Clock } from '../clock.ts'

/** A wait for wall time notices a jump this late: the worst the real clock is allowed. */
const wallCheckMs = 5_000
/** Turns of the event loop without a new or ended sleep after which the code under test is taken to be waiting. */
const quietTurns = 12
/** A program that never gets quiet is a defect; this ends the wait for it. */
const mostTurns = 20_000

interface Sleeper {
  /** When it fires, on the monotonic clock. */
  due: number
  /** The wall time waited for; undefined for a plain sleep. */
  readonly wallTarget: number | undefined
  readonly wake: () => void
}

/** Time that moves only when a test says so. Starts at 2026-01-01T00:00:00Z. */
export class FakeClock implements Clock {
  #wall: number
  #monotonic = 0
  #sleepers: Sleeper[] = []
  #changes = 0
  #isAdvancing = false

  constructor(startMs: number = Date.UTC(2026, 0, 1)) {
    this.#wall = startMs
  }

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  sleep(ms: number, { signal }: { signal: AbortSignal }): Promise<void> {
    return this.#wait(this.#monotonic + ms, undefined, signal)
  }

  sleepUntil(epochMs: number, { signal }: { signal: AbortSignal }): Promise<void> {
    return this.#wait(this.#monotonic + epochMs - this.#wall, epochMs, signal)
  }

  /** How many sleep now. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  /** Moves both clocks, waking every sleeper at its time, in order; between two the code runs until it waits again. */
  async advance(ms: number): Promise<void> {
    if (this.#isAdvancing) throw new Error('advance is running already: await it')
    this.#isAdvancing = true
    try {
      const end = this.#monotonic + ms
      await this.settle()
      for (let next = this.#first(end); next !== undefined; next = this.#first(end)) {
        this.#move(Math.max(0, next.due - this.#monotonic))
        this.#remove(next)
        next.wake()
        await this.settle()
      }
      this.#move(end - this.#monotonic)
    } finally {
      this.#isAdvancing = false
    }
  }

  /** Moves the wall clock only, as an administrator or NTP does; may be negative. */
  jump(ms: number): void {
    this.#wall += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.wallTarget === undefined) continue
      const left = sleeper.wallTarget - this.#wall
      sleeper.due = this.#monotonic + (left > 0 ? left : wallCheckMs)
    }
  }

  /** A suspended computer: the wall clock moves, the monotonic one stands still and nothing runs. */
  suspend(ms: number): void {
    this.jump(ms)
  }

  /** Lets the code run, without moving time, until it only waits for time (or for what never comes). */
  async settle(): Promise<void> {
    let before = this.#changes
    for (let quiet = 0, turns = 0; quiet < quietTurns; quiet++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#changes !== before) quiet = -1
      before = this.#changes
      if (++turns > mostTurns) throw new Error('the code under test never waits for the clock')
    }
  }

  #wait(due: number, wallTarget: number | undefined, signal: AbortSignal): Promise<void> {
    this.#changes += 1
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      if (due <= this.#monotonic) {
        resolve()
        return
      }
      const stop = () => {
        this.#remove(sleeper)
        reject(signal.reason)
      }
      const wake = () => {
        signal.removeEventListener('abort', stop)
        resolve()
      }
      const sleeper: Sleeper = { due, wallTarget, wake }
      this.#sleepers.push(sleeper)
      signal.addEventListener('abort', stop, { once: true })
    })
  }

  #first(end: number): Sleeper | undefined {
    let first: Sleeper | undefined
    for (const each of this.#sleepers) if (first === undefined || each.due < first.due) first = each
    return first !== undefined && first.due <= end ? first : undefined
  }

  #move(ms: number): void {
    this.#monotonic += ms
    this.#wall += ms
  }

  #remove(sleeper: Sleeper): void {
    this.#changes += 1
    this.#sleepers = this.#sleepers.filter((each) => each !== sleeper)
  }
}
