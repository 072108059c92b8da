import { checkConfig } from '../../shared/config/index.ts'
import { hideSecrets, secretsIn } from '../../shared/config/mask-secrets.ts'
import { needsRestart } from '../../shared/config/plan/index.ts'
import type { Leftover } from '../../shared/config/plan/index.ts'
import { nextRenewal } from '../../shared/contract/next-renewal.ts'
import type { BotHistoryEvent, PendingView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { VersionStore } from '../history/version-store.ts'
import type { LogBook } from '../log/log-book.ts'
import type { Ports } from '../ports/index.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'
import { Alarms } from './alarms.ts'
import { changedOnDisk, refuseErrors } from './configurations.ts'
import type { Configurations, ConfigEdit } from './configurations.ts'
import type { Leftovers } from './leftovers.ts'
import type { ManagedBot } from './managed-bot.ts'
import type { PendingVersion, PendingVersions } from './pending-versions.ts'
import type { ProfileStore } from './profile-store.ts'
import { refuseFips } from './run-bot.ts'
import type { Turns } from './turns.ts'

/** A version is taken over this long before the renewal, so that the engine does not begin it with the older one. */
const leadMs = 1_000

export interface ApplierOptions {
  readonly ports: Ports
  readonly profile: ProfileStore
  readonly versions: VersionStore
  readonly log: LogBook
  readonly turns: Turns
  readonly configurations: Configurations
  readonly pending: PendingVersions
  readonly leftovers: Leftovers
  /** The bot of a name, or `bot.unknown`. */
  readonly bot: (name: string) => ManagedBot
  readonly onChange: () => void
}

/** A text of the editor that is to be the file. */
export interface ApplyOrder extends ConfigEdit {
  /** Why, for the history. */
  readonly reason?: string | undefined
  readonly when?: 'now' | 'next-renewal' | undefined
  /** What is to be deleted once it runs. */
  readonly leftovers?: readonly Leftover[]
}

/** Puts texts in force, at once or at the bot's next renewal. The acts on one bot wait for each other. */
export class Applier {
  readonly #options: ApplierOptions
  readonly #alarms: Alarms
  /** Why the versions that wait were not taken over. */
  readonly #failures = new Map<string, AppError>()
  #check: (bot: string, text: string) => Promise<unknown> = async () => undefined

  constructor(options: ApplierOptions) {
    this.#options = options
    this.#alarms = new Alarms(
      options.ports.clock,
      async (name) => void (await this.takeOver(name, 'renewal')),
    )
  }

  /** Asks before a version that waited is taken over, also without a person there; what it throws is why not. */
  askFirst(check: (bot: string, text: string) => Promise<unknown>): void {
    this.#check = check
  }

  /** Refuses errors, and a file changed since `basedOn` was read. Where there is no renewal to wait for, it is applied at once. */
  apply(name: string, edit: ApplyOrder): Promise<{ restarted: boolean; waits: boolean }> {
    return this.#options.turns.run(name, () => this.#apply(name, edit))
  }

  /** Takes the version that waits over for a bot that renews or starts now; tells why not, and resolves to whether it did. */
  takeOver(name: string, at: 'renewal' | 'start'): Promise<boolean> {
    return this.#options.turns.run(name, async () => {
      if (this.#options.pending.get(name) === undefined) return false
      try {
        await this.#takeOver(name, at)
        return true
      } catch (thrown) {
        this.#failed(name, AppError.from(thrown))
        return false
      }
    })
  }

  /** A person does not want to wait. */
  applyPending(name: string): Promise<{ restarted: boolean }> {
    return this.#options.turns.run(name, async () => {
      try {
        return await this.#takeOver(name, 'now')
      } catch (thrown) {
        if (this.#options.pending.get(name) !== undefined) this.#failed(name, AppError.from(thrown))
        throw thrown
      }
    })
  }

  discardPending(name: string): Promise<void> {
    return this.#options.turns.run(name, async () => {
      this.#waiting(name)
      await this.#drop(name)
      this.#options.log.write({ level: 'info', bot: name, message: 'the version that waited was discarded' })
    })
  }

  /** Makes the version that waits the draft again; resolves to the file it was made from, without its secrets. */
  editPending(name: string): Promise<{ basedOn: string }> {
    return this.#options.turns.run(name, async () => {
      const { text, basedOn } = this.#waiting(name)
      const result = await this.#options.configurations.returnToDraft(name, { text, basedOn })
      await this.#drop(name)
      return result
    })
  }

  view(name: string): PendingView | undefined {
    const { pending, versions } = this.#options
    const version = pending.get(name)
    if (version === undefined) return undefined
    const at = this.#nextAt(name)
    const error = this.#failureOf(name, version)
    return {
      version: versions.newest(name) + 1,
      since: version.at,
      deletes: version.leftovers.map(({ folder }) => folder),
      ...(at === undefined ? {} : { at }),
      ...(error === undefined ? {} : { error: error.serialize() }),
    }
  }

  /** Looks when the bot renews next: called whenever something of it changed. */
  look(name: string): void {
    const version = this.#options.pending.get(name)
    const isWaiting = version !== undefined && this.#failureOf(name, version) === undefined
    const at = isWaiting ? this.#nextAt(name) : undefined
    this.#alarms.set(name, at === undefined ? undefined : at - leadMs)
  }

  /** Drops what is kept for a bot that is no more. */
  async forget(name: string): Promise<void> {
    this.#alarms.set(name, undefined)
    await this.#options.pending.drop(name)
    this.#failures.delete(name)
  }

  /** Takes nothing over any more; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#alarms.stop()
    await this.#options.turns.idle()
  }

  async #apply(name: string, edit: ApplyOrder): Promise<{ restarted: boolean; waits: boolean }> {
    const { configurations, pending } = this.#options
    const { before, text } = await configurations.accept(name, edit)
    const { reason, leftovers = [] } = edit
    const isReplacing = pending.get(name) !== undefined
    if (edit.when === 'next-renewal' && this.#restarts(name, text)) {
      // The reason may name the secret that is replaced.
      const told =
        reason === undefined ? undefined : hideSecrets(reason, [...secretsIn(before), ...secretsIn(text)])
      await pending.put(name, {
        text,
        basedOn: before,
        at: this.#options.ports.clock.now(),
        leftovers,
        ...(told === undefined ? {} : { reason: told }),
      })
      this.#failures.delete(name)
      await configurations.applied(name)
      this.#note(
        name,
        'waits',
        'A version waits for the next renewal',
        isReplacing ? 'instead of the one before' : '',
      )
      this.#changed(name)
      return { restarted: false, waits: true }
    }
    const detail = isReplacing ? 'instead of the version that waited' : ''
    await this.#write(name, { text, before, reason, detail })
    await configurations.applied(name, text)
    return { restarted: await this.#run(name, { text, leftovers }), waits: false }
  }

  async #takeOver(name: string, at: 'renewal' | 'start' | 'now'): Promise<{ restarted: boolean }> {
    const version = this.#waiting(name)
    const { profile, ports } = this.#options
    const { configPath, target } = profile.bot(name)
    const onDisk = (await readTextFile(ports.files, configPath)) ?? ''
    // It has that text when Botdesk ended between writing it and saying so.
    if (onDisk !== version.basedOn && onDisk !== version.text) throw changedOnDisk(configPath)
    // The target, and what stands in the folders, may be another one by now.
    refuseErrors(version.text, target, configPath)
    await this.#check(name, version.text)
    const moments = { renewal: ', at the renewal', start: ', at the start', now: '' }
    const detail = `the version that waited${moments[at]}`
    await this.#write(name, { ...version, before: version.basedOn, detail })
    return { restarted: await this.#run(name, version) }
  }

  /** Writes the file and tells the history; whatever waited is settled by it. */
  async #write(
    name: string,
    o: { text: string; before: string; reason?: string | undefined; detail: string },
  ): Promise<void> {
    const { profile, ports, versions } = this.#options
    const { configPath, target } = profile.bot(name)
    if (this.#restarts(name, o.text)) refuseFips(checkConfig(o.text, { target }))
    await replaceTextFile(ports.files, configPath, o.text)
    const at = ports.clock.now()
    if (o.before !== '') versions.observe(name, { text: o.before, at })
    // The reason may name the secret that was replaced.
    const reason = o.reason === undefined ? undefined : hideSecrets(o.reason, secretsIn(o.before))
    versions.add(name, { text: o.text, at, by: 'botdesk', reason })
    await this.#drop(name)
    this.#note(name, 'applied', 'Configuration applied', o.detail)
  }

  /** Lets the bot run by the file as it is now; one that does not run uses it when it starts. */
  async #run(
    name: string,
    { text, leftovers }: Pick<PendingVersion, 'text' | 'leftovers'>,
  ): Promise<boolean> {
    const bot = this.#options.bot(name)
    // Asked anew: a person may have started or stopped it while the file was written.
    const restarts = this.#restarts(name, text)
    if (restarts) {
      await bot.stop()
      // A person may have stopped it meanwhile.
      if (this.#options.profile.bot(name).wanted) await bot.start()
    } else {
      // Comments and order are nothing to the engine.
      bot.goOnWith(text)
      await bot.load()
    }
    await this.#options.leftovers.renew(name, leftovers)
    this.#changed(name)
    return restarts
  }

  #restarts(name: string, text: string): boolean {
    const { runningText } = this.#options.bot(name)
    return (
      runningText !== undefined && needsRestart(runningText, text, this.#options.profile.bot(name).target)
    )
  }

  #waiting(name: string): PendingVersion {
    const version = this.#options.pending.get(this.#options.bot(name).name)
    if (version !== undefined) return version
    throw new AppError('usage.bad-argument', `no version of ${name} waits`, { details: { bot: name } })
  }

  async #drop(name: string): Promise<void> {
    await this.#options.pending.drop(name)
    this.#failures.delete(name)
    this.#changed(name)
  }

  #nextAt(name: string): number | undefined {
    const bot = this.#options.bot(name)
    return bot.isRunning ? nextRenewal(bot.engine) : undefined
  }

  #failureOf(name: string, { basedOn, text }: PendingVersion): AppError | undefined {
    const { savedText } = this.#options.bot(name)
    const isAsBefore = savedText === undefined || savedText === basedOn || savedText === text
    return isAsBefore ? this.#failures.get(name) : changedOnDisk(this.#options.profile.bot(name).configPath)
  }

  #failed(name: string, error: AppError): void {
    const { message, code } = error
    if (this.#options.pending.get(name) !== undefined) {
      this.#failures.set(name, error)
      this.#note(name, 'waits', 'The version that waits was not applied', message)
    }
    this.#options.log.write({
      level: 'error',
      bot: name,
      message: `the version that waited: ${message}`,
      code,
    })
    this.#changed(name)
  }

  #note(name: string, kind: BotHistoryEvent['kind'], title: string, detail: string): void {
    const at = this.#options.ports.clock.now()
    this.#options.bot(name).recorder.note({ at, kind, title, ...(detail === '' ? {} : { detail }) })
  }

  #changed(name: string): void {
    this.look(name)
    this.#options.onChange()
  }
}
