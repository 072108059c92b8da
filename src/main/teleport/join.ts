import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Identity } from '../credentials/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { Network, TlsRoots } from '../ports/network.ts'
import { asCallError } from './call-errors.ts'
import { dialAuth } from './connection.ts'
import { joinByRegistering } from './join-legacy.ts'
import { joinByStream, methodNotSupported } from './join-v1.ts'
import { acceptIdentity } from './received-identity.ts'

/** How an identity was obtained, and the identity. */
export interface JoinOutcome {
  readonly identity: Identity
  readonly variant: 'join-v1' | 'legacy'
}

/**
 * Joins a cluster through its auth service with a new key. `currentIdentity` keeps the bot instance (teleport-wire.md 3.2).
 * The token appears in no error. A lost answer may have used up the token: the next attempt tells.
 */
export async function joinCluster(options: {
  network: Network
  clock: Clock
  address: string
  roots: TlsRoots
  joinMethod: string
  token: string
  currentIdentity?: Identity
  ttlMs: number
  clientVersion: string
  signal: AbortSignal
}): Promise<JoinOutcome> {
  const { clock, signal, token } = options
  if (options.joinMethod !== 'token') throw methodNotSupported(options.joinMethod)
  signal.throwIfAborted()
  const connection = dialAuth({
    network: options.network,
    address: options.address,
    roots: options.roots,
    clientVersion: options.clientVersion,
    ...(options.currentIdentity && { identity: options.currentIdentity }),
  })
  const data = { token, expires: clock.now() + options.ttlMs }
  try {
    const identity = await joinByStream(connection, data, { signal })
    if (identity) return { identity: acceptIdentity(identity), variant: 'join-v1' }
    const registered = await joinByRegistering(connection, data, { signal })
    return { identity: acceptIdentity(registered), variant: 'legacy' }
  } catch (thrown) {
    throw asJoinError(asCallError(thrown, { signal, secrets: [token] }))
  } finally {
    connection.close()
  }
}

/** The words of Teleport and of the local cluster for tokens that do not let in; the first that fits counts. */
const tokenReasons: readonly (readonly [RegExp, ErrorCode])[] = [
  [/\b(already|been) used\b|single.use|exhausted|consumed/i, 'join.token-used'],
  [/not found|unknown|not (a )?valid|invalid|no such|does not exist/i, 'join.token-unknown'],
  [/expired/i, 'join.token-expired'],
]

function asJoinError(thrown: unknown): unknown {
  if (!(thrown instanceof AppError)) return thrown
  if (thrown.code !== 'cluster.refused' && thrown.code !== 'cluster.not-found') return thrown
  const reason = String(thrown.details['reason'] ?? '')
  const code = tokenCode(reason)
  return new AppError(code, `the join was refused: ${reason}`, {
    details: thrown.details,
    retryable: code === 'join.refused' && thrown.retryable,
  })
}

function tokenCode(reason: string): ErrorCode {
  const found = /token/i.test(reason) && tokenReasons.find(([words]) => words.test(reason))
  return found ? found[1] : 'join.refused'
}
