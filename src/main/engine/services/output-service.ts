import type { CredentialLife } from '../../../shared/contract/bots.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Ports } from '../../ports/index.ts'
import type { SetReading } from '../artifact-set.ts'
import type { ClockWatch } from '../clock-watch.ts'
import { judge, judgeFailure, judgeTrouble } from '../judgement.ts'
import type { Proof } from '../judgement.ts'
import { isShort, lifeFoundOnDisk, planLife } from '../life.ts'
import type { Session } from '../session.ts'
import type { ServiceFacts, ServiceReport, ServiceReporter } from '../status-board.ts'
import { runIteration, runUntilDone } from '../task.ts'
import type { Failure, Task, TaskTools } from '../task.ts'
import { untilDue, Wake, withDeadline } from '../waiting.ts'
import type { IssuedSet, OutputConfig, OutputKind } from './output.ts'
import { OutputFiles } from './output-files.ts'

const attempts = 5
const deadlineMs = 120_000
const oldLifeDeadlineMs = 5_000

export interface OutputServiceParts {
  readonly config: OutputConfig
  readonly kind: OutputKind
  readonly address: string
  readonly insecure: boolean
  readonly ports: Ports
  readonly version: string
  readonly layout: 'generations' | 'plain'
  readonly tools: TaskTools
  readonly session: Session
  readonly clockWatch: ClockWatch
  readonly reporter: ServiceReporter
}

/** Keeps the files of one output: gets a credential, writes the set, proves it from disk, renews it in time. */
export class OutputService {
  readonly #parts: OutputServiceParts
  readonly #files: OutputFiles
  readonly #wake = new Wake()
  #life: CredentialLife | undefined
  #proof: Proof = { kind: 'proven' }
  #trouble: ServiceReport | undefined
  /** Why the readers of the files are not let in. */
  #shutOut: AppError | undefined
  /** The attempt that works on the files now; one that hung is no longer it. */
  #working: symbol | undefined

  /** Throws when the destination is of a kind this engine cannot write. */
  constructor(parts: OutputServiceParts) {
    this.#parts = parts
    const { config, ports, layout } = parts
    this.#files = new OutputFiles({
      config: config.destination,
      key: `${config.path}.destination`,
      ports,
      layout,
    })
  }

  get name(): string {
    return this.#parts.config.name
  }

  /** Renews as soon as possible; requests made before it starts are one. */
  reload(): void {
    this.#wake.request()
  }

  /** Renews in time until stopped. */
  async run(signal: AbortSignal): Promise<void> {
    const { session, tools, ports } = this.#parts
    await this.#showOldLife(signal)
    await session.ready({ signal })
    try {
      for (;;) {
        await runUntilDone(this.#task(), tools, signal)
        await untilDue(ports.clock, this.#life?.renewAt ?? ports.clock.now(), this.#wake, signal)
        this.assess()
      }
    } finally {
      await this.#files.settled()
    }
  }

  /** Writes one set; rejects with what kept it from that, at once when another attempt could not mend it. */
  async runOnce(signal: AbortSignal): Promise<void> {
    try {
      await runIteration({ ...this.#task(), isFinal: (error) => !error.retryable }, this.#parts.tools, signal)
    } catch (thrown) {
      signal.throwIfAborted()
      const error = AppError.from(thrown)
      this.#trouble = { state: 'unhealthy', reason: error.message, error }
      this.assess()
      throw error
    } finally {
      await this.#files.settled()
    }
  }

  /** Reads the files back; anything missing or changed leads to a renewal. */
  async prove(): Promise<void> {
    if (this.#life && !this.#working) {
      const life = this.#life
      const reading = await this.#files.readIfTouched()
      // A renewal that began meanwhile has made the reading old.
      if (this.#working || this.#life !== life) return this.assess()
      if (reading) this.#takeReading(reading)
      else this.#proven({})
    }
    this.assess()
  }

  /** The files could not be looked at; nobody knows whether they are still good. */
  unproven(error: AppError): void {
    if (this.#life) this.#proof = { kind: 'drifted', error }
    this.assess()
  }

  /** Says how things stand now; time alone can have changed that. */
  assess(): void {
    const { reporter, config, ports } = this.#parts
    const now = ports.clock.now()
    const life = this.#life
    if (this.#trouble) {
      reporter.report(judgeTrouble(this.#trouble, { life, proof: this.#proof, now }))
    } else if (life) {
      const { renewalIntervalMs } = config.lifetime
      reporter.report(judge({ life, proof: this.#proof, shutOut: this.#shutOut, now, renewalIntervalMs }))
    }
  }

  /** Until there is a new credential, the one found on disk tells how long readers can go on. */
  async #showOldLife(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts.ports
    const show = async (inner: AbortSignal) => {
      const certificate = await this.#files.certificateFound()
      if (certificate === undefined || inner.aborted) return
      this.#parts.reporter.note({ life: lifeFoundOnDisk(certificate, clock.now()) })
    }
    try {
      await withDeadline(show, { clock, deadlineMs: oldLifeDeadlineMs, signal })
    } catch {
      // The first renewal says what is wrong with the destination, with the words for it.
      signal.throwIfAborted()
    }
  }

  #task(): Task {
    return {
      service: this.name,
      name: 'output-renewal',
      attempts,
      deadlineMs,
      wake: this.#wake,
      attempt: (signal) => this.#renew(signal),
      onFailure: (failure) => this.#failed(failure),
      isFinal: () => false,
    }
  }

  async #renew(signal: AbortSignal): Promise<void> {
    const { kind, session, ports, version, address, insecure, tools, clockWatch } = this.#parts
    const startedAt = ports.clock.monotonic()
    const attempt = Symbol('attempt')
    this.#working = attempt
    try {
      this.#noteShutOut((await this.#files.prepare({ signal })).shutOut)
      const issued = await kind.issue({
        session,
        ports,
        version,
        address,
        insecure,
        clusterClock: clockWatch.clusterClock,
        signal,
        log: (level, message, fields = {}) =>
          tools.events.emit({ kind: 'log', level, service: this.name, message, fields }),
      })
      signal.throwIfAborted()
      const { notBefore, askedAt } = issued
      clockWatch.measure({ notBefore, askedAt, answeredAt: ports.clock.now() })
      await this.#files.write(issued, { at: clockWatch.clusterNow(), signal })
      await this.#believe(issued, startedAt, signal)
    } finally {
      if (this.#working === attempt) this.#working = undefined
    }
  }

  async #believe(issued: IssuedSet, startedAt: number, signal: AbortSignal): Promise<void> {
    const { clockWatch, config, ports, reporter, tools } = this.#parts
    const { certificate, reading } = await this.#files.believe(issued.expected, clockWatch.clusterNow())
    signal.throwIfAborted()
    const life = planLife({
      certificate,
      issuedAt: issued.askedAt,
      skewMs: clockWatch.skewMs,
      requestedMs: config.lifetime.credentialTtlMs,
      renewalIntervalMs: config.lifetime.renewalIntervalMs,
      random: ports.random,
    })
    this.#life = life
    this.#trouble = undefined
    const setGeneration = (reporter.current().setGeneration ?? 0) + 1
    reporter.note({ life, roles: issued.expected.roles, setGeneration, writtenAt: ports.clock.now() })
    this.#takeReading(reading)
    this.#logShortGrant(life)
    this.assess()
    const { expiresAt, requestedMs, grantedMs } = life
    const durationMs = ports.clock.monotonic() - startedAt
    tools.events.emit({
      kind: 'set-written',
      service: this.name,
      expiresAt,
      requestedMs,
      grantedMs,
      durationMs,
    })
  }

  #takeReading(reading: SetReading): void {
    const { reporter, clockWatch } = this.#parts
    const { files } = reading
    const proof = this.#files.judge(reading, clockWatch.clusterNow())
    if (proof.kind === 'proven') return this.#proven({ files })
    this.#proof = proof
    reporter.note({ files })
    this.#wake.request()
  }

  #proven(facts: ServiceFacts): void {
    const { reporter, ports } = this.#parts
    this.#proof = { kind: 'proven' }
    reporter.note({ ...facts, provenAt: ports.clock.now() })
  }

  #failed({ error, failures, nextAt, isExhausted }: Failure): void {
    this.#working = undefined
    const now = this.#parts.ports.clock.now()
    this.#trouble = {
      state: judgeFailure({ life: this.#life, now, error, isExhausted }),
      reason: error.message,
      error,
      attempt: { number: failures, nextAt },
    }
    this.assess()
  }

  /** Said once, not with each renewal; the state keeps it. */
  #noteShutOut(shutOut: AppError | undefined): void {
    if (shutOut !== undefined && shutOut.message !== this.#shutOut?.message) this.#warn(shutOut.message)
    this.#shutOut = shutOut
  }

  #logShortGrant(life: CredentialLife): void {
    if (!isShort(life)) return
    const { requestedMs, grantedMs } = life
    this.#warn('the cluster granted less time than asked', { requestedMs, grantedMs })
  }

  #warn(message: string, fields: Readonly<Record<string, number>> = {}): void {
    this.#parts.tools.events.emit({ kind: 'log', level: 'warning', service: this.name, message, fields })
  }
}
