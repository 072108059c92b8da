import type { BotConfig } from '../../shared/config/model.ts'
import type { EngineSnapshot } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import { createDestination } from '../destinations/index.ts'
import type { Destination } from '../destinations/index.ts'
import type { FileLock } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { AuthorityWatch } from './authority-watch.ts'
import { ClockWatch } from './clock-watch.ts'
import { ClusterAccess } from './cluster-access.ts'
import { EventStream } from './event-stream.ts'
import { HeartbeatService } from './heartbeat.ts'
import { IdentityExchange } from './identity-exchange.ts'
import { IdentityService } from './identity-service.ts'
import { IdentityStorage } from './identity-storage.ts'
import type { Bot, EngineEvent } from './model.ts'
import { planServices } from './service-plan.ts'
import type { PlannedService } from './service-plan.ts'
import { Session } from './session.ts'
import { StatusBoard } from './status-board.ts'
import type { TaskTools } from './task.ts'
import { runWalled } from './wall.ts'

/** The services this bot stops within (brief of the engine; systemd waits 90 s). */
const stopDeadlineMs = 10_000
/** Part of it that a renewal under way may use to get and save its answer. */
const exchangeGraceMs = 8_000
const proofIntervalMs = 60_000
const proofDeadlineMs = 30_000

export interface BotOptions {
  readonly config: BotConfig
  readonly ports: Ports
  readonly version: string
  /** How sets lie in their folder; `generations` replaces a set as one. */
  readonly layout?: 'generations' | 'plain'
}

/** Makes a bot that does nothing until `run`. */
export function createBot(options: BotOptions): Bot {
  return new EngineBot(options)
}

class EngineBot implements Bot {
  readonly #options: BotOptions
  readonly #events: EventStream
  readonly #board: StatusBoard
  readonly #tools: TaskTools
  readonly #session = new Session()
  readonly #clockWatch: ClockWatch
  readonly #services: readonly PlannedService[]
  #identity: IdentityService | undefined
  #hasRun = false

  constructor(options: BotOptions) {
    this.#options = options
    const { clock, random } = options.ports
    this.#events = new EventStream(clock)
    this.#services = planServices(options.config)
    this.#board = new StatusBoard({
      clock,
      events: this.#events,
      services: [
        ...internalServices(options.config),
        ...this.#services.map((service) => service.seed),
      ],
    })
    this.#tools = { clock, random, events: this.#events }
    this.#clockWatch = new ClockWatch({ clock, onSkew: (skewMs) => this.#board.setClockSkew(skewMs) })
  }

  snapshot(): EngineSnapshot {
    return this.#board.snapshot()
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    return this.#events.subscribe(listener)
  }

  renewNow(): void {
    this.#identity?.reload()
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#hasRun) throw new AppError('bot.running', 'this bot object has been run already')
    this.#hasRun = true
    this.#board.begin()
    const { clock } = this.#options.ports
    const stop = new AbortController()
    const hardStop = new AbortController()
    const unwatch = onAbort(signal, () => {
      this.#board.stopping()
      stop.abort(signal.reason)
    })
    let lock: FileLock | undefined
    try {
      // One stop deadline for everything: what hangs is left behind.
      const work = async () => {
        const destination = this.#openStorage()
        lock = await destination.lock('bot', { signal: stop.signal })
        await this.#work(destination, stop, hardStop.signal)
      }
      await withStopDeadline(work(), { clock, stop: stop.signal, hardStop })
      this.#board.ended()
    } catch (thrown) {
      const isWanted = signal.aborted
      const error = AppError.from(thrown)
      this.#board.ended(isWanted ? undefined : error)
      if (!isWanted) throw error
    } finally {
      unwatch()
      stop.abort()
      hardStop.abort()
      this.#session.close()
      await lock?.release().catch(() => undefined)
    }
  }
}
