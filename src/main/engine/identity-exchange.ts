import type { BotConfig } from '../../shared/config/model.ts'
import type { CredentialLife } from '../../shared/contract/bots.ts'
import { AppError, assertNever } from '../../shared/errors.ts'
import { checkIdentity, parseTlsCertificate } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { Destination } from '../destinations/index.ts'
import type { Ports } from '../ports/index.ts'
import { issueCertificate, keyAlgorithmFor, ping } from '../teleport/index.ts'
import type { AuthConnection } from '../teleport/index.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { ClusterAccess } from './cluster-access.ts'
import { clusterNameOf } from './cluster-access.ts'
import type { EventStream } from './event-stream.ts'
import { hashToken } from './identity-storage.ts'
import type { IdentityStorage } from './identity-storage.ts'
import { planLife } from './life.ts'
import type { Session } from './session.ts'
import type { StartPlan } from './start-plan.ts'
import { isLock } from './status-board.ts'
import { abortable } from './waiting.ts'

/** Everything the exchange works with; the bot puts it together. */
export interface ExchangeParts {
  readonly config: BotConfig
  readonly ports: Ports
  readonly events: EventStream
  readonly access: ClusterAccess
  readonly destination: Destination
  readonly storage: IdentityStorage
  readonly session: Session
  readonly clockWatch: ClockWatch
  /** Ends calls under way; later than the signal that ends the waiting, so that a stop does not cost an identity. */
  readonly hardStop: AbortSignal
  onAdopted(identity: Identity, life: CredentialLife): void
}

/** A new identity the cluster has counted: from here on the old one must never be renewed again. */
interface Granted {
  readonly identity: Identity
  readonly tokenHash: string
  readonly issuedAt: number
  /** What the storage holds now has yet to be copied aside. */
  readonly setAside: boolean
}

/**
 * Gets a new identity, saves it, then uses it. At most one exchange runs at a time, and a caller that gives up does
 * not end it: a grant whose answer is thrown away locks the bot (teleport-wire.md 7.4).
 */
export class IdentityExchange {
  readonly #parts: ExchangeParts
  #running: Promise<void> | undefined
  #unsaved: Granted | undefined
  #tokenHash = ''
  #answerLostAt: number | undefined

  constructor(parts: ExchangeParts) {
    this.#parts = parts
  }

  /** Runs the plan, or waits for the exchange under way. The signal ends the waiting only. */
  async run(plan: StartPlan, { signal }: { signal: AbortSignal }): Promise<void> {
    this.#running ??= this.#exchange(plan).finally(() => {
      this.#running = undefined
    })
    await abortable(this.#running, signal)
  }

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** Resolves when no exchange runs any more. */
  async settled(): Promise<void> {
    await this.#running?.catch(() => undefined)
  }

  /** The hash that goes with an identity that was found in the storage. */
  setTokenHash(hash: string): void {
    this.#tokenHash = hash
  }

  async #exchange(plan: StartPlan): Promise<void> {
    const { storage, destination, hardStop } = this.#parts
    // Proves that saving will work before the cluster counts another generation.
    await destination.prepare({ signal: hardStop })
    // Remembered before anything else can fail: the token of a join may be used up by now.
    this.#unsaved ??= await this.#grant(plan)
    if (this.#unsaved.setAside) {
      await this.#setAside()
      this.#unsaved = { ...this.#unsaved, setAside: false }
    }
    const granted = this.#unsaved
    await storage.save(granted.identity, granted.tokenHash, { signal: hardStop })
    this.#unsaved = undefined
    this.#tokenHash = granted.tokenHash
    this.#adopt(granted)
  }

  async #grant(plan: StartPlan): Promise<Granted> {
    switch (plan.kind) {
      case 'join':
        return this.#join(plan)
      case 'renew':
        return this.#renew(plan.identity)
      case 'revive':
        return this.#revive(plan)
      default:
        return assertNever(plan)
    }
  }

  async #revive({ identity, join, refused }: Extract<StartPlan, { kind: 'revive' }>): Promise<Granted> {
    try {
      return await this.#renew(identity)
    } catch (thrown) {
      if (isLock(AppError.from(thrown))) throw thrown
      if (!join) throw withCause(refused, thrown)
      return this.#join({ kind: 'join', setAside: true, refused })
    }
  }

  async #join(plan: Extract<StartPlan, { kind: 'join' }>): Promise<Granted> {
    const { access, ports, hardStop, clockWatch } = this.#parts
    const token = await access.token()
    if (token === undefined) throw new AppError('join.token-missing', 'no token is configured')
    const askedAt = ports.clock.now()
    const identity = await access.join(token, { clockWatch, signal: hardStop }).catch((thrown: unknown) => {
      throw plan.refused && isTokenRefusal(thrown) ? withCause(plan.refused, thrown) : thrown
    })
    this.#accept(identity, askedAt)
    return { identity, tokenHash: hashToken(token), issuedAt: askedAt, setAside: plan.setAside }
  }

  async #setAside(): Promise<void> {
    const { storage, ports, events } = this.#parts
    const folder = await storage.setAside(ports.clock.now())
    const message = 'the identity stored before was set aside'
    if (folder !== undefined) {
      events.emit({ kind: 'log', level: 'warning', service: 'identity', message, fields: { folder } })
    }
  }

  async #renew(identity: Identity): Promise<Granted> {
    const { session, access, ports, clockWatch, hardStop } = this.#parts
    const roots = { kind: 'pem', certificates: identity.tlsAuthorities } as const
    await access.learnTime(clockWatch, { roots, signal: hardStop })
    const held = session.current?.identity === identity ? session.current.connection : undefined
    const connection = held ?? access.dial(identity)
    try {
      const askedAt = ports.clock.now()
      const renewed = await this.#requestRenewal(identity, connection)
      this.#accept(renewed, askedAt)
      return { identity: renewed, tokenHash: this.#tokenHash, issuedAt: askedAt, setAside: false }
    } finally {
      if (!held) connection.close()
    }
  }

  async #requestRenewal(identity: Identity, connection: AuthConnection): Promise<Identity> {
    const { config, clockWatch, hardStop } = this.#parts
    // A dead connection is found out here, where a lost answer costs nothing.
    const { suite } = await ping(connection, { signal: hardStop })
    try {
      const renewed = await issueCertificate({
        connection,
        userName: parseTlsCertificate(identity.tlsCertificate).identity.userName,
        keyAlgorithm: keyAlgorithmFor(suite, 'bot-identity'),
        ttlMs: config.lifetime.credentialTtlMs,
        clock: clockWatch.clusterClock,
        request: { kind: 'renewal' },
        botIdentity: identity,
        signal: hardStop,
      })
      this.#answerLostAt = undefined
      return renewed
    } catch (thrown) {
      throw this.#judgeLoss(AppError.from(thrown))
    }
  }

  /** Remembers an answer that may have been lost, and says so when the cluster has locked the bot for it. */
  #judgeLoss(error: AppError): AppError {
    const { ports, events } = this.#parts
    if (error.code === 'identity.generation-mismatch' && this.#answerLostAt !== undefined) {
      const answerLostAt = new Date(this.#answerLostAt).toISOString()
      return new AppError(error.code, error.message, {
        details: { ...error.details, answerLostAt },
        cause: error,
      })
    }
    // An answer that cannot be used is as lost as one that never came.
    if (!error.retryable && error.code !== 'cluster.malformed-answer') return error
    this.#answerLostAt ??= ports.clock.now()
    events.emit({
      kind: 'log',
      level: 'warning',
      service: 'identity',
      message: 'no answer to a renewal: if the cluster counted it, the next one locks the bot',
      fields: {},
      error: error.serialize(),
    })
    return error
  }

  #accept(identity: Identity, askedAt: number): void {
    const { clockWatch, ports } = this.#parts
    const { notBefore } = parseTlsCertificate(identity.tlsCertificate)
    clockWatch.measure({ notBefore, askedAt, answeredAt: ports.clock.now() })
    // It was issued just now: this computer's clock must not throw away what the cluster has counted.
    checkIdentity(identity, { at: notBefore })
  }

  #adopt({ identity, issuedAt }: Granted): void {
    const { access, session, clockWatch, config, ports, onAdopted } = this.#parts
    const certificate = parseTlsCertificate(identity.tlsCertificate)
    const life = planLife({
      certificate,
      issuedAt,
      skewMs: clockWatch.skewMs,
      requestedMs: config.lifetime.credentialTtlMs,
      renewalIntervalMs: config.lifetime.renewalIntervalMs,
      random: ports.random,
    })
    const clusterName = clusterNameOf(identity)
    session.replace({ identity, certificate, clusterName, connection: access.dial(identity) })
    onAdopted(identity, life)
  }
}

function isTokenRefusal(thrown: unknown): boolean {
  const { code } = AppError.from(thrown)
  return code.startsWith('join.') && code !== 'join.ca-pin-mismatch'
}

function withCause(error: AppError, cause: unknown): AppError {
  const { code, message } = AppError.from(cause)
  return new AppError(error.code, `${error.message} (${message})`, {
    details: { ...error.details, refusedBy: code },
    cause,
  })
}
