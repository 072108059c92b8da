import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ExportFile } from '../../shared/export/index.ts'
import type { Directory } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { writeFailed } from '../ports/write-failed.ts'

/**
 * Writes an export below a folder, which is made when missing; returns the paths. Without `replace`, one name that is taken
 * refuses the whole with `export.file-exists`, before anything is written.
 */
export async function saveExport(
  { files }: Pick<Ports, 'files'>,
  exported: readonly ExportFile[],
  { folder, replace }: { folder: string; replace: boolean },
): Promise<readonly string[]> {
  try {
    const directory = await files.openDirectory(folder, { create: true, symlinks: 'follow' })
    try {
      if (!replace) await requireFree(directory, exported)
      for (const file of exported) await write(directory, file)
      await directory.sync()
    } finally {
      await directory.close()
    }
    return exported.map(({ path }) => join(folder, path))
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : writeFailed(folder, thrown)
  }
}

async function requireFree(directory: Directory, exported: readonly ExportFile[]): Promise<void> {
  for (const { path } of exported) {
    if ((await directory.status(path)) === undefined) continue
    const taken = join(directory.path, path)
    throw new AppError('export.file-exists', `${taken} exists already`, { details: { path: taken } })
  }
}

/** Whole or not at all. */
async function write(directory: Directory, { path, text, mode = '0644' }: ExportFile): Promise<void> {
  const folder = dirname(path)
  if (folder !== '.') await makeFolders(directory, folder)
  const temporary = join(folder, `.${basename(path)}.next`)
  await directory.remove(temporary)
  await directory.create(temporary, new TextEncoder().encode(text), { mode: Number.parseInt(mode, 8) })
  await directory.rename(temporary, path)
  if (folder !== '.') await directory.sync(folder)
}

async function makeFolders(directory: Directory, path: string): Promise<void> {
  if (dirname(path) !== '.') await makeFolders(directory, dirname(path))
  await directory.makeDirectory(path)
}
