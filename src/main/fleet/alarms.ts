import type { Clock } from '../ports/clock.ts'

/** Waits for one moment a bot; another moment takes the place of the one before. */
export class Alarms {
  readonly #clock: Clock
  readonly #ring: (bot: string) => Promise<void>
  #isStopped = false
  readonly #set = new Map<string, { readonly at: number; readonly abort: AbortController }>()

  /** `ring` keeps its failures to itself. */
  constructor(clock: Clock, ring: (bot: string) => Promise<void>) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Rings at that wall time, at once when it is past; undefined: not at all. */
  set(bot: string, at: number | undefined): void {
    const known = this.#set.get(bot)
    if (known?.at === at) return
    known?.abort.abort()
    this.#set.delete(bot)
    if (at === undefined || this.#isStopped) return
    const abort = new AbortController()
    this.#set.set(bot, { at, abort })
    void this.#wait(bot, at, abort.signal).catch(() => undefined)
  }

  /** Ends every wait, and lets none begin any more. */
  stop(): void {
    this.#isStopped = true
    for (const { abort } of this.#set.values()) abort.abort()
    this.#set.clear()
  }

  async #wait(bot: string, at: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleepUntil(at, { signal })
    this.#set.delete(bot)
    await this.#ring(bot)
  }
}
