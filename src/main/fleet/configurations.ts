import { join } from 'node:path'
import { checkConfig, maskSecrets } from '../../shared/config/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { hasDots, restoreSecrets } from '../../shared/config/restore-secrets.ts'
import type { ConfigVersion } from '../../shared/contract/authoring.ts'
import type { CheckResult, ConfigView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { VersionStore } from '../history/version-store.ts'
import type { Files } from '../ports/files.ts'
import { readTextFile } from '../ports/text-file.ts'
import { readConfigFile } from './config-file.ts'
import { KeptTexts } from './kept-texts.ts'
import type { ManagedBot } from './managed-bot.ts'
import type { PendingVersions } from './pending-versions.ts'
import type { ProfileStore } from './profile-store.ts'

export interface ConfigurationsOptions {
  readonly files: Files
  readonly dataFolder: string
  readonly profile: ProfileStore
  readonly versions: VersionStore
  readonly pending: PendingVersions
  /** The bot of a name, or `bot.unknown`. */
  readonly bot: (name: string) => ManagedBot
  readonly onChange: () => void
}

/** A text of the editor. `basedOn` is the text of the file that it was made from. */
export interface ConfigEdit {
  readonly text: string
  readonly basedOn: string
}

/** Reads, checks and drafts the bots' files, and says what may be applied. What leaves has its secrets masked; what comes back gets them restored. */
export class Configurations {
  readonly #options: ConfigurationsOptions
  readonly #drafts: KeptTexts
  /** Each file as the page last saw it, with its secrets. */
  readonly #lastRead = new Map<string, string>()

  constructor(options: ConfigurationsOptions) {
    this.#options = options
    this.#drafts = new KeptTexts(options.files, {
      folder: join(options.dataFolder, 'drafts'),
      ending: '.yaml',
    })
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
    const pending = this.#options.pending.get(name)
    this.#lastRead.set(name, saved ?? '')
    return {
      path: configPath,
      target,
      ...(saved === undefined ? {} : { savedText: maskSecrets(saved) }),
      ...(draft === undefined ? {} : { draft: maskSecrets(draft) }),
      ...(pending === undefined ? {} : { pending: maskSecrets(pending.text) }),
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

  /** What an edit would put in place of what; refuses errors, and a file changed since `basedOn` was read. */
  async accept(name: string, edit: ConfigEdit): Promise<{ before: string; text: string }> {
    this.#options.bot(name)
    const { configPath, target } = this.#options.profile.bot(name)
    const before = (await readTextFile(this.#options.files, configPath)) ?? ''
    const seen = this.#lastRead.get(name)
    // The page cannot see a change of the token alone, so the whole text it was given is compared.
    if (maskSecrets(before) !== edit.basedOn || (seen !== undefined && seen !== before)) {
      throw changedOnDisk(configPath)
    }
    const text = await this.wholeText(name, edit.text)
    refuseDots(text, configPath)
    refuseErrors(text, target, configPath)
    return { before, text }
  }

  /** The draft became a version; `written`: which stands in the file now. */
  async applied(name: string, written?: string): Promise<void> {
    if (written !== undefined) this.#lastRead.set(name, written)
    await this.#drafts.discard(name)
    this.#options.onChange()
  }

  /** Makes a version the draft; resolves to the file it was made from, without its secrets. Refuses while there is a draft. */
  async returnToDraft(
    name: string,
    { text, basedOn }: { text: string; basedOn: string },
  ): Promise<{ basedOn: string }> {
    if (this.hasDraft(name)) {
      throw new AppError('usage.bad-argument', `${name} has a draft, which would be lost`, {
        details: { bot: name },
      })
    }
    await this.#drafts.save(name, text)
    this.#options.onChange()
    return { basedOn: maskSecrets(basedOn) }
  }

  /** Puts the secrets back where the page only had dots: those of the draft, else of the file, else of the running bot. A text that is shown as it is kept is that one. */
  async wholeText(name: string | undefined, text: string): Promise<string> {
    if (name === undefined) return text
    const { configPath } = this.#options.profile.bot(name)
    const saved = await readTextFile(this.#options.files, configPath)
    const [draft, pending] = [this.#drafts.get(name), this.#options.pending.get(name)?.text]
    for (const each of [draft, pending]) if (each !== undefined && maskSecrets(each) === text) return each
    const known = [draft, saved, this.#lastRead.get(name), this.#options.bot(name).runningText, pending]
    return restoreSecrets(
      text,
      known.filter((each) => each !== undefined),
    )
  }
}

/** Somebody else wrote the file since. */
export function changedOnDisk(path: string): AppError {
  return new AppError('config.changed-on-disk', `${path} was changed outside Botdesk`, { details: { path } })
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
