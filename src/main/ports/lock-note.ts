import type { AppErrorOptions } from '../../shared/errors.ts'
import { AppError } from '../../shared/errors.ts'

/** What a lock file says about its holder. */
export interface LockNote {
  readonly pid: number
  readonly program: string
  readonly purpose: string
  readonly host: string
  /** Epoch milliseconds. */
  readonly since: number
  /** The process that asked the kernel for the lock on the holder's behalf. */
  readonly lockedBy?: number
}

/** As the lock file holds it: one line of JSON. */
export function formatLockNote(note: LockNote): string {
  return `${JSON.stringify(note)}\n`
}

/** Undefined for an empty file, or one that another program wrote. */
export function parseLockNote(text: string): LockNote | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { pid, program, purpose, host, since, lockedBy } = value as Record<string, unknown>
  if (typeof pid !== 'number' || typeof since !== 'number' || typeof host !== 'string') return undefined
  if (typeof program !== 'string' || typeof purpose !== 'string') return undefined
  return { pid, program, purpose, host, since, ...(typeof lockedBy === 'number' && { lockedBy }) }
}

/** What is known of a process that holds a lock; nothing when it cannot be told. */
export interface LockHolder {
  readonly pid?: number
  readonly program?: string
  readonly since?: number
  readonly host?: string
}

/** The refusal of a lock: `storage.in-use` with who holds it. */
export function lockRefused(path: string, holder: LockHolder, options: AppErrorOptions = {}): AppError {
  const { pid, program, since, host } = holder
  const who = `${program ?? 'another process'}${pid === undefined ? '' : ` (process ${pid})`}`
  return new AppError('storage.in-use', `${path} is in use by ${who}`, {
    ...options,
    details: {
      path,
      ...(pid !== undefined && { pid }),
      ...(program !== undefined && { program }),
      ...(since !== undefined && { since }),
      ...(host !== undefined && { host }),
    },
  })
}
