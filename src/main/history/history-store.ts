import type { BotState } from '../../shared/contract/bots.ts'
import type { BotHistory, BotHistoryEvent } from '../../shared/contract/views.ts'
import { HistoryDatabase } from './database.ts'
import { VersionStore } from './version-store.ts'

const keptMs = 90 * 24 * 60 * 60 * 1000
const shownTransitionsMs = 24 * 60 * 60 * 1000
const shownEvents = 50
/** Lines leave the shown spans with time alone. */
const cachedMs = 60_000
const countedRenewalsMs = 7 * 24 * 60 * 60 * 1000

/** What happened to the bots, for 90 days, and the configurations they had. */
export class HistoryStore {
  readonly #database: HistoryDatabase
  /** What `read` gave last: every view of the fleet asks, and little changes. */
  readonly #cache = new Map<string, { history: BotHistory; readAt: number }>()
  readonly versions: VersionStore

  constructor(path: string) {
    this.#database = new HistoryDatabase(path)
    this.versions = new VersionStore(this.#database)
  }

  /** Why history is kept in memory only. */
  get failure(): string | undefined {
    return this.#database.failure
  }

  addTransition(bot: string, at: number, state: BotState): void {
    this.#cache.delete(bot)
    this.#database.write('INSERT INTO transition(bot, at, state) VALUES (?, ?, ?)', [bot, at, state])
  }

  addEvent(bot: string, event: BotHistoryEvent): void {
    this.#cache.delete(bot)
    this.#database.write('INSERT INTO event(bot, at, kind, title, detail) VALUES (?, ?, ?, ?, ?)', [
      bot,
      event.at,
      event.kind,
      event.title,
      event.detail ?? null,
    ])
  }

  /** What the overview shows; the first transition is the one in force when the 24 h began, give or take a minute. */
  read(bot: string, now: number): BotHistory {
    const known = this.#cache.get(bot)
    if (known && Math.abs(now - known.readAt) < cachedMs) return known.history
    const history = this.#read(bot, now)
    this.#cache.set(bot, { history, readAt: now })
    return history
  }

  #read(bot: string, now: number): BotHistory {
    const since = now - shownTransitionsMs
    const transitions = this.#database
      .rows(
        `SELECT at, state FROM transition WHERE bot = ?1 AND at >= coalesce(
         (SELECT max(at) FROM transition WHERE bot = ?1 AND at < ?2), ?2) ORDER BY at, rowid`,
        [bot, since],
      )
      .map((row) => ({ at: Number(row['at']), state: String(row['state']) as BotState }))
    const events = this.#database
      .rows('SELECT at, kind, title, detail FROM event WHERE bot = ? ORDER BY at DESC, rowid DESC LIMIT ?', [
        bot,
        shownEvents,
      ])
      .map(toEvent)
    const [counts] = this.#database.rows(
      `SELECT count(*) FILTER (WHERE kind IN ('renewed', 'joined')) AS done, count(*) FILTER (WHERE kind = 'failed') AS failed
       FROM event WHERE bot = ? AND at >= ?`,
      [bot, now - countedRenewalsMs],
    )
    const renewals = { done: Number(counts?.['done'] ?? 0), failed: Number(counts?.['failed'] ?? 0) }
    return { transitions, events, renewals }
  }

  /** When the bot was started last; null when it never was, or longer than 90 days ago. */
  lastStart(bot: string): number | null {
    const [row] = this.#database.rows("SELECT max(at) AS at FROM event WHERE bot = ? AND kind = 'started'", [
      bot,
    ])
    return typeof row?.['at'] === 'number' ? row['at'] : null
  }

  /** Drops what is older than 90 days. */
  prune(now: number): void {
    this.#cache.clear()
    this.#database.write('DELETE FROM transition WHERE at < ?', [now - keptMs])
    this.#database.write('DELETE FROM event WHERE at < ?', [now - keptMs])
  }

  forget(bot: string): void {
    this.#cache.delete(bot)
    this.#database.write('DELETE FROM transition WHERE bot = ?', [bot])
    this.#database.write('DELETE FROM event WHERE bot = ?', [bot])
    this.versions.forget(bot)
  }

  close(): void {
    this.#database.close()
  }
}

function toEvent({ at, kind, title, detail }: Record<string, unknown>): BotHistoryEvent {
  const event = { at: Number(at), kind: String(kind) as BotHistoryEvent['kind'], title: String(title) }
  return typeof detail === 'string' ? { ...event, detail } : event
}
