import { Code, ConnectError } from '@connectrpc/connect'
import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'

const longestReason = 500

interface CallContext {
  readonly signal: AbortSignal
  /** Texts that must not appear in an error, such as the join token. */
  readonly secrets?: readonly string[]
}

/** Runs calls to a cluster; whatever they throw becomes an `AppError`, or the reason of the signal when it aborted. */
export async function callCluster<T>(context: CallContext, action: () => Promise<T>): Promise<T> {
  context.signal.throwIfAborted()
  try {
    return await action()
  } catch (thrown) {
    throw asCallError(thrown, context)
  }
}

/** What a failed call means (teleport-wire.md 4.1, 7.4, 7.5). `details.reason` holds the server's words without secrets. */
export function asCallError(thrown: unknown, { signal, secrets = [] }: CallContext): unknown {
  if (signal.aborted) return abortReason(signal)
  if (thrown instanceof AppError) return withoutSecrets(thrown, secrets)
  if (!(thrown instanceof ConnectError)) return withoutSecrets(AppError.from(thrown), secrets)
  if (thrown.cause instanceof AppError) return withoutSecrets(thrown.cause, secrets)
  const reason = readable(thrown.rawMessage, secrets)
  const { code, retryable, text } = meaningOf(thrown, reason)
  return new AppError(code, `${text}: ${reason}`, {
    details: { reason, status: Code[thrown.code] },
    retryable,
    // The original repeats the server's words, which may repeat our secret.
    ...(secrets.length === 0 && { cause: thrown }),
  })
}

/** An answer that cannot be used although the call went well. */
export function malformedAnswer(reason: string, cause?: unknown): AppError {
  return new AppError('cluster.malformed-answer', `the answer of the cluster cannot be used: ${reason}`, {
    details: { reason },
    ...(cause !== undefined && { cause }),
  })
}

function abortReason(signal: AbortSignal): unknown {
  const reason: unknown = signal.reason
  if (!(reason instanceof DOMException) || reason.name !== 'TimeoutError') return reason
  return new AppError('cluster.timeout', 'the cluster did not answer in time', { retryable: true })
}

interface Meaning {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly text: string
}

const lost: Meaning = { code: 'cluster.unreachable', retryable: true, text: 'the cluster cannot be reached' }
const late: Meaning = { code: 'cluster.timeout', retryable: true, text: 'the cluster did not answer in time' }
const refused: Meaning = { code: 'cluster.refused', retryable: false, text: 'the cluster refused' }
const unusable: Meaning = {
  code: 'cluster.malformed-answer',
  retryable: false,
  text: 'the answer of the cluster cannot be used',
}

function meaningOf(error: ConnectError, reason: string): Meaning {
  if (!isFromServer(error)) return meaningOfOurOwn(error)
  switch (error.code) {
    case Code.Unavailable:
    case Code.Aborted:
    case Code.Canceled:
      return lost
    case Code.DeadlineExceeded:
      return late
    case Code.NotFound:
      return { code: 'cluster.not-found', retryable: false, text: 'the cluster does not know it' }
    case Code.PermissionDenied:
    case Code.Unauthenticated:
      return meaningOfDenial(reason)
    case Code.ResourceExhausted:
    case Code.Internal:
    case Code.Unknown:
      return { ...refused, retryable: true }
    case Code.InvalidArgument:
    case Code.AlreadyExists:
    case Code.FailedPrecondition:
    case Code.OutOfRange:
    case Code.Unimplemented:
    case Code.DataLoss:
    default:
      return refused
  }
}

/** A status that a server wrote carries its own header; all else was found out on this side. */
function isFromServer(error: ConnectError): boolean {
  return /^([1-9]|1[0-6])$/.test(error.metadata.get('grpc-status') ?? '')
}

function meaningOfOurOwn(error: ConnectError): Meaning {
  if (isAboutTheAnswer(error.rawMessage)) return unusable
  switch (error.code) {
    case Code.DeadlineExceeded:
      return late
    case Code.Unimplemented:
    case Code.PermissionDenied:
    case Code.Unauthenticated:
      return refused
    case Code.ResourceExhausted:
      return unusable
    default:
      return lost
  }
}

/** connect-es tells broken bytes from broken connections only by its words; hostile-server.test.ts holds it to them. */
function isAboutTheAnswer(words: string): boolean {
  return /protocol error|parse binary|envelope|grpc-status|content type|encoding/i.test(words)
}

/** A lock made by a generation mismatch repeats that text: it is still a lock. */
function meaningOfDenial(reason: string): Meaning {
  if (/\block(s|ed)?\b.*\b(in force|targeting)\b|\b(is|been) locked\b/i.test(reason)) {
    return { code: 'identity.locked', retryable: false, text: 'the bot is locked' }
  }
  if (/generation mismatch/i.test(reason)) {
    return {
      code: 'identity.generation-mismatch',
      retryable: false,
      text: 'the cluster has seen a newer certificate of this bot',
    }
  }
  return refused
}

/** Our own errors quote a server too, for example the join method it asks for. */
function withoutSecrets(error: AppError, secrets: readonly string[]): AppError {
  if (secrets.length === 0) return error
  const clean = <T>(value: T) => (typeof value === 'string' ? readable(value, secrets) : value)
  const details = Object.entries(error.details).map(
    ([name, value]) => [name, Array.isArray(value) ? value.map(clean) : clean(value)] as const,
  )
  const { code, message, retryable } = error
  // Its cause is left out: that may hold the words as they came.
  return new AppError(code, readable(message, secrets), { details: Object.fromEntries(details), retryable })
}

function readable(text: string, secrets: readonly string[]): string {
  const open = secrets
    .filter((secret) => secret !== '')
    .reduce((known, secret) => known.replaceAll(secret, '***'), text)
  // Control characters in a server's words must not reach a log or a terminal.
  // oxlint-disable-next-line no-control-regex
  return open.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, longestReason)
}
