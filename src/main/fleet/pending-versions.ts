import { join } from 'node:path'
import type { Leftover } from '../../shared/config/plan/model.ts'
import type { Files } from '../ports/files.ts'
import { KeptTexts } from './kept-texts.ts'
import { readLeftovers } from './profile-store.ts'

/** A text that was accepted and waits for the bot's next renewal or start. With its secrets. */
export interface PendingVersion {
  readonly text: string
  /** The file it was made from: another text there means that somebody changed it meanwhile. */
  readonly basedOn: string
  /** Since when it waits. */
  readonly at: number
  readonly reason?: string
  /** What is to be deleted once it runs. */
  readonly leftovers: readonly Leftover[]
}

/** The versions that wait, at most one a bot, kept over restarts. */
export class PendingVersions {
  readonly #texts: KeptTexts
  /** Read once: a text may be a megabyte, and every view of the fleet asks. */
  readonly #known = new Map<string, PendingVersion>()

  constructor(files: Files, dataFolder: string) {
    this.#texts = new KeptTexts(files, { folder: join(dataFolder, 'pending'), ending: '.json' })
  }

  /** Reads what an earlier run left for these bots. */
  async load(bots: readonly string[]): Promise<void> {
    await this.#texts.load(bots)
    for (const bot of bots) {
      const version = parse(this.#texts.get(bot) ?? '')
      if (version !== undefined) this.#known.set(bot, version)
    }
  }

  get(bot: string): PendingVersion | undefined {
    return this.#known.get(bot)
  }

  /** Takes the place of the one before. */
  async put(bot: string, version: PendingVersion): Promise<void> {
    await this.#texts.save(bot, JSON.stringify(version))
    this.#known.set(bot, version)
  }

  async drop(bot: string): Promise<void> {
    this.#known.delete(bot)
    await this.#texts.discard(bot)
  }
}

function parse(json: string): PendingVersion | undefined {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) return undefined
    const { text, basedOn, at, reason, leftovers } = value as Record<string, unknown>
    if (typeof text !== 'string' || typeof basedOn !== 'string' || typeof at !== 'number') return undefined
    return {
      text,
      basedOn,
      at,
      leftovers: readLeftovers(leftovers),
      ...(typeof reason === 'string' ? { reason } : {}),
    }
  } catch {
    return undefined
  }
}
