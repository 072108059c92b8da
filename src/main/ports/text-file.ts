import { basename, dirname, isAbsolute, join } from 'node:path'
import { fileErrorCode } from './files.ts'
import type { Directory, Files } from './files.ts'

const mostLinks = 8

/** Reads a UTF-8 file through at most eight links; undefined when it is not there. Other failures are Node's. */
export async function readTextFile(files: Files, path: string): Promise<string | undefined> {
  return atFile<string>(files, path, async (directory, name) => {
    const target = await directory.readLink(name)
    return target === undefined ? new TextDecoder().decode(await directory.read(name)) : { target }
  })
}

/** When a file was written to last, through at most eight links; undefined when it is not there. */
export async function modifiedAt(files: Files, path: string): Promise<number | undefined> {
  return atFile<number>(files, path, async (directory, name) => {
    const status = await directory.status(name)
    const target = status?.kind === 'symlink' ? await directory.readLink(name) : undefined
    return target === undefined ? status?.modifiedAt : { target }
  })
}

/** Acts on the file that a path leads to in the end; `act` gives its result, or where a link leads. */
async function atFile<T extends string | number>(
  files: Files,
  path: string,
  act: (directory: Directory, name: string) => Promise<T | undefined | { readonly target: string }>,
): Promise<T | undefined> {
  let at = path
  for (let hop = 0; hop <= mostLinks; hop++) {
    try {
      const directory = await files.openDirectory(dirname(at), { symlinks: 'follow' })
      try {
        const found = await act(directory, basename(at))
        if (typeof found !== 'object') return found
        at = isAbsolute(found.target) ? found.target : join(dirname(at), found.target)
      } finally {
        await directory.close()
      }
    } catch (thrown) {
      if (fileErrorCode(thrown) === 'ENOENT') return undefined
      throw thrown
    }
  }
  throw Object.assign(new Error(`too many links at ${path}`), { code: 'ELOOP' })
}

/** Replaces a file as a whole, durably and owner-only; makes its folder when missing. A reader sees the old or the new text. */
export async function replaceTextFile(files: Files, path: string, text: string): Promise<void> {
  const directory = await files.openDirectory(dirname(path), { create: true, symlinks: 'follow' })
  try {
    const name = basename(path)
    const temporary = `.${name}.next`
    const before = await directory.status(name)
    const mode = before?.kind === 'file' ? before.mode : 0o600
    await directory.remove(temporary)
    await directory.create(temporary, new TextEncoder().encode(text), { mode })
    await directory.rename(temporary, name)
    await directory.sync()
  } finally {
    await directory.close()
  }
}
