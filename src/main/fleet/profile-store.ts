import { join } from 'node:path'
import type { Leftover } from '../../shared/config/plan/model.ts'
import { newestTarget, targetVersions } from '../../shared/config/problem.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import { defaultPreferences } from '../../shared/contract/requests.ts'
import type { Preferences } from '../../shared/contract/requests.ts'
import { AppError } from '../../shared/errors.ts'
import type { Files } from '../ports/files.ts'
import { readTextFile, replaceTextFile } from '../ports/text-file.ts'

/** Botdesk's own settings for one bot; never part of `tbot.yaml`. */
export interface BotProfile {
  readonly name: string
  readonly configPath: string
  /** Meant to run: started again when Botdesk starts. */
  readonly wanted: boolean
  readonly target: TargetVersion
  readonly trial: boolean
  /** How its outputs lie on disk: whole sets behind links, or plain files. */
  readonly layout: 'generations' | 'plain'
  /** Folders of earlier versions, to be deleted once the bot has run well for a while. */
  readonly leftovers?: readonly Leftover[]
}

export interface Profile {
  readonly bots: readonly BotProfile[]
  readonly preferences: Preferences
  /** The local cluster is meant to run. */
  readonly clusterWanted: boolean
  /** Port the local cluster had last, so that trial bots find it again. */
  readonly clusterPort?: number
  /** Configuration files opened lately, newest first. */
  readonly recentFiles: readonly string[]
}

const mostRecentFiles = 10
const emptyProfile: Profile = {
  bots: [],
  preferences: defaultPreferences,
  clusterWanted: false,
  recentFiles: [],
}
const fileName = 'profile.json'

/** Keeps the profile in `profile.json` of the data folder; every change is on disk before it counts. */
export class ProfileStore {
  readonly #files: Files
  readonly #path: string
  #profile: Profile
  #writing: Promise<void> = Promise.resolve()

  private constructor(files: Files, path: string, profile: Profile) {
    this.#files = files
    this.#path = path
    this.#profile = profile
  }

  /** A damaged file is moved aside, never overwritten; `damaged` then names where it went. */
  static async open(
    files: Files,
    dataFolder: string,
    now: number,
  ): Promise<{ store: ProfileStore; damaged: string | undefined }> {
    const path = join(dataFolder, fileName)
    const text = await readTextFile(files, path)
    const profile = text === undefined ? emptyProfile : parseProfile(text)
    if (profile !== undefined) return { store: new ProfileStore(files, path, profile), damaged: undefined }
    const aside = `${fileName}.damaged-${now}`
    const folder = await files.openDirectory(dataFolder, { symlinks: 'follow' })
    try {
      await folder.rename(fileName, aside)
      await folder.sync()
    } finally {
      await folder.close()
    }
    return { store: new ProfileStore(files, path, emptyProfile), damaged: join(dataFolder, aside) }
  }

  get profile(): Profile {
    return this.#profile
  }

  bot(name: string): BotProfile {
    const found = this.#profile.bots.find((bot) => bot.name === name)
    if (!found) throw new AppError('bot.unknown', `there is no bot ${name}`, { details: { bot: name } })
    return found
  }

  async addBot(bot: BotProfile): Promise<void> {
    await this.update((profile) => ({ ...profile, bots: [...profile.bots, bot] }))
  }

  async changeBot(name: string, change: Partial<BotProfile>): Promise<void> {
    await this.update((profile) => ({
      ...profile,
      bots: profile.bots.map((bot) => (bot.name === name ? { ...bot, ...change } : bot)),
    }))
  }

  async removeBot(name: string): Promise<void> {
    await this.update((profile) => ({ ...profile, bots: profile.bots.filter((bot) => bot.name !== name) }))
  }

  /** Puts a configuration file at the head of those opened lately. A convenience: a failed write is no error. */
  async noteRecentFile(path: string): Promise<void> {
    const { recentFiles } = this.#profile
    if (recentFiles[0] === path) return
    const others = recentFiles.filter((each) => each !== path)
    await this.update((profile) => ({
      ...profile,
      recentFiles: [path, ...others].slice(0, mostRecentFiles),
    })).catch(() => undefined)
  }

  /** Changes run one after another; a failed write leaves the profile as it was and rejects. */
  async update(change: (profile: Profile) => Profile): Promise<void> {
    const writing = this.#writing.then(async () => {
      const next = change(this.#profile)
      await replaceTextFile(this.#files, this.#path, `${JSON.stringify(next, null, 2)}\n`)
      this.#profile = next
    })
    this.#writing = writing.catch(() => undefined)
    await writing
  }
}

function parseProfile(text: string): Profile | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value) || !Array.isArray(value['bots'])) return undefined
    const bots = value['bots'].map(parseBot)
    if (bots.some((bot) => bot === undefined)) return undefined
    return {
      bots: bots.filter((bot) => bot !== undefined),
      preferences: parsePreferences(value['preferences']),
      clusterWanted: value['clusterWanted'] === true,
      recentFiles: parseTexts(value['recentFiles']).slice(0, mostRecentFiles),
      ...(typeof value['clusterPort'] === 'number' ? { clusterPort: value['clusterPort'] } : {}),
    }
  } catch {
    return undefined
  }
}

function parseBot(value: unknown): BotProfile | undefined {
  if (!isRecord(value)) return undefined
  const { name, configPath, wanted, target, trial, layout } = value
  const leftovers = readLeftovers(value['leftovers'])
  if (typeof name !== 'string' || typeof configPath !== 'string') return undefined
  return {
    name,
    configPath,
    wanted: wanted === true,
    target: toTargetVersion(target),
    trial: trial === true,
    layout: layout === 'plain' ? 'plain' : 'generations',
    ...(leftovers.length === 0 ? {} : { leftovers }),
  }
}

/** Folders with the names in them, of data that Botdesk wrote earlier. */
export function readLeftovers(value: unknown): Leftover[] {
  const entries: unknown[] = Array.isArray(value) ? value : []
  return entries
    .filter(isRecord)
    .flatMap(({ folder, names }) =>
      typeof folder === 'string' ? [{ folder, names: parseTexts(names) }] : [],
    )
}

/** A known target version, or the newest for anything else. */
export function toTargetVersion(value: unknown): TargetVersion {
  return targetVersions.find((version) => version === value) ?? newestTarget
}

function parsePreferences(value: unknown): Preferences {
  if (!isRecord(value)) return defaultPreferences
  const { scheme, sidebarWidth, lastRoute, singleKeys, utc } = value
  return {
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'system',
    sidebarWidth: typeof sidebarWidth === 'number' ? sidebarWidth : defaultPreferences.sidebarWidth,
    lastRoute: typeof lastRoute === 'string' ? lastRoute : defaultPreferences.lastRoute,
    singleKeys: singleKeys !== false,
    utc: utc === true,
  }
}

function parseTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
