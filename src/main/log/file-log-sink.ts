import type { LogLine } from '../../shared/contract/views.ts'
import type { Clock } from '../ports/clock.ts'
import type { Directory, Files } from '../ports/files.ts'
import { formatLogLine, logFolder } from './log-book.ts'

const name = 'botdesk.log'
const olderName = 'botdesk.log.1'
const mostBytes = 5 * 1024 * 1024
const flushAfterMs = 500

/**
 * Keeps the log in `log/botdesk.log` of the data folder, 5 MiB and one older file. Lines are gathered for half a
 * second; a full disk loses lines of the file, never a bot.
 */
export class FileLogSink {
  readonly #directory: Directory
  readonly #clock: Clock
  readonly #closing = new AbortController()
  #waiting: string[] = []
  #flushing: Promise<void> | undefined

  private constructor(directory: Directory, clock: Clock) {
    this.#directory = directory
    this.#clock = clock
  }

  static async open(options: { files: Files; dataFolder: string; clock: Clock }): Promise<FileLogSink> {
    const folder = logFolder(options.dataFolder)
    const directory = await options.files.openDirectory(folder, { create: true, symlinks: 'follow' })
    return new FileLogSink(directory, options.clock)
  }

  write(line: LogLine): void {
    this.#waiting.push(`${formatLogLine(line)}\n`)
    this.#flushing ??= this.#flushSoon().finally(() => (this.#flushing = undefined))
  }

  /** Writes what waits and closes the folder. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#flushing
    await this.#append()
    await this.#directory.close()
  }

  async #flushSoon(): Promise<void> {
    await this.#clock.sleep(flushAfterMs, { signal: this.#closing.signal }).catch(() => undefined)
    await this.#append()
  }

  async #append(): Promise<void> {
    const text = this.#waiting.join('')
    if (text === '') return
    this.#waiting = []
    try {
      const status = await this.#directory.status(name)
      if (status !== undefined && status.sizeBytes > mostBytes) await this.#directory.rename(name, olderName)
      await this.#directory.append(name, new TextEncoder().encode(text), { mode: 0o600 })
    } catch {
      // The lines stay in memory for the log screen; the next batch tries again.
    }
  }
}
