import type { Leftover, Neighbour } from '../../shared/config/plan/index.ts'
import { normalPath } from '../../shared/config/rules/destination-rules.ts'
import { TakenFolders } from '../../shared/config/rules/taken-folders.ts'
import type { LeftoverView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import { count } from '../../shared/messages/format.ts'
import { reasonOf, removeSet } from '../destinations/remove-set.ts'
import type { LogBook } from '../log/log-book.ts'
import type { Ports } from '../ports/index.ts'
import { Alarms } from './alarms.ts'
import type { ManagedBot } from './managed-bot.ts'
import type { ProfileStore } from './profile-store.ts'
import type { Turns } from './turns.ts'

/** How long the new files must have been proven before the old ones go: time to go back, and for readers to move. */
export const graceMs = 5 * 60_000

export interface LeftoversOptions {
  readonly ports: Ports
  readonly profile: ProfileStore
  readonly log: LogBook
  readonly turns: Turns
  /** The bot of a name, or `bot.unknown`. */
  readonly bot: (name: string) => ManagedBot
  /** Every folder that a bot writes, or will write by a version that waits. */
  readonly writers: () => readonly Neighbour[]
  readonly onChange: () => void
}

/**
 * Deletes what earlier versions left behind, where that was ticked: after the bot has run well for a while, never in a
 * folder that anybody writes. What waits is kept over restarts; what became of it is told in history and log.
 */
export class Leftovers {
  readonly #options: LeftoversOptions
  readonly #alarms: Alarms
  readonly #done = new Map<string, LeftoverView[]>()

  constructor(options: LeftoversOptions) {
    this.#options = options
    this.#alarms = new Alarms(options.ports.clock, (name) => this.#ring(name))
  }

  /** What waits and what was done since the last version was applied; undefined for neither. */
  view(name: string): readonly LeftoverView[] | undefined {
    const at = this.#dueAt(name)
    const waiting = this.#waiting(name).map(({ folder, names }): LeftoverView => ({
      folder,
      files: names.length,
      outcome: { kind: 'waiting', ...(at === undefined ? {} : { at }) },
    }))
    const all = [...waiting, ...(this.#done.get(name) ?? [])]
    return all.length === 0 ? undefined : all
  }

  /** Another version runs from now on: what it writes stays, what it leaves waits too. */
  async renew(name: string, added: readonly Leftover[]): Promise<void> {
    this.#done.delete(name)
    const written = this.#writtenFolders()
    const before = this.#waiting(name)
    const fresh = added.filter(({ folder }) => !before.some((known) => known.folder === folder))
    const all = [...before, ...fresh].filter(({ folder }) => !written.touches(normalPath(folder)))
    if (before.length + all.length > 0) await this.#keep(name, all)
    this.look(name)
  }

  /** Looks at the state of the bot: called whenever something of it changed. */
  look(name: string): void {
    this.#alarms.set(name, this.#dueAt(name))
  }

  /** A person does not want to wait. */
  async deleteNow(name: string): Promise<void> {
    if (this.#options.bot(name).engine.state !== 'healthy') {
      throw new AppError('usage.bad-argument', `${name} is not healthy, so nothing is deleted yet`, {
        details: { bot: name },
      })
    }
    await this.#options.turns.run(name, () => this.#clear(name))
  }

  /** Leaves everything where it is. */
  async keep(name: string): Promise<void> {
    await this.#options.turns.run(name, () => this.#keep(name, []))
    this.look(name)
    this.#options.onChange()
  }

  forget(name: string): void {
    this.#alarms.set(name, undefined)
    this.#done.delete(name)
  }

  /** Deletes nothing any more; what waits goes on waiting in the next run. */
  stop(): void {
    this.#alarms.stop()
  }

  async #ring(name: string): Promise<void> {
    const { turns, ports } = this.#options
    await turns
      .run(name, async () => {
        const at = this.#dueAt(name)
        if (at !== undefined && at <= ports.clock.now()) await this.#clear(name)
      })
      .catch((thrown: unknown) => this.#log(name, 'error', AppError.from(thrown).message))
  }

  async #clear(name: string): Promise<void> {
    for (const leftover of this.#waiting(name)) {
      const outcome = await this.#remove(leftover)
      await this.#keep(
        name,
        this.#waiting(name).filter(({ folder }) => folder !== leftover.folder),
      )
      const { folder, names } = leftover
      this.#done.set(name, [...(this.#done.get(name) ?? []), { folder, files: names.length, outcome }])
      this.#tell(name, folder, outcome)
    }
    this.#options.onChange()
  }

  async #remove(leftover: Leftover): Promise<LeftoverView['outcome']> {
    const at = this.#options.ports.clock.now()
    try {
      const writer = await this.#writerOf(leftover.folder)
      if (writer !== undefined) {
        const reason = `${writer.service ?? 'the storage'} of ${writer.bot} writes there`
        return { kind: 'refused', at, reason }
      }
      const { deleted, kept, others } = await removeSet(this.#options.ports, leftover)
      return { kind: 'deleted', at, deleted: deleted.length, kept, others }
    } catch (thrown) {
      return { kind: 'refused', at, reason: reasonOf(thrown) }
    }
  }

  /** Who writes to that folder, above it or in it, also where the path is another one through links. */
  async #writerOf(folder: string): Promise<Neighbour | undefined> {
    const stamp = await this.#stampOf(folder)
    for (const writer of this.#options.writers()) {
      if (new TakenFolders([normalPath(writer.folder)]).touches(normalPath(folder))) return writer
      if (stamp !== undefined && (await this.#stampOf(writer.folder)) === stamp) return writer
    }
    return undefined
  }

  async #stampOf(folder: string): Promise<string | undefined> {
    try {
      const directory = await this.#options.ports.files.openDirectory(folder, { symlinks: 'follow' })
      try {
        return (await directory.status(''))?.stamp
      } finally {
        await directory.close()
      }
    } catch {
      return undefined
    }
  }

  #writtenFolders(): TakenFolders {
    return new TakenFolders(this.#options.writers().map(({ folder }) => normalPath(folder)))
  }

  #dueAt(name: string): number | undefined {
    if (this.#waiting(name).length === 0) return undefined
    const { state, since } = this.#options.bot(name).engine
    return state === 'healthy' ? since + graceMs : undefined
  }

  #waiting(name: string): readonly Leftover[] {
    return this.#options.profile.profile.bots.find((bot) => bot.name === name)?.leftovers ?? []
  }

  async #keep(name: string, leftovers: readonly Leftover[]): Promise<void> {
    await this.#options.profile.changeBot(name, { leftovers })
  }

  #tell(name: string, folder: string, outcome: LeftoverView['outcome']): void {
    if (outcome.kind === 'waiting') return
    const { title, detail } = toldOf(folder, outcome)
    this.#options
      .bot(name)
      .recorder.note({ at: outcome.at, kind: 'deleted', title, ...(detail === '' ? {} : { detail }) })
    const isWhole = outcome.kind === 'deleted' && outcome.kept.length === 0
    this.#log(name, isWhole ? 'info' : 'warning', [title, detail].filter(Boolean).join(': '))
  }

  #log(bot: string, level: 'info' | 'warning' | 'error', message: string): void {
    this.#options.log.write({ level, bot, message })
  }
}

/** For history and log. */
function toldOf(
  folder: string,
  outcome: Exclude<LeftoverView['outcome'], { readonly kind: 'waiting' }>,
): { readonly title: string; readonly detail: string } {
  if (outcome.kind === 'refused') return { title: `Kept the files in ${folder}`, detail: outcome.reason }
  const { deleted, kept, others } = outcome
  const parts = [
    ...(kept.length === 0
      ? []
      : [`kept ${kept.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`]),
    ...(others === 0 ? [] : [`${count(others, 'other name')} ${others === 1 ? 'stays' : 'stay'} there`]),
  ]
  return { title: `Deleted ${count(deleted, 'file')} in ${folder}`, detail: parts.join('; ') }
}
