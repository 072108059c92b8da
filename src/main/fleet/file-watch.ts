import type { Clock } from '../ports/clock.ts'

/** Often enough to be noticed before a person types on, rarely enough to cost nothing. */
export const lookEveryMs = 10_000

/** Repeats a look for as long as somebody watches. */
export class FileWatch {
  readonly #clock: Clock
  readonly #look: () => Promise<void>
  #watchers = 0
  #abort: AbortController | undefined

  constructor(clock: Clock, look: () => Promise<void>) {
    this.#clock = clock
    this.#look = look
  }

  /** Watches until the returned function is called. */
  open(): () => void {
    const watcher = new AbortController()
    this.#watchers += 1
    if (this.#abort === undefined) {
      this.#abort = new AbortController()
      void this.#run(this.#abort.signal).catch(() => undefined)
    }
    watcher.signal.addEventListener('abort', () => this.#leave(), { once: true })
    return () => watcher.abort()
  }

  /** Ends it for everybody. */
  stop(): void {
    this.#abort?.abort()
    this.#abort = undefined
  }

  #leave(): void {
    this.#watchers -= 1
    if (this.#watchers === 0) this.stop()
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#look()
      await this.#clock.sleep(lookEveryMs, { signal })
    }
  }
}
