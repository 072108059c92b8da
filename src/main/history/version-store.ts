import { hideSecrets, maskSecrets, secretsIn } from '../../shared/config/mask-secrets.ts'
import type { ConfigVersion } from '../../shared/contract/authoring.ts'
import { changedLines } from './changed-lines.ts'
import type { HistoryDatabase } from './database.ts'

/** Versions kept per bot; older ones are dropped. */
export const mostVersions = 200
/** Longer texts are not kept: the page cannot hold them either. */
const longestText = 1_048_576

/** The same text twice within this is one version. */
const sameMomentMs = 10_000

/** What is told of a version when it is recorded. */
export interface NewVersion {
  /** As it stands in the file; its secrets are masked before anything is kept. */
  readonly text: string
  readonly at: number
  readonly by: ConfigVersion['by']
  readonly reason?: string | undefined
}

/** The configurations each bot had, newest 200, with dots in place of secrets. */
export class VersionStore {
  readonly #database: HistoryDatabase

  constructor(database: HistoryDatabase) {
    this.#database = database
  }

  /** Adds a version. */
  add(bot: string, version: NewVersion): void {
    if (version.text.length > longestText) return
    const { text, reason } = version
    // People paste more than they mean to.
    const told = reason === undefined ? undefined : hideSecrets(reason, secretsIn(text))
    this.#add(bot, { ...version, text: maskSecrets(text), reason: told })
  }

  /** Adds what was found on disk, unless it is the newest version already. */
  observe(bot: string, version: { text: string; at: number }): void {
    if (version.text.length > longestText) return
    const text = maskSecrets(version.text)
    if (this.#newest(bot)?.text !== text) this.#add(bot, { text, at: version.at, by: 'outside' })
  }

  #add(bot: string, { text, at, by, reason }: NewVersion): void {
    const newest = this.#newest(bot)
    if (newest !== undefined && newest.text === text && at - newest.at < sameMomentMs) {
      // Whoever looks at files may see a text on disk before the one who wrote it can say so.
      this.#database.write('UPDATE config_version SET author = ?, reason = ? WHERE bot = ? AND version = ?', [
        by,
        reason ?? null,
        bot,
        newest.version,
      ])
      return
    }
    const { added, removed } = changedLines(newest?.text ?? '', text)
    const number = (newest?.version ?? 0) + 1
    this.#database.write(
      `INSERT INTO config_version(bot, version, at, author, reason, added_lines, removed_lines, text)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [bot, number, at, by, reason ?? null, added, removed, text],
    )
    this.#database.write('DELETE FROM config_version WHERE bot = ? AND version <= ?', [
      bot,
      number - mostVersions,
    ])
  }

  /** Newest first. */
  list(bot: string): ConfigVersion[] {
    return this.#database
      .rows(
        `SELECT version, at, author, reason, added_lines, removed_lines
         FROM config_version WHERE bot = ? ORDER BY version DESC`,
        [bot],
      )
      .map((row) => ({
        version: Number(row['version']),
        at: Number(row['at']),
        by: row['author'] === 'botdesk' ? 'botdesk' : 'outside',
        addedLines: Number(row['added_lines']),
        removedLines: Number(row['removed_lines']),
        ...(typeof row['reason'] === 'string' ? { reason: row['reason'] } : {}),
      }))
  }

  /** The number of the newest version; 0 before the first. */
  newest(bot: string): number {
    const [row] = this.#database.rows('SELECT max(version) AS version FROM config_version WHERE bot = ?', [
      bot,
    ])
    return Number(row?.['version'] ?? 0)
  }

  /** The text of one version; undefined when it is not kept. */
  read(bot: string, version: number): string | undefined {
    const [row] = this.#database.rows('SELECT text FROM config_version WHERE bot = ? AND version = ?', [
      bot,
      version,
    ])
    return typeof row?.['text'] === 'string' ? row['text'] : undefined
  }

  forget(bot: string): void {
    this.#database.write('DELETE FROM config_version WHERE bot = ?', [bot])
  }

  #newest(bot: string): { version: number; at: number; text: string } | undefined {
    const [row] = this.#database.rows(
      'SELECT version, at, text FROM config_version WHERE bot = ? ORDER BY version DESC LIMIT 1',
      [bot],
    )
    return row && { version: Number(row['version']), at: Number(row['at']), text: String(row['text']) }
  }
}
