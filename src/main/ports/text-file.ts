import { basename, dirname, isAbsolute, join } from 'node:path'
import { fileErrorCode } from './files.ts'
import type { Files } from './files.ts'

const mostLinks = 8

/** Reads a UTF-8 file through at most eight links; undefined when it is not there. Other failures are Node's. */
export async function readTextFile(files: Files, path: string): Promise<string | undefined> {
  let at = path
  for (let hop = 0; hop <= mostLinks; hop++) {
    try {
      const directory = await files.openDirectory(dirname(at), { symlinks: 'follow' })
      try {
        const target = await directory.readLink(basename(at))
        if (target === undefined) return new TextDecoder().decode(await directory.read(basename(at)))
        at = isAbsolute(target) ? target : join(dirname(at), target)
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
