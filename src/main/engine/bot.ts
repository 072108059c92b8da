import type { BotConfig } from '../../shared/config/model.ts'
import type { EngineSnapshot } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import type { Ports } from '../ports/index.ts'
import { BotRun } from './bot-run.ts'
import { EventStream } from './event-stream.ts'
import type { Bot, EngineEvent } from './model.ts'
import { internalServices, planServices } from './service-plan.ts'
import type { PlannedService } from './service-plan.ts'
import { StatusBoard } from './status-board.ts'
import { stopWithin } from './stop-deadline.ts'

export interface BotOptions {
  readonly config: BotConfig
  readonly ports: Ports
  readonly version: string
  /** How sets lie in their folder: `generations` (the default) replaces a set as one. */
  readonly layout?: 'generations' | 'plain'
  /** How often files are read back: every minute, unless a test of months says otherwise. */
  readonly proofIntervalMs?: number
}

const proofIntervalMs = 60_000

/** Makes a bot that does nothing until `run`. */
export function createBot(options: BotOptions): Bot {
  return new EngineBot(options)
}

class EngineBot implements Bot {
  readonly #options: BotOptions
  readonly #events: EventStream
  readonly #board: StatusBoard
  readonly #services: readonly PlannedService[]
  #run: BotRun | undefined

  constructor(options: BotOptions) {
    this.#options = options
    const { clock } = options.ports
    this.#events = new EventStream(clock)
    this.#services = planServices(options.config)
    const services = [...internalServices(), ...this.#services.map(({ seed }) => seed)]
    this.#board = new StatusBoard({ clock, events: this.#events, services })
  }

  snapshot(): EngineSnapshot {
    return this.#board.snapshot()
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    return this.#events.subscribe(listener)
  }

  renewNow(): void {
    this.#run?.reload()
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#run) throw new AppError('bot.running', 'this bot object has been run already')
    const stop = new AbortController()
    const hardStop = new AbortController()
    const { config, ports } = this.#options
    this.#run = new BotRun({
      ...this.#options,
      layout: this.#options.layout ?? 'generations',
      proofIntervalMs: this.#options.proofIntervalMs ?? proofIntervalMs,
      board: this.#board,
      events: this.#events,
      services: this.#services,
      stop,
      hardStop: hardStop.signal,
    })
    this.#board.begin()
    const onStop = () => {
      this.#board.stopping()
      stop.abort(signal.reason)
    }
    signal.addEventListener('abort', onStop, { once: true })
    if (signal.aborted) onStop()
    try {
      await stopWithin(this.#run.work(), {
        clock: ports.clock,
        events: this.#events,
        stop: stop.signal,
        hardStop,
      })
      this.#board.ended({ keepsServices: config.oneshot && !signal.aborted })
    } catch (thrown) {
      const error = AppError.from(thrown)
      this.#board.ended(signal.aborted ? { keepsServices: false } : { error, keepsServices: true })
      if (!signal.aborted) throw error
    } finally {
      signal.removeEventListener('abort', onStop)
    }
  }
}
