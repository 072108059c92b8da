import { join } from 'node:path'
import type { Files } from '../ports/files.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'

/** One text a bot in a folder of Botdesk's, kept over restarts and crashes. Owner-only: it may hold secrets. */
export class KeptTexts {
  readonly #files: Files
  readonly #folder: string
  readonly #ending: string
  readonly #texts = new Map<string, string>()

  constructor(files: Files, o: { readonly folder: string; readonly ending: '.yaml' | '.json' }) {
    this.#files = files
    this.#folder = o.folder
    this.#ending = o.ending
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
      await folder.remove(`${bot}${this.#ending}`)
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  #path(bot: string): string {
    return join(this.#folder, `${bot}${this.#ending}`)
  }
}
