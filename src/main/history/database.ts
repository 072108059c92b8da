import { DatabaseSync } from 'node:sqlite'

const schema = `
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS transition(bot TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS transition_by_bot ON transition(bot, at);
CREATE TABLE IF NOT EXISTS event(bot TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, detail TEXT) STRICT;
CREATE INDEX IF NOT EXISTS event_by_bot ON event(bot, at);
CREATE TABLE IF NOT EXISTS config_version(
  bot TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT,
  added_lines INTEGER NOT NULL, removed_lines INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (bot, version)
) STRICT;
`

/**
 * One SQLite file (`:memory:` in tests). Writes are few and tiny, so they run on the main thread; when the file cannot be used
 * everything is kept in memory and `failure` says why.
 */
export class HistoryDatabase {
  readonly #database: DatabaseSync
  readonly failure: string | undefined

  constructor(path: string) {
    const opened = open(path)
    this.#database = opened.database
    this.failure = opened.failure
  }

  /** History is a reader: a full disk must not stop a bot, so a failed write is dropped. */
  write(sql: string, values: (string | number | null)[]): void {
    try {
      this.#database.prepare(sql).run(...values)
    } catch {
      // The next write tries again; the live state does not depend on it.
    }
  }

  rows(sql: string, values: (string | number)[]): Record<string, unknown>[] {
    try {
      return this.#database.prepare(sql).all(...values)
    } catch {
      return []
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }
}

function open(path: string): { database: DatabaseSync; failure: string | undefined } {
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
