import { dirname } from 'node:path'
import { AppError, isCancellation } from '../../shared/errors.ts'
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts'
import { FileError, LinkRefusedError } from '../ports/file-errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Directory, FileStatus, Files } from '../ports/files.ts'
import type { Processes } from '../ports/processes.ts'

/** What a failure is told with. */
export interface Place {
  readonly files: Files
  readonly processes: Processes
  /** Where the destination stands in the configuration, e.g. `services[0].destination`. */
  readonly key: string
  readonly path: string
}

/** The refusal to replace what is not ours. */
export function foreignFile(directory: Directory, name: string, { kind, uid, mode }: FileStatus): AppError {
  const place = `${directory.path}/${name}`
  const what =
    kind === 'file' ? `a file of user ${uid}` : kind === 'other' ? 'a device, pipe or socket' : `a ${kind}`
  return new AppError('destination.foreign-file', `${place} is ${what} and cannot be replaced`, {
    details: { place, kind, ownerUid: uid, mode: formatMode(mode) },
  })
}

/** As people write it: `0700`. */
function formatMode(mode: number): string {
  return mode.toString(8).padStart(4, '0')
}

/** Turns what the file system said into an error with the place and the facts a person needs to mend it. */
export async function explain(thrown: unknown, place: Place): Promise<unknown> {
  if (isCancellation(thrown)) return thrown
  const where = { key: place.key, path: place.path }
  if (thrown instanceof AppError) {
    const { code, message, details, retryable, cause } = thrown
    return new AppError(code, message, { details: { ...where, ...details }, retryable, cause })
  }
  const at = thrown instanceof FileError ? thrown.path : place.path
  const fail = (code: ErrorCode, message: string, facts: ErrorDetails, retryable: boolean) =>
    new AppError(code, message, { details: { ...where, ...facts }, retryable, cause: thrown })
  if (thrown instanceof LinkRefusedError) {
    const { path: link, target } = thrown
    return fail('destination.symlink', `${link} is a symbolic link to ${target}`, { link, target }, false)
  }
  switch (fileErrorCode(thrown) ?? '') {
    case 'EACCES':
    case 'EPERM': {
      const facts = await permissionFacts(at, place)
      const message = `no permission at ${at} for user ${facts.user}`
      return fail('destination.permission-denied', message, facts, true)
    }
    case 'ENOSPC':
    case 'EDQUOT': {
      const space = await place.files.space(place.path).catch(() => undefined)
      return fail('destination.disk-full', `no space left at ${place.path}`, { ...space }, true)
    }
    case 'EROFS':
      return fail('destination.read-only', `${at} is on a read-only file system`, { place: at }, true)
    case 'ENOTDIR':
      return fail('destination.not-a-directory', `${at} is not a directory`, { place: at }, false)
    default: {
      const { message } = AppError.from(thrown)
      return fail('destination.failed', message, { place: at }, true)
    }
  }
}

interface PermissionFacts extends Record<string, string | number> {
  readonly user: string
}

/** Who owns the place that refused, its mode, and who asked. The refusing place may be the one above. */
async function permissionFacts(at: string, { files, processes }: Place): Promise<PermissionFacts> {
  const user = processes.userName
  for (let candidate = at; ; candidate = dirname(candidate)) {
    const status = await statusOf(files, candidate)
    const isRefusing = status !== undefined && (status.kind === 'directory' || status.uid !== processes.uid)
    if (status !== undefined && isRefusing) {
      const owner = await ownerName(files, status.uid)
      const mode = formatMode(status.mode)
      return { place: candidate, owner, ownerUid: status.uid, mode, user, userUid: processes.uid }
    }
    if (candidate === dirname(candidate)) return { place: at, user, userUid: processes.uid }
  }
}

async function statusOf(files: Files, path: string): Promise<FileStatus | undefined> {
  try {
    const directory = await files.openDirectory(dirname(path), { symlinks: 'follow' })
    try {
      return await directory.status(
        path === dirname(path) ? '' : path.slice(dirname(path).length).replace(/^\//, ''),
      )
    } finally {
      await directory.close()
    }
  } catch {
    return undefined
  }
}

/** The name of a user where the computer has one for the number. */
async function ownerName(files: Files, uid: number): Promise<string> {
  try {
    const directory = await files.openDirectory('/etc', { symlinks: 'follow' })
    try {
      const lines = new TextDecoder().decode(await directory.read('passwd')).split('\n')
      const entry = lines.map((line) => line.split(':')).find((fields) => fields[2] === String(uid))
      return entry?.[0] ?? String(uid)
    } finally {
      await directory.close()
    }
  } catch {
    return String(uid)
  }
}
