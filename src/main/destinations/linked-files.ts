import { basename, dirname, resolve } from 'node:path'
import { LinkRefusedError } from '../ports/file-errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, Files, NamedReaders } from '../ports/files.ts'

const mostLinks = 16

/** Replaces the file that a link leads to, for `symlinks: insecure`; atomic for this one file. */
export async function writeThroughLink(
  files: Files,
  path: string,
  { data, readers }: { data: Uint8Array; readers?: NamedReaders | undefined },
): Promise<void> {
  await atTarget(files, path, async (directory, name) => {
    const temporary = `.botdesk-${name}`
    await directory.remove(temporary)
    await directory.create(temporary, data, { mode: 0o600 })
    if (readers) await directory.setReaders([temporary], readers)
    await directory.rename(temporary, name)
    await directory.sync()
  })
}

/** Reads the file that a link leads to; undefined when it leads nowhere. */
export async function readThroughLink(files: Files, path: string): Promise<Uint8Array | undefined> {
  try {
    return await atTarget(files, path, (directory, name) => directory.read(name))
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

/** Runs on the directory and name where a chain of links ends. */
export async function atTarget<T>(
  files: Files,
  path: string,
  use: (directory: Directory, name: string) => Promise<T>,
): Promise<T> {
  let at = path
  for (let hop = 0; ; hop++) {
    const directory = await files.openDirectory(dirname(at), { symlinks: 'follow' })
    try {
      const target = await directory.readLink(basename(at))
      if (target === undefined) return await use(directory, basename(at))
      if (hop === mostLinks) throw new LinkRefusedError(at, target)
      at = resolve(dirname(at), target)
    } finally {
      await directory.close()
    }
  }
}
