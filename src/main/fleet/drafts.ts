import { join } from 'node:path'
import type { Files } from '../ports/files.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'

/** Unsaved edits of configurations, kept so that leaving a page or a crash loses nothing. One owner-only file a bot. */
export class Drafts {
  readonly #files: Files
  readonly #folder: string
  readonly #texts = new Map<string, string>()

  constructor(files: Files, dataFolder: string) {
    this.#files = files
    this.#folder = join(dataFolder, 'drafts')
  }

  /** Reads what an earlier run left for these bots. */
  async load(bots: readonly string[]): Promise<void> {
    for (const bot of bots) {
      const text = await readTextFile(this.#files, this.#path(bot))
      if (text !== undefined) this.#texts.set(bot, text)
    }
  }

  get(bot: string): string | undefined {
    return this.#texts.get(bot)
  }

  async save(bot: string, text: string): Promise<void> {
    this.#texts.set(bot, text)
    await replaceTextFile(this.#files, this.#path(bot), text)
  }

  async discard(bot: string): Promise<void> {
    if (!this.#texts.delete(bot)) return
    const folder = await this.#files.openDirectory(this.#folder, { create: true, symlinks: 'follow' })
    try {
      await folder.remove(`${bot}.yaml`)
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  #path(bot: string): string {
    return join(this.#folder, `${bot}.yaml`)
  }
}
