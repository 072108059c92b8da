import type { BotConfig } from '../../shared/config/model.ts'
import type { CredentialLife, IdentitySnapshot } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import type { Identity } from '../credentials/index.ts'
import type { Ports } from '../ports/index.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { ClusterAccess } from './cluster-access.ts'
import type { IdentityExchange } from './identity-exchange.ts'
import type { IdentityStorage } from './identity-storage.ts'
import { judge, judgeFailure, judgeTrouble } from './judgement.ts'
import type { Proof } from './judgement.ts'
import type { Session } from './session.ts'
import { planForIdentity, planStart } from './start-plan.ts'
import type { StartPlan } from './start-plan.ts'
import type { ServiceReport, ServiceReporter } from './status-board.ts'
import { isLock } from './status-board.ts'
import { runIteration, runUntilDone } from './task.ts'
import type { Failure, Task, TaskTools } from './task.ts'
import { firstOf, untilDue, Wake } from './waiting.ts'
import { describeIdentity, skewReport } from './identity-facts.ts'

const attempts = 7
const deadlineMs = 120_000
/** How often a locked bot asks whether the lock was lifted. */
const lockCheckMs = 5 * 60_000

export interface IdentityServiceParts {
  readonly config: BotConfig
  readonly ports: Ports
  readonly tools: TaskTools
  readonly reporter: ServiceReporter
  readonly access: ClusterAccess
  readonly storage: IdentityStorage
  readonly exchange: IdentityExchange
  readonly session: Session
  readonly clockWatch: ClockWatch
  /** Called after every renewal that was asked for, whether it worked or not: the outputs follow. */
  onReload(): void
}

/** Keeps the bot's own identity: joins or resumes, renews, and knows when nothing more can be done. */
export class IdentityService {
  readonly name = 'identity'
  readonly #parts: IdentityServiceParts
  readonly #wake = new Wake()
  #life: CredentialLife | undefined
  #proof: Proof = { kind: 'proven' }
  /** What the last attempt left behind while none has succeeded since. */
  #trouble: ServiceReport | undefined
  #isReloading = false

  constructor(parts: IdentityServiceParts) {
    this.#parts = parts
  }

  /** Renews as soon as possible and then lets the outputs follow; requests made meanwhile are one. */
  reload(): void {
    this.#isReloading = true
    this.#wake.request()
  }

  /** Runs until stopped; rejects only when the bot cannot get an identity to begin with. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#start(await this.#plan(), signal)
      for (;;) {
        await this.#untilDue(signal)
        await this.#renew(signal)
        this.#finishReload()
      }
    } finally {
      await this.#parts.exchange.settled()
    }
  }

  /** Gets an identity once; rejects with what kept it from that. */
  async runOnce(signal: AbortSignal): Promise<void> {
    try {
      const plan = await this.#plan()
      await runIteration(this.#task(plan), this.#parts.tools, signal)
    } catch (thrown) {
      signal.throwIfAborted()
      this.#park(AppError.from(thrown))
      throw thrown
    } finally {
      await this.#parts.exchange.settled()
    }
  }

  /** Takes over a new identity: called by the exchange once it is saved. */
  adopted(identity: Identity, life: CredentialLife): IdentitySnapshot {
    this.#life = life
    this.#trouble = undefined
    this.#proof = { kind: 'proven' }
    this.#parts.reporter.note({ life, writtenAt: life.issuedAt, provenAt: this.#parts.ports.clock.now() })
    this.assess()
    return describeIdentity(identity, life, this.#parts.config.onboarding.joinMethod)
  }

  /** Looks whether the saved files are still the ones that were saved; a change leads to a renewal. */
  async prove(): Promise<void> {
    const { storage, exchange, reporter, ports } = this.#parts
    const life = this.#life
    if (!life || this.#trouble || exchange.isRunning) return this.assess()
    const changed = await storage.changedFiles()
    // A renewal that began meanwhile has made the reading old.
    if (exchange.isRunning || this.#life !== life) return this.assess()
    if (changed.length === 0) {
      this.#proof = { kind: 'proven' }
      reporter.note({ provenAt: ports.clock.now() })
    } else {
      const error = new AppError(
        'storage.corrupt',
        `files of the stored identity changed: ${changed.join(', ')}`,
        {
          details: { files: changed },
          retryable: true,
        },
      )
      this.#proof = { kind: 'drifted', error }
      this.#wake.request()
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
    const { reporter, clockWatch, config, ports } = this.#parts
    const life = this.#life
    const now = ports.clock.now()
    if (this.#trouble) {
      reporter.report(judgeTrouble(this.#trouble, { life, proof: this.#proof, now }))
    } else if (life) {
      const { renewalIntervalMs } = config.lifetime
      const verdict = judge({ life, proof: this.#proof, now, renewalIntervalMs })
      reporter.report(
        verdict.state === 'healthy' && clockWatch.isSkewed ? skewReport(clockWatch.skewMs) : verdict,
      )
    }
  }

  async #plan(): Promise<StartPlan> {
    const { access, storage, exchange, ports } = this.#parts
    const stored = await storage.load()
    const token = await access.token().catch((thrown: unknown) => {
      // A token file is only needed to join; once joined it may be gone.
      if (stored.kind === 'identity') return undefined
      throw thrown
    })
    if (stored.tokenHash !== undefined) exchange.setTokenHash(stored.tokenHash)
    return planStart({ stored, token, now: ports.clock.now() })
  }

  async #start(plan: StartPlan, signal: AbortSignal): Promise<void> {
    const { tools, session } = this.#parts
    for (;;) {
      try {
        await runUntilDone(this.#task(plan), tools, signal)
        return
      } catch (thrown) {
        signal.throwIfAborted()
        const error = AppError.from(thrown)
        this.#park(error)
        if (!isLock(error)) throw error
        // A locked bot stays, so that its health address and its files can be looked at.
        await this.#untilUnparked(error, signal)
        if (session.current) return
      }
    }
  }

  async #renew(signal: AbortSignal): Promise<void> {
    const { session, access, ports, tools } = this.#parts
    const attempt = async (inner: AbortSignal) => {
      const { current } = session
      if (!current) throw new TypeError('no identity to renew')
      const token = await access.token().catch(() => undefined)
      await this.#parts.exchange.run(planForIdentity(current.identity, token, ports.clock.now()), {
        signal: inner,
      })
    }
    try {
      await runUntilDone({ ...this.#task(), attempt }, tools, signal)
    } catch (thrown) {
      signal.throwIfAborted()
      this.#park(AppError.from(thrown))
      this.#finishReload()
      await this.#untilUnparked(AppError.from(thrown), signal)
      this.#wake.request()
    }
  }

  #task(plan?: StartPlan): Task {
    return {
      service: 'identity',
      name: 'bot-identity-renewal',
      attempts,
      deadlineMs,
      wake: this.#wake,
      attempt: async (signal) => {
        if (plan) await this.#parts.exchange.run(plan, { signal })
      },
      onFailure: (failure) => this.#failed(failure),
      isFinal: isFinalForIdentity,
    }
  }

  #failed({ error, failures, nextAt, isExhausted }: Failure): void {
    const now = this.#parts.ports.clock.now()
    this.#trouble = {
      state: judgeFailure({ life: this.#life, now, error, isExhausted }),
      reason: error.message,
      error,
      attempt: { number: failures, nextAt },
    }
    this.assess()
  }

  #park(error: AppError): void {
    this.#trouble = { state: isLock(error) ? 'locked' : 'unhealthy', reason: error.message, error }
    this.assess()
  }

  /** A lock may be lifted, and a person may know better; a generation the cluster does not expect stays wrong. */
  async #untilUnparked(error: AppError, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts.ports
    this.#wake.take()
    do {
      await firstOf(
        [
          (inner) => this.#wake.wait({ signal: inner }),
          ...(error.code === 'identity.locked'
            ? [(inner: AbortSignal) => clock.sleep(lockCheckMs, { signal: inner })]
            : []),
        ],
        { signal },
      )
      this.#wake.take()
    } while (error.code === 'identity.generation-mismatch')
  }

  async #untilDue(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts.ports
    const renewAt = this.#life?.renewAt ?? clock.now()
    await untilDue(clock, renewAt, this.#wake, signal)
  }

  #finishReload(): void {
    if (!this.#isReloading) return
    this.#isReloading = false
    this.#parts.onReload()
  }
}

/** Errors of an identity that trying again cannot mend (teleport-wire.md 7.4, 7.5, 8). */
export function isFinalForIdentity(error: AppError): boolean {
  const isRefusedJoin = error.code.startsWith('join.')
  return (
    (isRefusedJoin ||
      isLock(error) ||
      ['identity.expired', 'identity.corrupt', 'storage.corrupt', 'internal.not-supported'].includes(
        error.code,
      )) &&
    !error.retryable
  )
}
