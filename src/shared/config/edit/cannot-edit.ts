import { AppError } from '../../errors.ts'
import type { ConfigPath } from './model.ts'
import { formatPath } from './path.ts'

/** The refusal of an edit: `reason` says in plain words why and what to do instead. */
export function cannotEdit(reason: string, path?: ConfigPath): AppError {
  return new AppError('config.cannot-edit', reason, {
    details: path === undefined ? {} : { path: formatPath(path) },
  })
}
