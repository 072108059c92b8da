import { AppError } from '../../shared/errors.ts'
import type { CertificateAuthority } from '../teleport/index.ts'
import { watchAuthorities } from '../teleport/index.ts'
import type { Member, Session } from './session.ts'
import type { ServiceReporter } from './status-board.ts'
import type { TaskTools } from './task.ts'
import { firstOf, Wake } from './waiting.ts'

const types = ['host', 'user', 'db', 'openssh'] as const
const debounceMs = 10_000
/** The pause doubles while the stream fails, so that a cluster that is down for long is not dialled every second. */
const pauseMs = 2_000
const longestPauseMs = 16_000
/** A stream begins with an event at once (teleport-wire.md 4.7). */
const silenceMs = 30_000
/** Phases of a rotation that change what must be trusted or used (teleport-wire.md 8). */
const phasesThatCount = ['update_clients', 'rollback', 'standby']

/**
 * Watches the cluster's authorities and asks for a reload when one is rotated. A broken stream is `degraded`, never
 * worse: certificates stay valid, and every renewal reads the authorities anew anyway.
 */
export class AuthorityWatch {
  readonly #session: Session
  readonly #reporter: ServiceReporter
  readonly #tools: TaskTools
  readonly #onRotation: (phase: string) => void
  readonly #watchAuthorities: typeof watchAuthorities
  readonly #changed = new Wake()
  #phase = ''
  /** Whether the newest stream ever worked. */
  #wasEstablished = false

  constructor(o: {
    session: Session
    reporter: ServiceReporter
    tools: TaskTools
    /** Called once for all events of ten seconds. */
    onRotation(phase: string): void
    /** The call that follows the events; a test gives its own. */
    watch?: typeof watchAuthorities
  }) {
    this.#session = o.session
    this.#reporter = o.reporter
    this.#tools = o.tools
    this.#onRotation = o.onRotation
    this.#watchAuthorities = o.watch ?? watchAuthorities
  }

  async run(signal: AbortSignal): Promise<void> {
    await firstOf([(inner) => this.#watchForever(inner), (inner) => this.#debounce(inner)], { signal })
  }

  async #watchForever(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#tools
    for (let failures = 0; ;) {
      const error = await this.#watch(signal)
      signal.throwIfAborted()
      failures = error ? (this.#wasEstablished ? 1 : failures + 1) : 0
      const ceilingMs = Math.min(pauseMs * 2 ** Math.max(0, Math.min(failures, 30) - 1), longestPauseMs)
      const waitMs = Math.floor((ceilingMs / 2) * (1 + random.float()))
      if (error) this.#report(error, failures, clock.now() + waitMs)
      await clock.sleep(waitMs, { signal })
    }
  }

  /** Undefined when the stream ended because a newer identity took over. */
  async #watch(signal: AbortSignal): Promise<AppError | undefined> {
    this.#wasEstablished = false
    try {
      return await this.#session.use(
        async (member) => {
          try {
            await this.#follow(member, signal)
            return member.replaced.aborted ? undefined : streamEnded()
          } catch (thrown) {
            return member.replaced.aborted ? undefined : AppError.from(thrown)
          }
        },
        { signal },
      )
    } catch (thrown) {
      return AppError.from(thrown)
    }
  }

  /** A stream on which nothing comes is given up: it would keep the bot from ever being ready. */
  async #follow({ connection, clusterName, replaced }: Member, signal: AbortSignal): Promise<void> {
    const begun = new AbortController()
    const silent = new AbortController()
    this.#tools.clock.sleep(silenceMs, { signal: begun.signal }).then(
      () =>
        silent.abort(
          new AppError('cluster.timeout', 'the stream of events did not begin', { retryable: true }),
        ),
      () => undefined,
    )
    try {
      await this.#watchAuthorities(connection, {
        clusterName,
        types,
        signal: AbortSignal.any([signal, replaced, silent.signal]),
        onEstablished: () => {
          begun.abort()
          this.#wasEstablished = true
          this.#reporter.report({ state: 'healthy' })
        },
        onChange: (authority) => this.#noteChange(authority),
      })
    } finally {
      begun.abort()
    }
  }

  #report(error: AppError, failures: number, nextAt: number): void {
    const wasWatching = this.#reporter.current().reportedAt !== null
    this.#reporter.report({
      state: wasWatching || failures > 5 ? 'degraded' : 'starting',
      reason: `rotations of authorities are not watched: ${error.message}`,
      error,
      attempt: { number: failures, nextAt },
    })
  }

  #noteChange({ type, rotation }: CertificateAuthority): void {
    const phase = rotation?.phase ?? ''
    const counts = phasesThatCount.includes(phase)
    this.#tools.events.emit({
      kind: 'log',
      level: counts ? 'info' : 'debug',
      service: 'ca-rotation',
      message: 'an authority changed',
      fields: { type, phase },
    })
    if (!counts) return
    this.#phase = phase
    this.#changed.request()
  }

  /** One reload for all events of ten seconds: the types of a rotation change one after the other. */
  async #debounce(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#changed.wait({ signal })
      await this.#tools.clock.sleep(debounceMs, { signal })
      this.#changed.take()
      this.#onRotation(this.#phase)
    }
  }
}

function streamEnded(): AppError {
  return new AppError('cluster.unreachable', 'the cluster ended the stream of events', { retryable: true })
}
