import type {
  BotState,
  EngineSnapshot,
  IdentitySnapshot,
  ServiceSnapshot,
  ServiceState,
} from '../../shared/contract/bots.ts'
import { assertNever } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventStream } from './event-stream.ts'
import { changeLevel, worstService } from './status-order.ts'

/** What a service says about its state; whatever is left out is no longer true. */
export type ServiceReport = Pick<ServiceSnapshot, 'state'> & {
  readonly reason?: string
  readonly error?: AppError
  readonly attempt?: NonNullable<ServiceSnapshot['attempt']>
}

/** Facts that stay true until replaced. */
export type ServiceFacts = Partial<
  Pick<
    ServiceSnapshot,
    'life' | 'target' | 'roles' | 'files' | 'setGeneration' | 'writtenAt' | 'provenAt' | 'destination'
  >
>

/** How one service speaks: everything it knows goes through here. */
export interface ServiceReporter {
  report(report: ServiceReport): void
  note(facts: ServiceFacts): void
  current(): ServiceSnapshot
}

export type ServiceSeed = Pick<ServiceSnapshot, 'name' | 'type' | 'internal'> & ServiceFacts

type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'stopped'; readonly error?: AppError }

/** The state of a bot and its services: one place that changes it, one event per change. */
export class StatusBoard {
  readonly #clock: Clock
  readonly #events: EventStream
  readonly #services = new Map<string, ServiceSnapshot>()
  #phase: Phase = { kind: 'idle' }
  #state: BotState = 'stopped'
  #since: number
  #startedAt: number | null = null
  #identity: IdentitySnapshot | undefined
  #clockSkewMs: number | undefined

  constructor(options: { clock: Clock; events: EventStream; services: readonly ServiceSeed[] }) {
    this.#clock = options.clock
    this.#events = options.events
    this.#since = options.clock.now()
    for (const seed of options.services) {
      this.#services.set(seed.name, { ...seed, state: 'starting', since: this.#since, reportedAt: null })
    }
  }

  snapshot(): EngineSnapshot {
    const worst = worstService([...this.#services.values()])
    const error = this.#phase.kind === 'stopped' ? this.#phase.error?.serialize() : worst?.error
    const reason = this.#phase.kind === 'stopped' ? this.#phase.error?.message : worst?.reason
    const showsWorst = this.#state !== 'stopped' && this.#state !== 'stopping'
    return {
      state: this.#state,
      since: this.#since,
      startedAt: this.#startedAt,
      services: [...this.#services.values()],
      ...(showsWorst && reason !== undefined ? { reason } : {}),
      ...(showsWorst && error !== undefined ? { error } : {}),
      ...(this.#identity === undefined ? {} : { identity: this.#identity }),
      ...(this.#clockSkewMs === undefined ? {} : { clockSkewMs: this.#clockSkewMs }),
    }
  }

  /** The way in for one service; the name must be one of the seeds. After the end, what was left behind is not heard. */
  reporter(name: string): ServiceReporter {
    const current = (): ServiceSnapshot => {
      const service = this.#services.get(name)
      if (!service) throw new TypeError(`no service ${name}`)
      return service
    }
    current()
    return {
      current,
      report: (report) => {
        if (this.#phase.kind === 'stopped') return
        this.#change(current(), report)
        this.#tell()
      },
      note: (facts) => {
        if (this.#phase.kind === 'stopped') return
        this.#services.set(name, { ...current(), ...facts })
        this.#tell()
      },
    }
  }

  setIdentity(identity: IdentitySnapshot): void {
    this.#identity = identity
    this.#tell()
  }

  /** Cluster clock minus this computer's; undefined when a jump made the measurement worthless. */
  setClockSkew(skewMs: number | undefined): void {
    if (skewMs === this.#clockSkewMs) return
    this.#clockSkewMs = skewMs
    this.#tell()
  }

  begin(): void {
    this.#startedAt = this.#clock.now()
    this.#phase = { kind: 'running' }
    this.#tell()
  }

  stopping(): void {
    this.#phase = { kind: 'stopping' }
    this.#tell()
  }

  /** The run is over; services go off unless what they said last is to be kept. */
  ended({ error, keepsServices }: { error?: AppError; keepsServices: boolean }): void {
    // The bot's own end is the last thing said about it.
    for (const service of this.#services.values()) {
      const isOver = !keepsServices && service.state !== 'skipped'
      if (isOver || service.state === 'starting') this.#change(service, { state: 'off' })
    }
    this.#phase = error ? { kind: 'stopped', error } : { kind: 'stopped' }
    this.#tell()
  }

  #change(before: ServiceSnapshot, report: ServiceReport): void {
    const now = this.#clock.now()
    const { reason: _reason, error: _error, attempt: _attempt, ...facts } = before
    const isNews = report.state !== before.state
    const speaks = report.state !== 'starting' && report.state !== 'off'
    this.#services.set(before.name, {
      ...facts,
      state: report.state,
      since: isNews ? now : before.since,
      reportedAt: speaks ? now : before.reportedAt,
      ...(report.reason === undefined ? {} : { reason: report.reason }),
      ...(report.error === undefined ? {} : { error: report.error.serialize() }),
      ...(report.attempt === undefined ? {} : { attempt: report.attempt }),
    })
    if (isNews) this.#tellChange(before, report)
  }

  #tellChange(before: ServiceSnapshot, report: ServiceReport): void {
    const change = {
      service: before.name,
      from: before.state,
      to: report.state,
      ...(report.reason === undefined ? {} : { reason: report.reason }),
    }
    this.#events.emit({ kind: 'service-changed', ...change })
    const { service, ...fields } = change
    this.#logChange(fields, report.error, service)
  }

  #logChange(fields: StateChange, error: AppError | undefined, service?: string): void {
    this.#events.emit({
      kind: 'log',
      level: changeLevel(fields.from, fields.to),
      message: `${service === undefined ? 'bot' : 'service'} is ${fields.to}`,
      fields: { ...fields },
      ...(service === undefined ? {} : { service }),
      ...(error === undefined ? {} : { error: error.serialize() }),
    })
  }

  /** Works out the bot's state anew and sends the whole truth. */
  #tell(): void {
    const from = this.#state
    this.#state = this.#botState()
    if (this.#state !== from) {
      this.#since = this.#clock.now()
      const { reason } = this.snapshot()
      this.#logChange({ from, to: this.#state, ...(reason === undefined ? {} : { reason }) }, undefined)
    }
    this.#events.emit({ kind: 'snapshot', snapshot: this.snapshot() })
  }

  #botState(): BotState {
    const phase = this.#phase
    switch (phase.kind) {
      case 'idle':
        return 'stopped'
      case 'stopping':
        return 'stopping'
      case 'stopped':
        if (!phase.error) return 'stopped'
        return isLock(phase.error) ? 'locked' : 'unhealthy'
      case 'running':
        return botStateOf(worstService([...this.#services.values()])?.state)
      default:
        return assertNever(phase)
    }
  }
}

interface StateChange {
  readonly from: BotState | ServiceState
  readonly to: BotState | ServiceState
  readonly reason?: string
}

/** Whether an error means that the cluster, or another process, keeps this bot from its identity. */
export function isLock(error: AppError): boolean {
  return ['identity.generation-mismatch', 'identity.locked', 'storage.in-use'].includes(error.code)
}

/** A bot is as bad as its worst service; without any service that counts it is well. */
function botStateOf(worst: ServiceState | undefined): BotState {
  return worst === undefined || worst === 'skipped' || worst === 'off' ? 'healthy' : worst
}
