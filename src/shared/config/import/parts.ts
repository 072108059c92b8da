import { dots } from '../mask-secrets.ts'
import type { ImportPart } from './model.ts'

const secretKeys = ['token', 'registration_secret', 'join_uri']

/** True where the value that goes there must never be shown. */
export function isSecretPath(path: string): boolean {
  return secretKeys.includes(path.slice(path.lastIndexOf('.') + 1))
}

/** A part that went into the file. */
export function understood(source: string, value: string, path: string, note?: string): ImportPart {
  const shown = value !== '' && isSecretPath(path) ? dots : value
  return { source, shown, path, ...(note === undefined ? {} : { note }) }
}

/** A part that did not; its value is shown only when it is known to be no secret. */
export function notUnderstood(source: string, note: string, shown = ''): ImportPart {
  return { source, shown, note }
}

/** A value of unknown meaning, which may be a secret. */
export function hidden(value: string | undefined): string {
  return value === undefined || value === '' ? '' : dots
}

/** "The shell fills this in": a value that is only a name. */
export function shellNote(value: string): string | undefined {
  return /\$(?:\{|\(|[A-Za-z_])|`/.test(value)
    ? 'The shell fills this in; here it stands as it was written. Write the value.'
    : undefined
}
