import { basename, dirname } from 'node:path'
import { tbotMark } from '../../shared/config/plan/index.ts'
import { assertNever } from '../../shared/errors.ts'
import { LinkRefusedError } from '../ports/file-errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, FileStatus, Files } from '../ports/files.ts'
import type { Processes } from '../ports/processes.ts'
import { directoriesOf, isArtifactName, setFile } from './artifact-names.ts'
import { clearGenerations } from './generations.ts'
import { recoverJournal } from './journal.ts'
import { isOurLink, writtenNames } from './written-names.ts'

/** What became of a set that was to go. */
export interface RemovedSet {
  readonly deleted: readonly string[]
  /** Files of the set that stay, and why. */
  readonly kept: readonly { readonly name: string; readonly reason: string }[]
  /** How many names stand in the folder besides. */
  readonly others: number
  /** With nothing left in it the folder went too, where its parent allows that. */
  readonly isFolderGone: boolean
}

/**
 * Takes away a set that nobody writes any more: what bears the marks of Botdesk, or `names` where only tbot
 * wrote, by the mark it leaves. Follows no link, removes no directory that holds something, and no file of another
 * account. After a crash it can be done again. Rejects with the file system's error when the folder cannot be opened.
 */
export async function removeSet(
  { files, processes }: { readonly files: Files; readonly processes: Processes },
  { folder, names }: { readonly folder: string; readonly names: readonly string[] },
): Promise<RemovedSet> {
  const nothing = { deleted: [], kept: [], others: 0, isFolderGone: true }
  const directory = await openIfThere(files, folder)
  if (directory === undefined) return nothing
  const owner = processes.platform === 'win32' ? undefined : processes.uid
  try {
    await recoverJournal(directory)
    const marked = await markedNames(directory, names)
    const expected = names.filter(isArtifactName)
    const removed = await removeMarked(directory, marked, owner)
    const kept = [...removed.kept, ...(await strangers(directory, expected, marked))]
    await removeEmpty(directory, [...expected, ...marked])
    await directory.sync()
    const rest = await directory.list()
    const isFolderGone = rest.length === 0 && (await removeFolder(files, folder))
    const others = rest.filter((each) => !kept.some(({ name }) => name.split('/')[0] === each)).length
    return { deleted: removed.deleted, kept, others, isFolderGone }
  } finally {
    await directory.close()
  }
}

async function openIfThere(files: Files, folder: string): Promise<Directory | undefined> {
  try {
    return await files.openDirectory(folder, { symlinks: 'refuse' })
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

async function markedNames(directory: Directory, names: readonly string[]): Promise<readonly string[]> {
  const entries = await directory.list()
  const own = await writtenNames(directory, entries)
  if (own.length > 0) return own
  return entries.includes(tbotMark) ? names.filter(isArtifactName) : []
}

/** What tells that a file is ours goes after the file, durably: an interruption leaves nothing that nobody knows. */
async function removeMarked(
  directory: Directory,
  names: readonly string[],
  owner: number | undefined,
): Promise<Pick<RemovedSet, 'deleted' | 'kept'>> {
  const first = await removeAll(
    directory,
    names.filter((name) => name !== tbotMark),
    owner,
  )
  const links = await Promise.all(first.kept.map(({ name }) => isOurLink(directory, name)))
  // A link that could not be removed must not lead nowhere.
  if (!links.includes(true)) await clearGenerations(directory)
  await directory.sync()
  const last = await removeAll(
    directory,
    names.filter((name) => name === tbotMark),
    owner,
  )
  if (first.kept.length === 0) await directory.remove(setFile)
  return { deleted: [...first.deleted, ...last.deleted], kept: [...first.kept, ...last.kept] }
}

async function removeAll(
  directory: Directory,
  names: readonly string[],
  owner: number | undefined,
): Promise<Pick<RemovedSet, 'deleted' | 'kept'>> {
  const deleted: string[] = []
  const kept: { name: string; reason: string }[] = []
  for (const name of names) {
    const reason = await removeOne(directory, name, owner)
    if (reason === undefined) deleted.push(name)
    else if (reason !== 'gone') kept.push({ name, reason })
  }
  for (const each of directoriesOf(deleted)) await directory.sync(each)
  await directory.sync()
  return { deleted, kept }
}

/** The folders inside that only held the set; one that holds something else, or is none, stays. */
async function removeEmpty(directory: Directory, names: readonly string[]): Promise<void> {
  for (const each of directoriesOf(names)) await directory.removeDirectory(each).catch(() => undefined)
}

/** What stands where a file of the set was, without a mark of ours. */
async function strangers(
  directory: Directory,
  names: readonly string[],
  marked: readonly string[],
): Promise<RemovedSet['kept']> {
  const kept: { name: string; reason: string }[] = []
  for (const name of names) {
    if (marked.includes(name)) continue
    const status = await directory.status(name).catch(() => undefined)
    if (status !== undefined) kept.push({ name, reason: strange(status.kind) })
  }
  return kept
}

function strange(kind: FileStatus['kind']): string {
  switch (kind) {
    case 'file':
      return 'someone else wrote it'
    case 'symlink':
      return 'a link of someone else'
    case 'directory':
      return 'a folder'
    case 'other':
      return 'a device, pipe or socket'
    default:
      return assertNever(kind)
  }
}

/** Why it stays; undefined when it went, `gone` when it was not there. */
async function removeOne(
  directory: Directory,
  name: string,
  owner: number | undefined,
): Promise<string | undefined> {
  try {
    const status = await directory.status(name)
    if (status === undefined) return 'gone'
    const isOurs = status.kind === 'file' || (await isOurLink(directory, name))
    if (!isOurs) return strange(status.kind)
    if (owner !== undefined && status.uid !== owner) return `a file of user ${status.uid}`
    await directory.remove(name)
    return undefined
  } catch (thrown) {
    return reasonOf(thrown)
  }
}

/** The folder itself stays where its parent may not be changed, or somebody put something in meanwhile. */
async function removeFolder(files: Files, folder: string): Promise<boolean> {
  try {
    const parent = await files.openDirectory(dirname(folder), { symlinks: 'refuse' })
    try {
      await parent.removeDirectory(basename(folder))
      await parent.sync()
      return true
    } finally {
      await parent.close()
    }
  } catch {
    return false
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a read-only file system',
}

/** Why something could not be removed, in words. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof LinkRefusedError) return `${thrown.path} is a symbolic link to ${thrown.target}`
  const code = fileErrorCode(thrown)
  return (code === undefined ? undefined : reasons[code]) ?? code ?? 'an error'
}
