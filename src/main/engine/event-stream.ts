import type { Clock } from '../ports/clock.ts'
import type { EngineEvent, EngineEventBody } from './model.ts'

/** The one ordered stream of everything a bot says; readers cannot disagree because there is no second one. */
export class EventStream {
  readonly #clock: Clock
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  #sequence = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Tells every reader, in order of subscription; a reader that throws hurts neither the bot nor the others. */
  emit(body: EngineEventBody): void {
    const event: EngineEvent = { ...body, at: this.#clock.now(), sequence: ++this.#sequence }
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch {
        // The fault is the reader's own to report: saying it here would call the same reader again.
      }
    }
  }

  /** Calls back for every event after now; returns the way out. */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
