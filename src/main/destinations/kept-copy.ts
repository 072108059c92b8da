import { join } from 'node:path'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, FileStatus } from '../ports/files.ts'
import { copyInProgress, splitName } from './artifact-names.ts'
import { checkPlaces } from './artifact-places.ts'
import { explain } from './failures.ts'
import type { Place } from './failures.ts'
import { atTarget } from './linked-files.ts'
import { readPlain } from './plain-file.ts'

/** A file that somebody else put where an artifact will be written. */
export interface ForeignPlace extends Place {
  /** The artifact's name in the folder `path`. */
  readonly name: string
  /** As the destination does with `symlinks: insecure`: then the file is where a link leads. */
  readonly followsLinks: boolean
}

const ending = '.before-botdesk'

/**
 * Copies such a file beside it, durably, as `NAME.before-botdesk`, so that it may be replaced; gives the copy's name. The file
 * itself is not touched and no earlier copy is replaced; one that has every byte of it already is enough. Undefined when
 * nobody else's file is there. Refuses links, and what a write would refuse (`destination.*`).
 */
export async function keepCopy(place: ForeignPlace): Promise<string | undefined> {
  try {
    return await inFolder(place, async (directory, name) => {
      await checkPlaces(directory, [name], place.processes.uid)
      const status = await directory.status(name)
      // All that is left are files, and links of our own.
      if (status?.kind !== 'file') return undefined
      const data = await readPlain(directory, name)
      const copy =
        (await findKeptCopy(directory, name)) ?? (await writeCopy(directory, name, { data, status }))
      await directory.sync(splitName(name).directory)
      return copy
    })
  } catch (thrown) {
    throw await explain(thrown, place)
  }
}

/** The copy beside a file that has every byte of it; undefined when there is none, or no such file. Changes nothing. */
export async function findKeptCopy(directory: Directory, name: string): Promise<string | undefined> {
  const status = await directory.status(name)
  if (status?.kind !== 'file') return undefined
  for (const copy of await copiesOf(directory, name)) {
    const other = await directory.status(copy)
    if (other?.kind !== 'file' || other.sizeBytes !== status.sizeBytes) continue
    if (Buffer.compare(await directory.read(name), await directory.read(copy)) === 0) return copy
  }
  return undefined
}

/** Runs where the file really is, with its name there. Without following, no link is passed on the way. */
async function inFolder<T>(
  { files, path, name, followsLinks }: Pick<ForeignPlace, 'files' | 'path' | 'name' | 'followsLinks'>,
  use: (directory: Directory, name: string) => Promise<T>,
): Promise<T> {
  if (followsLinks) return atTarget(files, join(path, name), use)
  const directory = await files.openDirectory(path, { symlinks: 'refuse' })
  try {
    return await use(directory, name)
  } finally {
    await directory.close()
  }
}

/** Whole before it gets its name. A copy that cannot be given to the owner of the file is for this account alone. */
async function writeCopy(
  directory: Directory,
  name: string,
  { data, status }: { data: Uint8Array; status: FileStatus },
): Promise<string> {
  const { uid, gid, mode } = status
  await directory.remove(copyInProgress)
  try {
    await directory.create(copyInProgress, data, { mode: mode & 0o777, owner: { uid, gid } })
  } catch (thrown) {
    if (fileErrorCode(thrown) !== 'EPERM') throw thrown
    await directory.create(copyInProgress, data, { mode: mode & 0o700 })
  }
  try {
    const copy = await nextCopy(directory, name)
    await directory.rename(copyInProgress, copy)
    return copy
  } catch (thrown) {
    await directory.remove(copyInProgress).catch(() => undefined)
    throw thrown
  }
}

/** Copies of a file so far, also of what it was earlier. */
async function copiesOf(directory: Directory, name: string): Promise<string[]> {
  const folder = splitName(name).directory
  const prefix = folder === '' ? '' : `${folder}/`
  const names = (await directory.list(folder)).map((each) => prefix + each)
  return names.filter((each) => copyNumber(name, each) !== undefined)
}

async function nextCopy(directory: Directory, name: string): Promise<string> {
  const numbers = (await copiesOf(directory, name)).map((copy) => copyNumber(name, copy) ?? 0)
  const last = Math.max(0, ...numbers)
  return last === 0 ? `${name}${ending}` : `${name}${ending}-${last + 1}`
}

/** 1 for `NAME.before-botdesk`, 2 for `NAME.before-botdesk-2`; undefined for other names. */
function copyNumber(name: string, copy: string): number | undefined {
  if (!copy.startsWith(name + ending)) return undefined
  const match = /^(?:-([2-9]|[1-9]\d{1,8}))?$/.exec(copy.slice(name.length + ending.length))
  return match === null ? undefined : Number(match[1] ?? 1)
}
