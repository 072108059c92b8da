import { checkConfig, maskSecrets } from '../../shared/config/index.ts'
import { hideSecrets, secretsIn } from '../../shared/config/mask-secrets.ts'
import { needsRestart } from '../../shared/config/plan/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { hasDots, restoreSecrets } from '../../shared/config/restore-secrets.ts'
import type { ConfigVersion } from '../../shared/contract/authoring.ts'
import type { CheckResult, ConfigView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { VersionStore } from '../history/version-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Files } from '../ports/files.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'
import { readConfigFile } from './config-file.ts'
import { Drafts } from './drafts.ts'
import type { ManagedBot } from './managed-bot.ts'
import type { ProfileStore } from './profile-store.ts'

export interface ConfigurationsOptions {
  readonly files: Files
  readonly clock: Clock
  readonly dataFolder: string
  readonly profile: ProfileStore
  readonly versions: VersionStore
  /** The bot of a name, or `bot.unknown`. */
  readonly bot: (name: string) => ManagedBot
  readonly onChange: () => void
}

/** A text of the editor. `basedOn` is the text of the file that it was made from. */
export interface ConfigEdit {
  readonly text: string
  readonly basedOn: string
  /** Why, for the history. */
  readonly reason?: string | undefined
}

/** Reads, checks, drafts and applies the bots' files. What leaves has its secrets masked; what comes back gets them restored. */
export class Configurations {
  readonly #options: ConfigurationsOptions
  readonly #drafts: Drafts
  /** Each file as the page last saw it, with its secrets. */
  readonly #lastRead = new Map<string, string>()

  constructor(options: ConfigurationsOptions) {
    this.#options = options
    this.#drafts = new Drafts(options.files, options.dataFolder)
  }

  /** Reads what an earlier run left for these bots. */
  async loadDrafts(bots: readonly string[]): Promise<void> {
    await this.#drafts.load(bots)
  }

  hasDraft(name: string): boolean {
    return this.#drafts.get(name) !== undefined
  }

  /** Drops what is kept for a bot that is no more. */
  async forget(name: string): Promise<void> {
    this.#lastRead.delete(name)
    await this.#drafts.discard(name)
  }

  /** The file, its draft and the running version, for the page. */
  async read(name: string): Promise<ConfigView> {
    const bot = this.#options.bot(name)
    const { configPath, target } = this.#options.profile.bot(name)
    const saved = await readTextFile(this.#options.files, configPath)
    const draft = this.#drafts.get(name)
    this.#lastRead.set(name, saved ?? '')
    return {
      path: configPath,
      target,
      ...(saved === undefined ? {} : { savedText: maskSecrets(saved) }),
      ...(draft === undefined ? {} : { draft: maskSecrets(draft) }),
      ...(bot.runningText === undefined ? {} : { runningText: maskSecrets(bot.runningText) }),
    }
  }

  /** The draft, else the file, with its secrets: for use inside this process only. */
  async currentText(name: string): Promise<string> {
    this.#options.bot(name)
    const { configPath } = this.#options.profile.bot(name)
    return this.#drafts.get(name) ?? readConfigFile(this.#options.files, configPath)
  }

  /** Checks a text of the editor; with `bot`, masked secrets count as what they stand for. */
  async check(
    text: string,
    options: { target: TargetVersion; bot?: string | undefined },
  ): Promise<CheckResult> {
    return checkText(await this.wholeText(options.bot, text), options.target)
  }

  async saveDraft(name: string, text: string): Promise<void> {
    this.#options.bot(name)
    await this.#drafts.save(name, await this.wholeText(name, text))
    this.#options.onChange()
  }

  async discardDraft(name: string): Promise<void> {
    this.#options.bot(name)
    await this.#drafts.discard(name)
    this.#options.onChange()
  }

  async setTarget(name: string, target: TargetVersion): Promise<void> {
    await this.#options.profile.changeBot(this.#options.bot(name).name, { target })
    await this.#options.bot(name).load()
  }

  /** What the file was, newest first. */
  versions(name: string): readonly ConfigVersion[] {
    return this.#options.versions.list(this.#options.bot(name).name)
  }

  /** One earlier text; its secrets are dots, which `apply` replaces with those in force now. */
  readVersion(name: string, version: number): string {
    const text = this.#options.versions.read(this.#options.bot(name).name, version)
    if (text !== undefined) return text
    throw new AppError('usage.bad-argument', `${name} has no version ${version} that is still kept`, {
      details: { bot: name, version },
    })
  }

  /** Writes the file, and restarts the bot if it runs and anything changes for it. Refuses errors, and a file changed since `basedOn` was read. */
  async apply(name: string, edit: ConfigEdit): Promise<{ restarted: boolean }> {
    const bot = this.#options.bot(name)
    const { configPath, target } = this.#options.profile.bot(name)
    const onDisk = (await readTextFile(this.#options.files, configPath)) ?? ''
    const seen = this.#lastRead.get(name)
    // The page cannot see a change of the token alone, so the whole text it was given is compared.
    if (maskSecrets(onDisk) !== edit.basedOn || (seen !== undefined && seen !== onDisk)) {
      throw new AppError('config.changed-on-disk', `${configPath} was changed outside Botdesk`, {
        details: { path: configPath },
      })
    }
    const text = await this.wholeText(name, edit.text)
    refuseDots(text, configPath)
    refuseErrors(text, target, configPath)
    await replaceTextFile(this.#options.files, configPath, text)
    this.#noteApplied(name, { before: onDisk, text, reason: edit.reason })
    this.#lastRead.set(name, text)
    await this.#drafts.discard(name)
    bot.recorder.note({
      at: this.#options.clock.now(),
      kind: 'applied',
      title: 'Configuration applied',
    })
    const restarted = bot.runningText !== undefined && needsRestart(bot.runningText, text, target)
    if (restarted) {
      await bot.stop()
      await bot.start()
    } else {
      // Comments and order are nothing to the engine.
      bot.goOnWith(text)
      await bot.load()
    }
    this.#options.onChange()
    return { restarted }
  }

  #noteApplied(name: string, o: { before: string; text: string; reason: string | undefined }): void {
    const { versions, clock } = this.#options
    const at = clock.now()
    if (o.before !== '') versions.observe(name, { text: o.before, at })
    // The reason may name the secret that was replaced.
    const reason = o.reason === undefined ? undefined : hideSecrets(o.reason, secretsIn(o.before))
    versions.add(name, { text: o.text, at, by: 'botdesk', reason })
  }

  /** Puts the secrets back where the page only had dots: those of the draft, else of the file, else of the running bot. */
  async wholeText(name: string | undefined, text: string): Promise<string> {
    if (name === undefined) return text
    const { configPath } = this.#options.profile.bot(name)
    const saved = await readTextFile(this.#options.files, configPath)
    const known = [
      this.#drafts.get(name),
      saved,
      this.#lastRead.get(name),
      this.#options.bot(name).runningText,
    ]
    return restoreSecrets(
      text,
      known.filter((each) => each !== undefined),
    )
  }
}

/** Refuses a text in which dots stand for a secret that nothing explains. */
export function refuseDots(text: string, path?: string): void {
  if (!hasDots(text)) return
  throw new AppError('config.invalid', 'dots stand where a secret should be; type the value again', {
    details: path === undefined ? {} : { path },
  })
}

/** Refuses a text that tbot would refuse. */
export function refuseErrors(text: string, target: TargetVersion, path?: string): void {
  const errors = checkConfig(text, { target }).problems.filter((problem) => problem.severity === 'error')
  const [first] = errors
  if (first === undefined) return
  throw new AppError('config.invalid', `${errors.length} errors, first at line ${first.line}`, {
    details: { ...(path === undefined ? {} : { path }), errors: errors.length, line: first.line },
  })
}

/** The verdict on a text, without what the engine would run. */
export function checkText(text: string, target: TargetVersion): CheckResult {
  const { valid, problems } = checkConfig(text, { target })
  return { valid, problems }
}
