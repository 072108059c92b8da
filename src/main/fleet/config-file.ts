import { AppError } from '../../shared/errors.ts'
import type { Files } from '../ports/files.ts'
import { readTextFile } from '../ports/text-file.ts'

/** The text of a configuration that must be there; `config.unreadable` with its path otherwise. */
export async function readConfigFile(files: Files, path: string): Promise<string> {
  const details = { path }
  const text = await readTextFile(files, path).catch((thrown: unknown) => {
    const { message } = AppError.from(thrown)
    throw new AppError('config.unreadable', `cannot read ${path}: ${message}`, { details, cause: thrown })
  })
  if (text === undefined) throw new AppError('config.unreadable', `there is no file ${path}`, { details })
  return text
}
