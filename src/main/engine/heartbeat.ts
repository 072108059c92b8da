import type { BotConfig } from '../../shared/config/model.ts'
import type { EngineSnapshot, ServiceSnapshot } from '../../shared/contract/bots.ts'
import type { Ports } from '../ports/index.ts'
import { submitHeartbeat } from '../teleport/index.ts'
import type { Heartbeat } from '../teleport/index.ts'
import type { Session } from './session.ts'
import type { ServiceReporter } from './status-board.ts'
import { runIteration, runUntilDone } from './task.ts'
import type { Task, TaskTools } from './task.ts'
import { firstOf } from './waiting.ts'

const intervalMs = 30 * 60_000
const longestHoldMs = 30_000
const deadlineMs = 60_000
const attempts = 5

export interface HeartbeatParts {
  readonly config: BotConfig
  readonly ports: Ports
  readonly version: string
  readonly tools: TaskTools
  readonly session: Session
  readonly reporter: ServiceReporter
  snapshot(): EngineSnapshot
}

/**
 * Tells the cluster how the bot is, at start and every 30 min (tbot-runtime.md 2.3). A heartbeat that does not get
 * through is `degraded`, never worse: nobody's credential depends on it, so it must not make the bot unready.
 */
export class HeartbeatService {
  readonly #parts: HeartbeatParts
  readonly #startedAt: number
  #isStartup = true

  constructor(parts: HeartbeatParts) {
    this.#parts = parts
    this.#startedAt = parts.ports.clock.monotonic()
  }

  async run(signal: AbortSignal): Promise<void> {
    const { session, ports, tools } = this.#parts
    await session.ready({ signal })
    await this.#untilAllReported(signal)
    for (;;) {
      await runUntilDone(this.#task(), tools, signal)
      await ports.clock.sleep(intervalMs, { signal })
    }
  }

  /** The one heartbeat of a one-shot run. */
  async runOnce(signal: AbortSignal): Promise<void> {
    await runIteration(this.#task(), this.#parts.tools, signal)
  }

  #task(): Task {
    const { session, reporter } = this.#parts
    return {
      service: 'heartbeat',
      name: 'submit-heartbeat',
      attempts,
      deadlineMs,
      attempt: async (signal) => {
        await session.use(({ connection }) => submitHeartbeat(connection, this.#content(), { signal }), {
          signal,
        })
        this.#isStartup = false
        reporter.report({ state: 'healthy' })
      },
      onFailure: ({ error, failures, nextAt, isExhausted }) => {
        const isKnownGood = reporter.current().reportedAt !== null
        reporter.report({
          state: isKnownGood || isExhausted ? 'degraded' : 'starting',
          reason: error.message,
          error,
          attempt: { number: failures, nextAt },
        })
      },
      isFinal: () => false,
    }
  }

  /** The first one waits for every other service to have something to say, but not for one that hangs. */
  async #untilAllReported(signal: AbortSignal): Promise<void> {
    const { ports, tools, snapshot } = this.#parts
    const others = () =>
      snapshot().services.filter(({ name, state }) => name !== 'heartbeat' && state !== 'skipped')
    const haveReported = () => others().every(({ reportedAt }) => reportedAt !== null)
    await firstOf(
      [
        (inner) => ports.clock.sleep(longestHoldMs, { signal: inner }),
        (inner) =>
          new Promise<void>((resolve, reject) => {
            const unsubscribe = tools.events.subscribe((event) => {
              if (event.kind === 'snapshot' && haveReported()) resolve()
            })
            inner.addEventListener('abort', () => {
              unsubscribe()
              reject(inner.reason)
            })
            if (haveReported()) resolve()
          }),
      ],
      { signal },
    )
    signal.throwIfAborted()
  }

  #content(): Heartbeat {
    const { config, ports, version, snapshot } = this.#parts
    const { clock, processes } = ports
    return {
      recordedAt: clock.now(),
      isStartup: this.#isStartup,
      version,
      hostname: processes.hostname,
      uptimeMs: clock.monotonic() - this.#startedAt,
      joinMethod: config.onboarding.joinMethod,
      oneShot: config.oneshot,
      architecture: processes.arch,
      os: processes.platform,
      services: snapshot()
        .services.filter(({ state }) => state !== 'skipped')
        .map(describeService),
    }
  }
}

function describeService(service: ServiceSnapshot): Heartbeat['services'][number] {
  const { type, name, state, reason, reportedAt } = service
  const isReady = state === 'healthy' || state === 'degraded'
  return {
    type,
    name,
    status: isReady ? 'healthy' : state === 'starting' ? 'initializing' : 'unhealthy',
    ...(reason === undefined ? {} : { reason }),
    ...(reportedAt === null ? {} : { updatedAt: reportedAt }),
  }
}
