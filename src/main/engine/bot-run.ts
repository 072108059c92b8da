import type { BotConfig } from '../../shared/config/model.ts'
import { AppError, isCancellation } from '../../shared/errors.ts'
import { createDestination } from '../destinations/index.ts'
import type { Destination } from '../destinations/index.ts'
import type { Ports } from '../ports/index.ts'
import { AuthorityWatch } from './authority-watch.ts'
import { ClockWatch } from './clock-watch.ts'
import { ClusterAccess } from './cluster-access.ts'
import type { EventStream } from './event-stream.ts'
import { HeartbeatService } from './heartbeat.ts'
import { IdentityExchange } from './identity-exchange.ts'
import { IdentityService } from './identity-service.ts'
import { IdentityStorage } from './identity-storage.ts'
import { proveForever } from './proof-loop.ts'
import type { PlannedService } from './service-plan.ts'
import { OutputService } from './services/output-service.ts'
import { Session } from './session.ts'
import { isLock } from './status-board.ts'
import type { StatusBoard } from './status-board.ts'
import type { TaskTools } from './task.ts'
import { runWalled } from './wall.ts'

export interface BotRunParts {
  readonly config: BotConfig
  readonly ports: Ports
  readonly version: string
  readonly layout: 'generations' | 'plain'
  readonly proofIntervalMs: number
  readonly board: StatusBoard
  readonly events: EventStream
  readonly services: readonly PlannedService[]
  /** Aborted by the one who runs the bot, and here when the bot cannot go on. */
  readonly stop: AbortController
  readonly hardStop: AbortSignal
}

/** One run of a bot: puts its parts together, runs them side by side, and takes them down in order. */
export class BotRun {
  readonly #parts: BotRunParts
  readonly #tools: TaskTools
  readonly #session = new Session()
  readonly #clockWatch: ClockWatch
  readonly #heartbeat: HeartbeatService
  readonly #outputs: readonly OutputService[]
  #identity: IdentityService | undefined

  constructor(parts: BotRunParts) {
    this.#parts = parts
    const { config, ports, version, board, events } = parts
    this.#tools = { clock: ports.clock, random: ports.random, events }
    this.#clockWatch = new ClockWatch({ clock: ports.clock, onSkew: (skewMs) => board.setClockSkew(skewMs) })
    this.#heartbeat = new HeartbeatService({
      config,
      ports,
      version,
      tools: this.#tools,
      session: this.#session,
      reporter: board.reporter('heartbeat'),
      snapshot: () => board.snapshot(),
    })
    this.#outputs = parts.services.flatMap((service) => this.#makeOutput(service) ?? [])
  }

  /** Renews the identity, then every output. */
  reload(): void {
    this.#identity?.reload()
  }

  /** The whole life; rejects with what made the bot unable to go on, or in one-shot mode with the first failure. */
  async work(): Promise<void> {
    try {
      await this.#live()
    } catch (thrown) {
      // What keeps the bot from its storage or identity is the identity's trouble: someone must show it.
      const reporter = this.#parts.board.reporter('identity')
      const error = AppError.from(thrown)
      if (reporter.current().state === 'starting' && !isCancellation(thrown)) {
        reporter.report({ state: isLock(error) ? 'locked' : 'unhealthy', reason: error.message, error })
      }
      throw thrown
    }
  }

  async #live(): Promise<void> {
    const { config, ports, stop } = this.#parts
    const { files, processes } = ports
    // Nobody reads the storage but its bot, and a tbot that takes over refuses links: plain files with a journal.
    const options = { files, processes, layout: 'plain', key: 'storage' } as const
    const destination = createDestination(config.storage, options)
    const lock = await destination.lock('bot', { signal: stop.signal })
    try {
      const { shutOut } = await destination.prepare({ signal: stop.signal })
      if (shutOut)
        this.#tools.events.emit({
          kind: 'log',
          level: 'warning',
          service: 'identity',
          message: shutOut.message,
          fields: {},
        })
      this.#identity = this.#makeIdentity(destination)
      await (config.oneshot ? this.#once(this.#identity) : this.#forever(this.#identity))
    } finally {
      this.#session.close()
      await lock.release()
    }
  }

  async #forever(identity: IdentityService): Promise<void> {
    const { board, stop, proofIntervalMs } = this.#parts
    const { signal } = stop
    const wall = (name: string, run: (signal: AbortSignal) => Promise<void>) =>
      runWalled(run, { reporter: board.reporter(name), tools: this.#tools, signal })
    const watch = new AuthorityWatch({
      session: this.#session,
      reporter: board.reporter('ca-rotation'),
      tools: this.#tools,
      onRotation: () => this.reload(),
    })
    const proofs = proveForever({
      provers: [identity, ...this.#outputs],
      intervalMs: proofIntervalMs,
      tools: this.#tools,
      clockWatch: this.#clockWatch,
      onDistrust: () => this.reload(),
      signal,
    })
    const main = identity.run(signal).catch((thrown: unknown) => {
      stop.abort(thrown)
      throw thrown
    })
    const others = [
      proofs,
      wall('heartbeat', (inner) => this.#heartbeat.run(inner)),
      wall('ca-rotation', (inner) => watch.run(inner)),
      ...this.#outputs.map((output) => wall(output.name, (inner) => output.run(inner))),
    ]
    await Promise.allSettled([main, ...others])
    await main
  }

  /** Everything once; a service that fails does not stop its neighbours, but the run has failed. */
  async #once(identity: IdentityService): Promise<void> {
    const { board, stop, services } = this.#parts
    const { signal } = stop
    board.reporter('ca-rotation').report({ state: 'skipped' })
    await identity.runOnce(signal)
    const results = await Promise.allSettled(this.#outputs.map((output) => output.runOnce(signal)))
    signal.throwIfAborted()
    await this.#heartbeat.runOnce(signal).catch(() => signal.throwIfAborted())
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw AppError.from(failed.reason)
    const unsupported = services.find((service) => service.kind === 'unsupported' && !service.isSkipped)
    if (unsupported?.kind === 'unsupported') throw notSupported(unsupported.typeName)
  }

  #makeIdentity(destination: Destination): IdentityService {
    const { config, ports, version, board, events, hardStop } = this.#parts
    const access = new ClusterAccess({ config, ports, version, events })
    const storage = new IdentityStorage({
      destination,
      config: config.storage,
      files: ports.files,
      processes: ports.processes,
      clock: ports.clock,
    })
    const shared = { config, ports, access, storage, session: this.#session, clockWatch: this.#clockWatch }
    const exchange = new IdentityExchange({
      ...shared,
      events,
      destination,
      hardStop,
      onAdopted: (adopted, life) => board.setIdentity(identity.adopted(adopted, life)),
    })
    const identity = new IdentityService({
      ...shared,
      exchange,
      tools: this.#tools,
      reporter: board.reporter('identity'),
      onReload: () => this.#outputs.forEach((output) => output.reload()),
    })
    return identity
  }

  #makeOutput(service: PlannedService): OutputService | undefined {
    const { config, ports, version, layout, board } = this.#parts
    const reporter = board.reporter(service.seed.name)
    try {
      if (service.kind === 'unsupported') {
        if (!service.isSkipped) throw notSupported(service.typeName)
        reporter.report({ state: 'skipped', reason: 'it has no one-shot form' })
        return undefined
      }
      return new OutputService({
        config: service.config,
        kind: service.output,
        address: config.address.address,
        insecure: config.insecure,
        ports,
        version,
        layout,
        tools: this.#tools,
        session: this.#session,
        clockWatch: this.#clockWatch,
        reporter,
      })
    } catch (thrown) {
      const error = AppError.from(thrown)
      reporter.report({ state: 'unhealthy', reason: error.message, error })
      return undefined
    }
  }
}

function notSupported(typeName: string): AppError {
  return new AppError('service.not-supported', `services of the type ${typeName} do not run here yet`, {
    details: { type: typeName },
  })
}
