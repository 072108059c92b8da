import type { BotState, EngineSnapshot } from '../../shared/contract/bots.ts'
import type { BotHistoryEvent } from '../../shared/contract/views.ts'
import type { EngineEvent } from '../engine/model.ts'
import type { HistoryStore } from '../history/history-store.ts'
import { errorFields } from '../log/log-book.ts'
import type { LogBook } from '../log/log-book.ts'

/** Reads one bot's event stream into history and log. */
export class BotRecorder {
  readonly #bot: string
  readonly #history: HistoryStore
  readonly #log: LogBook
  #state: BotState | undefined
  #joined = false

  constructor(options: { bot: string; history: HistoryStore; log: LogBook }) {
    this.#bot = options.bot
    this.#history = options.history
    this.#log = options.log
  }

  /** A person or the backend did something with the bot. */
  note(event: BotHistoryEvent): void {
    this.#history.addEvent(this.#bot, event)
  }

  /** The state as the fleet shows it, also when no engine runs. */
  state(state: BotState, at: number): void {
    if (state === this.#state) return
    this.#state = state
    this.#history.addTransition(this.#bot, at, state)
  }

  read(event: EngineEvent): void {
    switch (event.kind) {
      case 'snapshot':
        this.#readSnapshot(event.snapshot, event.at)
        return
      case 'log': {
        const { level, service, message, fields, error } = event
        this.#log.write({
          level,
          bot: this.#bot,
          message,
          fields: { ...fields, ...errorFields(error) },
          ...(service === undefined ? {} : { service }),
          ...(error === undefined ? {} : { code: error.code }),
        })
        return
      }
      case 'set-written':
        this.note({
          at: event.at,
          kind: 'renewed',
          title: `Renewed ${event.service}`,
          detail: `in ${(event.durationMs / 1000).toFixed(2)} s, ${describeGrant(event.grantedMs)} granted`,
        })
        return
      case 'service-changed':
        this.#readChange(event)
        return
      case 'iteration-started':
      case 'iteration-finished':
    }
  }

  #readSnapshot(snapshot: EngineSnapshot, at: number): void {
    this.state(snapshot.state, at)
    if (snapshot.identity && !this.#joined) {
      this.#joined = true
      this.note({ at, kind: 'joined', title: `Connected to ${snapshot.identity.clusterName}` })
    }
  }

  #readChange(event: Extract<EngineEvent, { kind: 'service-changed' }>): void {
    const { at, service, reason } = event
    const detail = reason === undefined ? {} : { detail: reason }
    if (event.to === 'locked') this.note({ at, kind: 'locked', title: 'Locked by the cluster', ...detail })
    else if (event.to === 'unhealthy')
      this.note({ at, kind: 'failed', title: `${service} is unhealthy`, ...detail })
    else if (event.to === 'healthy' && (event.from === 'unhealthy' || event.from === 'degraded')) {
      this.note({ at, kind: 'recovered', title: `${service} is healthy again` })
    }
  }
}

function describeGrant(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60 === 0 ? '' : `${minutes % 60} min `}`.trim()
}
