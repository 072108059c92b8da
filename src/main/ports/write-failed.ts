import { AppError } from '../../shared/errors.ts'
import { fileReasons } from './file-reasons.ts'
import { fileErrorCode } from './files.ts'

const reasons: Readonly<Record<string, string>> = {
  ...fileReasons,
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EFBIG: 'files of this size are not allowed',
  ENAMETOOLONG: 'the name is too long',
}

/** The error for a file a person asked for (`file.write-failed`), from what the system said; it names no temporary file. */
export function writeFailed(path: string, thrown: unknown): AppError {
  const code = fileErrorCode(thrown)
  const why = (code && reasons[code]) ?? code ?? AppError.from(thrown).message
  return new AppError('file.write-failed', `cannot write ${path}: ${why}`, {
    details: { path, why },
    cause: thrown,
  })
}
