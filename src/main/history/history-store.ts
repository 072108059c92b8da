import { DatabaseSync } from 'node:sqlite'
import type { BotState } from '../../shared/contract/bots.ts'
import type { BotHistory, BotHistoryEvent } from '../../shared/contract/views.ts'

const keptMs = 90 * 24 * 60 * 60 * 1000
const shownTransitionsMs = 24 * 60 * 60 * 1000
const shownEvents = 50
const countedRenewalsMs = 7 * 24 * 60 * 60 * 1000

const schema = `
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS transition(bot TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS transition_by_bot ON transition(bot, at);
CREATE TABLE IF NOT EXISTS event(bot TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, detail TEXT) STRICT;
CREATE INDEX IF NOT EXISTS event_by_bot ON event(bot, at);
`

/**
 * What happened to the bots, for 90 days, in one SQLite file (`:memory:` in tests). Writes are few and tiny,
 * so they run on the main thread; when the file cannot be used, history is kept in memory and `failure` says why.
 */
export class HistoryStore {
  readonly #database: DatabaseSync
  readonly failure: string | undefined

  constructor(path: string) {
    const opened = openDatabase(path)
    this.#database = opened.database
    this.failure = opened.failure
  }

  addTransition(bot: string, at: number, state: BotState): void {
    this.#write('INSERT INTO transition(bot, at, state) VALUES (?, ?, ?)', [bot, at, state])
  }

  addEvent(bot: string, event: BotHistoryEvent): void {
    this.#write('INSERT INTO event(bot, at, kind, title, detail) VALUES (?, ?, ?, ?, ?)', [
      bot,
      event.at,
      event.kind,
      event.title,
      event.detail ?? null,
    ])
  }

  /** What the overview shows; the first transition is the one in force when the 24 h began. */
  read(bot: string, now: number): BotHistory {
    const since = now - shownTransitionsMs
    const transitions = this.#rows(
      `SELECT at, state FROM transition WHERE bot = ?1 AND at >= coalesce(
         (SELECT max(at) FROM transition WHERE bot = ?1 AND at < ?2), ?2) ORDER BY at, rowid`,
      [bot, since],
    ).map((row) => ({ at: Number(row['at']), state: String(row['state']) as BotState }))
    const events = this.#rows(
      'SELECT at, kind, title, detail FROM event WHERE bot = ? ORDER BY at DESC, rowid DESC LIMIT ?',
      [bot, shownEvents],
    ).map(toEvent)
    const [counts] = this.#rows(
      `SELECT count(*) FILTER (WHERE kind IN ('renewed', 'joined')) AS done, count(*) FILTER (WHERE kind = 'failed') AS failed
       FROM event WHERE bot = ? AND at >= ?`,
      [bot, now - countedRenewalsMs],
    )
    const renewals = { done: Number(counts?.['done'] ?? 0), failed: Number(counts?.['failed'] ?? 0) }
    return { transitions, events, renewals }
  }

  /** When the bot was started last; null when it never was, or longer than 90 days ago. */
  lastStart(bot: string): number | null {
    const [row] = this.#rows("SELECT max(at) AS at FROM event WHERE bot = ? AND kind = 'started'", [bot])
    return typeof row?.['at'] === 'number' ? row['at'] : null
  }

  /** Drops what is older than 90 days. */
  prune(now: number): void {
    this.#write('DELETE FROM transition WHERE at < ?', [now - keptMs])
    this.#write('DELETE FROM event WHERE at < ?', [now - keptMs])
  }

  forget(bot: string): void {
    this.#write('DELETE FROM transition WHERE bot = ?', [bot])
    this.#write('DELETE FROM event WHERE bot = ?', [bot])
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  /** History is a reader: a full disk must not stop a bot, so a failed write is dropped. */
  #write(sql: string, values: (string | number | null)[]): void {
    try {
      this.#database.prepare(sql).run(...values)
    } catch {
      // The next write tries again; the live state does not depend on it.
    }
  }

  #rows(sql: string, values: (string | number)[]): Record<string, unknown>[] {
    try {
      return this.#database.prepare(sql).all(...values)
    } catch {
      return []
    }
  }
}

function openDatabase(path: string): { database: DatabaseSync; failure: string | undefined } {
  try {
    const database = new DatabaseSync(path)
    database.exec(schema)
    return { database, failure: undefined }
  } catch (thrown) {
    const database = new DatabaseSync(':memory:')
    database.exec(schema)
    return { database, failure: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

function toEvent({ at, kind, title, detail }: Record<string, unknown>): BotHistoryEvent {
  const event = { at: Number(at), kind: String(kind) as BotHistoryEvent['kind'], title: String(title) }
  return typeof detail === 'string' ? { ...event, detail } : event
}
