import { basename, dirname, join, resolve, sep } from 'node:path'
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
import { readArtifact } from './artifact-text.ts'
import type { ArtifactPlace } from './artifact-text.ts'
import { readConfigFile } from './config-file.ts'
import { Configurations, checkText, refuseDots, refuseErrors } from './configurations.ts'
import { FileWatch } from './file-watch.ts'
import { ManagedBot } from './managed-bot.ts'
import type { BotProfile, ProfileStore } from './profile-store.ts'

export interface FleetOptions {
  readonly ports: Ports
  readonly dataFolder: string
  readonly version: string
  readonly profile: ProfileStore
  readonly history: HistoryStore
  readonly log: LogBook
  readonly redactor: Redactor
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i

/** The bots this workstation knows. */
export class Fleet {
  readonly #options: FleetOptions
  readonly #bots = new Map<string, ManagedBot>()
  readonly #listeners = new Set<() => void>()
  readonly #watch: FileWatch
  /** The texts of the bots' files, and their drafts. */
  readonly configurations: Configurations

  private constructor(options: FleetOptions) {
    this.#options = options
    this.configurations = new Configurations({
      files: options.ports.files,
      clock: options.ports.clock,
      dataFolder: options.dataFolder,
      profile: options.profile,
      versions: options.history.versions,
      bot: (name) => this.#bot(name),
      onChange: () => this.#changed(),
    })
    this.#watch = new FileWatch(options.ports.clock, () => this.#lookAtFiles())
  }

  static async open(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options)
    const profiles = options.profile.profile.bots
    await fleet.configurations.loadDrafts(profiles.map((bot) => bot.name))
    for (const profile of profiles) await fleet.#adopt(profile)
    return fleet
  }

  view(): FleetView {
    const bots = [...this.#bots.values()].map((bot) => ({
      ...bot.view(),
      hasDraft: this.configurations.hasDraft(bot.name),
    }))
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
    await Promise.all([...this.#bots.values()].filter((bot) => bot.isRunning).map((bot) => bot.stop()))
  }

  async review(
    path: string,
  ): Promise<{ path: string; text: string; check: CheckResult; suggestedName: string }> {
    const absolute = resolve(path)
    const text = await readConfigFile(this.#options.ports.files, absolute)
    const folder = basename(dirname(absolute)).replace(/[^a-z0-9._-]+/gi, '-')
    const suggestedName = this.#freeName(namePattern.test(folder) ? folder : 'bot')
    await this.#options.profile.noteRecentFile(absolute)
    return { path: absolute, text: maskSecrets(text), check: checkText(text, newestTarget), suggestedName }
  }

  async add(options: { path: string; name: string; trial?: boolean }): Promise<string> {
    const { name, trial = false } = options
    const configPath = resolve(options.path)
    this.#requireFree(name, configPath)
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
    const path = join(this.#options.dataFolder, 'bots', o.name, 'tbot.yaml')
    this.#requireFree(o.name, path)
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
    const bot = this.#bot(name)
    await this.#options.profile.changeBot(name, { wanted: true })
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

  /** Every folder that bots write, absolute; but not those of `without`. */
  neighbours(without?: string): Neighbour[] {
    return [...this.#bots.values()]
      .filter((bot) => bot.name !== without)
      .flatMap((bot) => bot.writers.map((writer) => ({ ...writer, bot: bot.name })))
  }

  renew(name: string): void {
    this.#bot(name).renew()
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
    this.#options.history.forget(name)
    const ours = join(this.#options.dataFolder, 'bots')
    if (options.deleteFiles && configPath.startsWith(join(ours, name) + sep)) {
      const folder = await this.#options.ports.files.openDirectory(ours, { create: true, symlinks: 'refuse' })
      try {
        await folder.remove(name)
      } finally {
        await folder.close()
      }
    }
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

  /** Refuses a name that cannot be one, and what another bot has. */
  #requireFree(name: string, configPath: string): void {
    if (!namePattern.test(name)) {
      throw new AppError(
        'usage.bad-argument',
        `"${name}" cannot name a bot: letters, digits, - _ . and at most 63`,
        { details: { name } },
      )
    }
    const known = this.#options.profile.profile.bots.find(
      (bot) => bot.name === name || bot.configPath === configPath,
    )
    if (known) {
      throw new AppError('bot.exists', `${known.name} already uses ${known.configPath}`, {
        details: { bot: known.name, path: known.configPath },
      })
    }
  }

  /** A name no bot has yet. */
  #freeName(wanted: string): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}-${number}`
      if (!this.#bots.has(name)) return name
    }
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
      onChange: () => this.#changed(),
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
    await this.#bot(name)
      .start()
      .catch((thrown: unknown) => this.#logFailure(name, thrown))
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
