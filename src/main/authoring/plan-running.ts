import { basename, dirname, join, resolve } from 'node:path'
import { checkConfig } from '../../shared/config/index.ts'
import type { TargetVersion } from '../../shared/config/problem.ts'
import type { Files } from '../ports/files.ts'
import { parseLockNote } from '../ports/lock-note.ts'
import type { LockNote } from '../ports/lock-note.ts'
import { readTextFile } from '../ports/text-file.ts'

/** `this`: the text as it stands in the file. `older`: one from before the file was changed, which cannot be seen from outside. */
export type RunningText = 'this' | 'older' | undefined

/**
 * Whether the Botdesk of this data folder runs a file, told from its profile and from who holds the locks of the
 * data folder and of the bot's storage. Reads only; undefined also where locks cannot be seen (outside Linux).
 */
export async function runningText(
  files: Files,
  o: {
    readonly dataFolder: string
    readonly path: string
    readonly text: string
    readonly target: TargetVersion
  },
): Promise<RunningText> {
  const storage = checkConfig(o.text, { target: o.target }).config?.storage
  if (storage?.type !== 'directory' || !(await isKnown(files, o.dataFolder, o.path))) return undefined
  const app = await holder(files, join(o.dataFolder, 'botdesk.lock'))
  const bot = await holder(files, join(resolve(storage.path), 'lock'))
  if (app === undefined || bot === undefined || app.pid !== bot.pid) return undefined
  const changedAt = await changeOf(files, o.path)
  return changedAt !== undefined && changedAt <= bot.since ? 'this' : 'older'
}

async function isKnown(files: Files, dataFolder: string, path: string): Promise<boolean> {
  const text = await readTextFile(files, join(dataFolder, 'profile.json')).catch(() => undefined)
  try {
    const profile: unknown = JSON.parse(text ?? '')
    if (typeof profile !== 'object' || profile === null || !('bots' in profile)) return false
    const bots: unknown[] = Array.isArray(profile.bots) ? profile.bots : []
    return bots.some(
      (bot) => typeof bot === 'object' && bot !== null && 'configPath' in bot && bot.configPath === path,
    )
  } catch {
    return false
  }
}

/** The note of a lock the kernel still has; a note alone may be a leftover. */
async function holder(files: Files, path: string): Promise<LockNote | undefined> {
  const note = parseLockNote((await readTextFile(files, path).catch(() => undefined)) ?? '')
  const locks = (await readTextFile(files, '/proc/locks').catch(() => undefined)) ?? ''
  if (note?.lockedBy === undefined) return undefined
  return new RegExp(`^\\d+: FLOCK +\\w+ +WRITE +${note.lockedBy} `, 'm').test(locks) ? note : undefined
}

async function changeOf(files: Files, path: string): Promise<number | undefined> {
  const directory = await files.openDirectory(dirname(path), { symlinks: 'follow' })
  try {
    const status = await directory.status(basename(path))
    return status?.kind === 'file' ? status.modifiedAt : undefined
  } finally {
    await directory.close()
  }
}
