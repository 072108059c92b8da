/** Every code an error of Botdesk can carry; the same in logs, on the bridge, in `--format json` and at `/errors/CODE`. */
export const errorCodes = [
  'internal.unexpected',
  'internal.not-supported',
  'usage.bad-argument',
  'config.unreadable',
  'config.invalid',
  'config.changed-on-disk',
  'config.cannot-edit',
  'config.not-understood',
  'bot.unknown',
  'bot.exists',
  'bot.running',
  'bot.not-running',
  'join.ca-pin-mismatch',
  'join.ca-pin-malformed',
  'join.token-expired',
  'join.token-used',
  'join.token-unknown',
  'join.token-missing',
  'join.method-not-supported',
  'join.refused',
  'identity.generation-mismatch',
  'identity.locked',
  'identity.expired',
  'identity.corrupt',
  'storage.in-use',
  'storage.corrupt',
  'destination.permission-denied',
  'destination.disk-full',
  'destination.symlink',
  'destination.foreign-file',
  'destination.not-a-directory',
  'destination.read-only',
  'destination.failed',
  'destination.not-supported',
  'destination.readers-shut-out',
  'cluster.unreachable',
  'cluster.refused',
  'cluster.not-found',
  'cluster.malformed-answer',
  'cluster.timeout',
  'cluster.port-in-use',
  'cluster.in-use',
  'cluster.corrupt',
  'cluster.not-running',
  'cluster.exists',
  'clock.skew',
  'credential.short-grant',
  'credential.malformed',
  'credential.proof-failed',
  'credential.expired',
  'export.not-possible',
  'export.file-exists',
  'file.write-failed',
  'service.not-supported',
  'service.not-found',
  'service.hung',
  'diagnostics.port-in-use',
  'diagnostics.address-malformed',
  'bridge.lost',
  'bridge.refused',
  'bridge.bad-request',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Plain data that explains an error: names, addresses, times. Never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** An error as it crosses a process: what `AppError` is made of, without its cause. */
export interface SerializedError {
  readonly code: ErrorCode
  readonly message: string
  readonly details: ErrorDetails
  readonly retryable: boolean
}

export interface AppErrorOptions {
  readonly details?: ErrorDetails
  readonly retryable?: boolean
  readonly cause?: unknown
}

/**
 * The one error class. `message` is for logs (lower case, no full stop, no secret); the text a person
 * reads is chosen by `code` where it is shown.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly retryable: boolean

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
    this.retryable = options.retryable ?? false
  }

  /** The only conversion of an unknown thrown value. Keeps an `AppError` as it is. */
  static from(thrown: unknown, code: ErrorCode = 'internal.unexpected'): AppError {
    if (thrown instanceof AppError) return thrown
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return new AppError(code, message, { cause: thrown })
  }

  static deserialize(error: SerializedError): AppError {
    return new AppError(error.code, error.message, { details: error.details, retryable: error.retryable })
  }

  serialize(): SerializedError {
    return { code: this.code, message: this.message, details: this.details, retryable: this.retryable }
  }
}

/** True for the rejection of an aborted signal: cancellation is not an error and is never shown as one. */
export function isCancellation(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'CancellationError')
}

/** Ends an exhaustive switch; reaching it at run time is a defect. */
export function assertNever(value: never): never {
  throw new AppError('internal.unexpected', `unexpected value ${JSON.stringify(value)}`)
}
