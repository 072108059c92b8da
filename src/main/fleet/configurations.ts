import { checkConfig, maskSecrets } from '../../shared/config/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { hasDots, restoreSecrets } from '../../shared/config/restore-secrets.ts'
import type { CheckResult, ConfigView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Files } from '../ports/files.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'
import { Drafts } from './drafts.ts'
import type { ManagedBot } from './managed-bot.ts'
import type { ProfileStore } from './profile-store.ts'

export interface ConfigurationsOptions {
  readonly files: Files
  readonly clock: Clock
  readonly dataFolder: string
  readonly profile: ProfileStore
  /** The bot of a name, or `bot.unknown`. */
  readonly bot: (name: string) => ManagedBot
  readonly onChange: () => void
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

  /** Checks a text of the editor; with `bot`, masked secrets count as what they stand for. */
  async check(
    text: string,
    options: { target: TargetVersion; bot?: string | undefined },
  ): Promise<CheckResult> {
    const whole = options.bot === undefined ? text : await this.#restore(options.bot, text)
    return checkText(whole, options.target)
  }

  async saveDraft(name: string, text: string): Promise<void> {
    this.#options.bot(name)
    await this.#drafts.save(name, await this.#restore(name, text))
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

  /** Writes the file and restarts the bot if it runs. Refuses errors, and a file changed since `basedOn` was read. */
  async apply(name: string, edit: { text: string; basedOn: string }): Promise<{ restarted: boolean }> {
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
    const text = await this.#restore(name, edit.text)
    if (hasDots(text)) {
      throw new AppError('config.invalid', 'dots stand where a secret should be; type the value again', {
        details: { path: configPath },
      })
    }
    const { problems } = checkConfig(text, { target })
    const errors = problems.filter((problem) => problem.severity === 'error')
    if (errors.length > 0) {
      throw new AppError('config.invalid', `${errors.length} errors, first at line ${errors[0]?.line ?? 1}`, {
        details: { path: configPath, errors: errors.length, line: errors[0]?.line ?? 1 },
      })
    }
    await replaceTextFile(this.#options.files, configPath, text)
    this.#lastRead.set(name, text)
    await this.#drafts.discard(name)
    bot.recorder.note({
      at: this.#options.clock.now(),
      kind: 'applied',
      title: 'Configuration applied',
    })
    const restarted = bot.isRunning
    if (restarted) {
      await bot.stop()
      await bot.start()
    } else await bot.load()
    this.#options.onChange()
    return { restarted }
  }

  /** Puts the secrets back where the page only had dots: those of the draft, else of the file, else of the running bot. */
  async #restore(name: string, text: string): Promise<string> {
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

/** The verdict on a text, without what the engine would run. */
export function checkText(text: string, target: TargetVersion): CheckResult {
  const { valid, problems } = checkConfig(text, { target })
  return { valid, problems }
}
