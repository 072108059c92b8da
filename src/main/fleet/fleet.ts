import { basename, dirname, resolve } from 'node:path'
import { maskSecrets } from '../../shared/config/index.ts'
import type { BotConfig } from '../../shared/config/model.ts'
import type { Neighbour } from '../../shared/config/plan/index.ts'
import { newestTarget } from '../../shared/config/problem.ts'
import type { CheckResult, CredentialView, FleetView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import { describeCredential } from '../credentials/index.ts'
import type { HistoryStore } from '../history/history-store.ts'
import type { LogBook } from '../log/log-book.ts'
import type { Redactor } from '../log/redactor.ts'
import type { Ports } from '../ports/index.ts'
import { modifiedAt, readTextFile, replaceTextFile } from '../ports/text-file.ts'
import { Applier } from './applier.ts'
import { readArtifact } from './artifact-text.ts'
import type { ArtifactPlace } from './artifact-text.ts'
import { readConfigFile } from './config-file.ts'
import { Configurations, checkText, refuseDots, refuseErrors } from './configurations.ts'
import { FileWatch } from './file-watch.ts'
import { freeName, requireFree } from './bot-names.ts'
import { Leftovers } from './leftovers.ts'
import { ManagedBot } from './managed-bot.ts'
import { ownConfigPath, removeOwnFolder } from './own-folder.ts'
import { PendingVersions } from './pending-versions.ts'
import type { BotProfile, ProfileStore } from './profile-store.ts'
import { Turns } from './turns.ts'

export interface FleetOptions {
  readonly ports: Ports
  readonly dataFolder: string
  readonly version: string
  readonly profile: ProfileStore
  readonly history: HistoryStore
  readonly log: LogBook
  readonly redactor: Redactor
}

/** The bots this workstation knows. */
export class Fleet {
  readonly #options: FleetOptions
  readonly #bots = new Map<string, ManagedBot>()
  readonly #listeners = new Set<() => void>()
  readonly #watch: FileWatch
  readonly #pending: PendingVersions
  /** The texts of the bots' files, and their drafts. */
  readonly configurations: Configurations
  /** Puts texts in force. */
  readonly applier: Applier
  /** Deletes what earlier versions left behind. */
  readonly leftovers: Leftovers

  private constructor(options: FleetOptions) {
    this.#options = options
    const { ports, dataFolder, profile, history, log } = options
    const { versions } = history
    this.#pending = new PendingVersions(ports.files, dataFolder)
    const shared = {
      profile,
      pending: this.#pending,
      bot: (name: string) => this.#bot(name),
      onChange: () => this.#changed(),
    }
    const turns = new Turns()
    this.configurations = new Configurations({ ...shared, files: ports.files, dataFolder, versions })
    this.leftovers = new Leftovers({ ...shared, ports, log, turns, writers: () => this.neighbours() })
    const { configurations, leftovers } = this
    this.applier = new Applier({ ...shared, ports, versions, log, turns, configurations, leftovers })
    this.#watch = new FileWatch(options.ports.clock, () => this.#lookAtFiles())
  }

  static async open(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options)
    const profiles = options.profile.profile.bots
    const names = profiles.map((bot) => bot.name)
    await fleet.configurations.loadDrafts(names)
    await fleet.#pending.load(names)
    for (const profile of profiles) await fleet.#adopt(profile)
    return fleet
  }

  view(): FleetView {
    const bots = [...this.#bots.values()].map((bot) => {
      const [pending, leftovers] = [this.applier.view(bot.name), this.leftovers.view(bot.name)]
      return {
        ...bot.view(),
        hasDraft: this.configurations.hasDraft(bot.name),
        ...(pending === undefined ? {} : { pending }),
        ...(leftovers === undefined ? {} : { leftovers }),
      }
    })
    return { bots, at: this.#options.ports.clock.now() }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks at the bots' files every few seconds until the returned function is called; several watchers share one loop. */
  watchFiles(): () => void {
    return this.#watch.open()
  }

  /** Starts every bot that is meant to run; one that cannot start is logged and does not hold up the others. */
  async startWanted(): Promise<void> {
    const wanted = this.#options.profile.profile.bots.filter((bot) => bot.wanted)
    await Promise.all(wanted.map(({ name }) => this.#startQuietly(name)))
  }

  /** Stops looking at files, stops all engines and leaves their wishes as they are, so that they run again next time. */
  async stopAll(): Promise<void> {
    this.#watch.stop()
    await this.applier.stop()
    this.leftovers.stop()
    await Promise.all([...this.#bots.values()].filter((bot) => bot.isRunning).map((bot) => bot.stop()))
  }

  async review(
    path: string,
  ): Promise<{ path: string; text: string; check: CheckResult; suggestedName: string }> {
    const absolute = resolve(path)
    const text = await readConfigFile(this.#options.ports.files, absolute)
    const suggestedName = freeName(basename(dirname(absolute)), (name) => this.#bots.has(name))
    await this.#options.profile.noteRecentFile(absolute)
    return { path: absolute, text: maskSecrets(text), check: checkText(text, newestTarget), suggestedName }
  }

  async add(options: { path: string; name: string; trial?: boolean }): Promise<string> {
    const { name, trial = false } = options
    const configPath = resolve(options.path)
    requireFree(this.#options.profile.profile.bots, { name, configPath })
    await readConfigFile(this.#options.ports.files, configPath)
    const profile: BotProfile = {
      name,
      configPath,
      wanted: false,
      target: newestTarget,
      trial,
      layout: 'generations',
    }
    await this.#options.profile.addBot(profile)
    await this.#options.profile.noteRecentFile(configPath)
    await this.#adopt(profile)
    this.#changed()
    return name
  }

  /** Writes a new file into Botdesk's own folder and adds it. Refuses what could not be started when it shall start. */
  async create(o: { name: string; text: string; start: boolean }): Promise<{ bot: string; path: string }> {
    const { files } = this.#options.ports
    const path = ownConfigPath(this.#options.dataFolder, o.name)
    requireFree(this.#options.profile.profile.bots, { name: o.name, configPath: path })
    refuseDots(o.text, path)
    if (o.start) refuseErrors(o.text, newestTarget, path)
    if ((await modifiedAt(files, path)) !== undefined) {
      throw new AppError('bot.exists', `the file of an earlier bot is still at ${path}`, {
        details: { bot: o.name, path, isLeftover: true },
      })
    }
    await replaceTextFile(files, path, o.text)
    this.noteWritten(o.name, o.text)
    await this.add({ path, name: o.name })
    if (o.start) await this.start(o.name)
    return { bot: o.name, path }
  }

  /** Tells the history that Botdesk itself wrote a bot's file. */
  noteWritten(name: string, text: string): void {
    const { history, ports } = this.#options
    history.versions.add(name, { text, at: ports.clock.now(), by: 'botdesk' })
  }

  async start(name: string): Promise<void> {
    await this.#options.profile.changeBot(this.#bot(name).name, { wanted: true })
    await this.#start(name)
  }

  /** The start renews everything, so a version that waits for that is taken over by it. */
  async #start(name: string): Promise<void> {
    const bot = this.#bot(name)
    if (!bot.isRunning) await this.applier.takeOver(name, 'start')
    await bot.start()
  }

  async stop(name: string): Promise<void> {
    const bot = this.#bot(name)
    await this.#options.profile.changeBot(name, { wanted: false })
    await bot.stop()
    this.#changed()
  }

  /** What a plan compares with: the text this bot runs with or ran with last; undefined when it never ran. */
  async textBefore(name: string): Promise<string | undefined> {
    const bot = this.#bot(name)
    if (bot.runningText !== undefined) return bot.runningText
    const hasRun = this.#options.history.lastStart(name) !== null
    return hasRun
      ? readTextFile(this.#options.ports.files, this.#options.profile.bot(name).configPath)
      : undefined
  }

  /** The configuration a running bot was started with. */
  runningConfig(name: string): BotConfig | undefined {
    return this.#bot(name).runningConfig
  }

  /** Every folder that bots write or will write by a version that waits, absolute; but not those of `without`. */
  neighbours(without?: string): Neighbour[] {
    return [...this.#bots.values()]
      .filter((bot) => bot.name !== without)
      .flatMap((bot) => {
        const waiting = this.#pending.get(bot.name)
        const writers = [...bot.writers, ...(waiting === undefined ? [] : bot.writersOf(waiting.text))]
        return writers.map((writer) => ({ ...writer, bot: bot.name }))
      })
  }

  /** Renews everything now; a version that waits for that is taken over by it. */
  async renew(name: string): Promise<void> {
    const bot = this.#bot(name)
    if (bot.isRunning && (await this.applier.takeOver(name, 'renewal'))) return
    bot.renew()
  }

  /** Forgets a stopped bot. `deleteFiles` removes its folder only where Botdesk made it. */
  async remove(name: string, options: { deleteFiles: boolean }): Promise<void> {
    const bot = this.#bot(name)
    if (bot.isRunning)
      throw new AppError('bot.running', `${name} runs; stop it first`, { details: { bot: name } })
    const { configPath } = this.#options.profile.bot(name)
    await this.#options.profile.removeBot(name)
    this.#bots.delete(name)
    await this.configurations.forget(name)
    await this.applier.forget(name)
    this.leftovers.forget(name)
    this.#options.history.forget(name)
    const { ports, dataFolder } = this.#options
    if (options.deleteFiles) await removeOwnFolder(ports.files, { dataFolder, bot: name, configPath })
    this.#changed()
  }

  /** Explains one artifact as it is on disk now. */
  async readCredential(o: ArtifactPlace): Promise<CredentialView> {
    const text = await this.readArtifact(o)
    const description = describeCredential({ name: o.artifact, text, at: this.#options.ports.clock.now() })
    return { ...description, artifact: o.artifact }
  }

  /** The text of one artifact on disk. May be a private key: for use inside this process only. */
  async readArtifact(o: ArtifactPlace): Promise<string> {
    const { layout } = this.#options.profile.bot(o.bot)
    return readArtifact({ place: o, config: this.#bot(o.bot).config, ports: this.#options.ports, layout })
  }

  async #adopt(profile: BotProfile): Promise<void> {
    const { ports, version, history, log, redactor } = this.#options
    const bot = new ManagedBot({
      profile: () => this.#options.profile.bot(profile.name),
      ports,
      version,
      history,
      log,
      redactor,
      onChange: () => {
        this.applier.look(profile.name)
        this.leftovers.look(profile.name)
        this.#changed()
      },
    })
    this.#bots.set(profile.name, bot)
    await bot.load().catch((thrown: unknown) => this.#logFailure(bot.name, thrown))
  }

  async #lookAtFiles(): Promise<void> {
    for (const bot of this.#bots.values()) {
      await bot.look().catch((thrown: unknown) => this.#logFailure(bot.name, thrown))
    }
  }

  async #startQuietly(name: string): Promise<void> {
    await this.#start(name).catch((thrown: unknown) => this.#logFailure(name, thrown))
  }

  #logFailure(bot: string, thrown: unknown): void {
    const error = AppError.from(thrown)
    this.#options.log.write({ level: 'error', bot, message: error.message, code: error.code })
  }

  #bot(name: string): ManagedBot {
    const bot = this.#bots.get(name)
    if (!bot) throw new AppError('bot.unknown', `there is no bot ${name}`, { details: { bot: name } })
    return bot
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
