import { resolve } from 'node:path'
import type { BotConfig } from '../../shared/config/model.ts'
import { writersOf } from '../../shared/config/plan/index.ts'
import type { Writer } from '../../shared/config/plan/index.ts'
import type { DiagnosticsSnapshot, EngineSnapshot } from '../../shared/contract/bots.ts'
import type { BotView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { createBot } from '../engine/index.ts'
import type { Bot } from '../engine/model.ts'
import type { HistoryStore } from '../history/history-store.ts'
import type { LogBook } from '../log/log-book.ts'
import type { Redactor } from '../log/redactor.ts'
import type { Ports } from '../ports/index.ts'
import { BotFile } from './bot-file.ts'
import type { LoadedConfig } from './bot-file.ts'
import { BotRecorder } from './bot-recorder.ts'
import { botView } from './bot-view.ts'
import type { BotProfile } from './profile-store.ts'
import { refuseFips, runBot } from './run-bot.ts'
import { plannedServices, switchedOff } from './stopped-services.ts'

const firstRestartMs = 2_000
const longestRestartMs = 5 * 60_000

/** An engine under way, and the configuration it was started with. */
interface Running {
  readonly abort: AbortController
  readonly done: Promise<void>
  readonly text: string
  readonly config: BotConfig
}

export interface ManagedBotOptions {
  readonly profile: () => BotProfile
  readonly ports: Ports
  readonly version: string
  readonly history: HistoryStore
  readonly log: LogBook
  readonly redactor: Redactor
  /** Called after every change of `view()`. */
  readonly onChange: () => void
}

/** One bot of the fleet: reads its file, runs the engine and the diagnostics listener beside it, restarts a crashed engine. */
export class ManagedBot {
  readonly name: string
  readonly #options: ManagedBotOptions
  readonly #recorder: BotRecorder
  readonly #file: BotFile
  #lastTurn: Promise<void> = Promise.resolve()
  #engine: EngineSnapshot
  #diagnostics: DiagnosticsSnapshot | undefined
  #bot: Bot | undefined
  #running: Running | undefined

  constructor(options: ManagedBotOptions) {
    this.#options = options
    this.name = options.profile().name
    this.#recorder = new BotRecorder({ bot: this.name, history: options.history, log: options.log })
    const { history, ports } = options
    this.#file = new BotFile({ ...options, versions: history.versions })
    this.#engine = {
      state: 'stopped',
      since: ports.clock.now(),
      startedAt: history.lastStart(this.name),
      services: [],
    }
  }

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** What the engine says, or said last. */
  get engine(): EngineSnapshot {
    return this.#engine
  }

  /** The text of its file as it was read last. */
  get savedText(): string | undefined {
    return this.#file.loaded?.text
  }

  /** The text the running engine was started with. */
  get runningText(): string | undefined {
    return this.#running?.text
  }

  /** The running engine goes on with another text that says the same to it. */
  goOnWith(text: string): void {
    if (this.#running) this.#running = { ...this.#running, text }
  }

  /** The configuration the running engine was started with. */
  get runningConfig(): BotConfig | undefined {
    return this.#running?.config
  }

  /** The folders, absolute, that it writes by the text it runs with, else by the one read last. */
  get writers(): Writer[] {
    return this.writersOf(this.runningText ?? this.#file.loaded?.text ?? '')
  }

  /** The folders, absolute, that it would write by that text. */
  writersOf(text: string): Writer[] {
    return writersOf(text, this.#options.profile().target).map((writer) => ({
      ...writer,
      folder: resolve(writer.folder),
    }))
  }

  get recorder(): BotRecorder {
    return this.#recorder
  }

  /** Reads the file again; a bot that does not run shows its new services at once. */
  async load(): Promise<LoadedConfig> {
    const loaded = await this.#file.load()
    if (!this.isRunning && this.#engine.state === 'stopped') await this.#showPlan()
    this.#options.onChange()
    return loaded
  }

  /** Looks whether the file was changed outside, and reads it then. A file that is gone keeps what is known of it. */
  async look(): Promise<void> {
    if (!(await this.#file.hasChanged())) return
    if (this.#file.modifiedAt === undefined) this.#options.onChange()
    else await this.load()
  }

  /** Reads, checks and starts. Refuses a file with errors and a bot that runs. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#start())
  }

  /** Resolves when the engine has stopped in order; at once when it does not run. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#stop())
  }

  /** Starts and stops wait for each other: two quick clicks never make two engines. */
  async #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.then(act)
    this.#lastTurn = turn.catch(() => undefined)
    await turn
  }

  async #start(): Promise<void> {
    if (this.#running)
      throw new AppError('bot.running', `${this.name} runs already`, { details: { bot: this.name } })
    const { text, config, problems, kept } = await this.load()
    if (config === undefined) {
      const first = problems.find((problem) => problem.severity === 'error')
      throw new AppError('config.invalid', first?.message ?? 'the configuration cannot be used', {
        details: { bot: this.name, path: this.#options.profile().configPath, line: first?.line ?? 1 },
      })
    }
    refuseFips({ problems, kept })
    const abort = new AbortController()
    this.#recorder.note({ at: this.#now(), kind: 'started', title: 'Started' })
    const done = this.#run(config, abort.signal).finally(() => {
      this.#running = undefined
      this.#bot = undefined
      this.#diagnostics = undefined
      this.#options.onChange()
    })
    this.#running = { abort, done, text, config }
    this.#options.onChange()
  }

  async #stop(): Promise<void> {
    const running = this.#running
    if (!running) {
      this.#setStopped()
      return
    }
    running.abort.abort()
    this.#setEngine({ ...this.#engine, state: 'stopping', since: this.#now() })
    await running.done
    this.#recorder.note({ at: this.#now(), kind: 'stopped', title: 'Stopped' })
  }

  renew(): void {
    if (!this.#bot)
      throw new AppError('bot.not-running', `${this.name} does not run`, { details: { bot: this.name } })
    this.#bot.renewNow()
  }

  /** The configuration it runs with, else that of its file; undefined when the file has errors. */
  get config(): BotConfig | undefined {
    return this.#running?.config ?? this.#file.loaded?.config
  }

  view(): BotView {
    return botView({
      profile: this.#options.profile(),
      engine: this.#diagnostics ? { ...this.#engine, diagnostics: this.#diagnostics } : this.#engine,
      config: this.config,
      file: this.#file,
      history: this.#options.history.read(this.name, this.#now()),
    })
  }

  /** Runs the engine until stopped; an engine that dies of a defect is started again with growing pauses. */
  async #run(config: BotConfig, signal: AbortSignal): Promise<void> {
    for (let pauseMs = firstRestartMs; ; pauseMs = Math.min(pauseMs * 2, longestRestartMs)) {
      const error = await this.#runOnce(config, signal)
      if (signal.aborted || error === undefined) {
        this.#setStopped(config.oneshot && !signal.aborted ? 'Ran once' : undefined)
        return
      }
      this.#options.log.write({ level: 'error', bot: this.name, message: error.message, code: error.code })
      const state = this.#engine.state === 'locked' ? 'locked' : 'unhealthy'
      this.#setEngine({
        ...this.#engine,
        state,
        error: error.serialize(),
        reason: error.message,
        since: this.#now(),
      })
      if (error.code !== 'internal.unexpected' && !error.retryable) return
      const slept = await this.#options.ports.clock.sleep(pauseMs, { signal }).then(
        () => true,
        () => false,
      )
      if (!slept) {
        this.#setStopped()
        return
      }
    }
  }

  async #runOnce(config: BotConfig, signal: AbortSignal): Promise<AppError | undefined> {
    const { ports, version } = this.#options
    const bot = createBot({ config, ports, version, layout: this.#options.profile().layout })
    this.#bot = bot
    this.#engine = bot.snapshot()
    const unsubscribe = bot.subscribe((event) => {
      this.#recorder.read(event)
      if (event.kind === 'snapshot') this.#setEngine(event.snapshot)
    })
    try {
      return await runBot({
        bot,
        config,
        ports,
        version,
        signal,
        onDiagnostics: (state) => this.#setDiagnostics(state),
        onDiagnosticsFailure: ({ message, code }) => this.#logDiagnostics('error', message, code),
      })
    } finally {
      unsubscribe()
    }
  }

  #setDiagnostics(state: DiagnosticsSnapshot): void {
    if (state.kind === 'failing' && this.#diagnostics?.kind !== 'failing') {
      this.#logDiagnostics('warning', state.error.message, state.error.code)
    }
    this.#diagnostics = state
    this.#options.onChange()
  }

  #logDiagnostics(level: 'warning' | 'error', message: string, code: ErrorCode): void {
    this.#options.log.write({ level, bot: this.name, service: 'diagnostics', message, code })
  }

  /** What the engine left stays visible: its identity, and the files with their ends. */
  #setStopped(reason?: string): void {
    const { identity, services } = this.#engine
    const since = this.#now()
    this.#setEngine({
      state: 'stopped',
      since,
      startedAt: this.#options.history.lastStart(this.name),
      services: switchedOff(services, since),
      ...(identity ? { identity } : {}),
      ...(reason === undefined ? {} : { reason }),
    })
  }

  /** The services of the file as it is now, with what an earlier run left on disk. */
  async #showPlan(): Promise<void> {
    const { layout } = this.#options.profile()
    const services = await plannedServices(this.#file.loaded?.config, this.#options.ports, layout)
    this.#engine = { ...this.#engine, services }
  }

  #setEngine(snapshot: EngineSnapshot): void {
    this.#engine = snapshot
    this.#recorder.state(snapshot.state, this.#now())
    this.#options.onChange()
  }

  #now(): number {
    return this.#options.ports.clock.now()
  }
}
