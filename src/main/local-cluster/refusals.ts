import { Code, ConnectError } from '@connectrpc/connect'
import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'

/** Teleport's AccessDenied (teleport-wire.md 4.1). */
export function accessDenied(message: string): ConnectError {
  return new ConnectError(message, Code.PermissionDenied)
}

/** Teleport's BadParameter. */
export function badParameter(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument)
}

/** Teleport's NotFound. */
export function notFound(message: string): ConnectError {
  return new ConnectError(message, Code.NotFound)
}

const codes: Partial<Record<ErrorCode, Code>> = {
  'cluster.not-found': Code.NotFound,
  'cluster.exists': Code.AlreadyExists,
  'cluster.refused': Code.InvalidArgument,
  'cluster.not-running': Code.Unavailable,
  'credential.malformed': Code.InvalidArgument,
}

/** What a client of the wire protocol gets for a thrown value; what the cluster could not do is UNAVAILABLE, to be tried again. */
export function asRefusal(thrown: unknown): ConnectError {
  if (thrown instanceof ConnectError) return thrown
  const error = AppError.from(thrown)
  const code = codes[error.code]
  if (code !== undefined) return new ConnectError(error.message, code, undefined, undefined, error)
  return new ConnectError('the cluster could not do this', Code.Unavailable, undefined, undefined, error)
}

/** A caller's words inside a message: in quotes, and cut, for anyone may send them. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100))
}

/** The reason for a failure as an administrator may read it in the audit log. */
export function reasonOf(thrown: unknown): string {
  return asRefusal(thrown).rawMessage
}
