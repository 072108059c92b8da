import { parseTlsCertificate, verifyTlsCertificate } from '../credentials/index.ts'
import type { TlsCertificate, TlsIdentity } from '../credentials/index.ts'
import type { Peer } from '../ports/network.ts'
import { tlsAuthority } from './authorities.ts'
import { lockInForce, lockText } from './locks.ts'
import { accessDenied } from './refusals.ts'
import { botOfUser } from './roles.ts'
import type { ClusterRuntime } from './runtime.ts'

/** A bot with its own identity or with that of an output. */
export interface UserCaller {
  readonly kind: 'user'
  readonly identity: TlsIdentity
  readonly notAfter: number
}
/** Whoever holds the administrator's certificate of the data folder. */
export interface AdminCaller {
  readonly kind: 'admin'
}
export type Caller = UserCaller | AdminCaller

/** The role in the certificate of the administrator; only the host authority can give it. */
export const adminRole = 'Admin'

/**
 * Who calls, proven anew for every call: a connection outlives its certificate, a lock or the removal of a bot.
 * Refuses anonymous, expired, foreign, locked and removed callers.
 */
export function requireCaller(runtime: ClusterRuntime, peer: Peer): Caller {
  if (peer.certificate === undefined) throw accessDenied('a client certificate is needed')
  const { authorities } = runtime.store.state
  if (proven(runtime, peer.certificate, tlsAuthority(authorities, 'host').certificate) !== undefined) {
    const { identity } = parseTlsCertificate(peer.certificate)
    if (identity.roles.includes(adminRole)) return { kind: 'admin' }
    throw accessDenied('the certificate is for a server, not for a caller')
  }
  const certificate = proven(runtime, peer.certificate, tlsAuthority(authorities, 'user').certificate)
  if (certificate === undefined) throw accessDenied('the client certificate is not valid here and now')
  return requireUser(runtime, certificate)
}

/** Like `requireCaller`, for what only a bot can do. */
export function requireBotCaller(runtime: ClusterRuntime, peer: Peer): UserCaller {
  const caller = requireCaller(runtime, peer)
  if (caller.kind === 'admin') throw accessDenied('this call is for bots')
  return caller
}

/** Like `requireCaller`, for what only the administrator may do. */
export function requireAdmin(runtime: ClusterRuntime, peer: Peer): AdminCaller {
  const caller = requireCaller(runtime, peer)
  if (caller.kind !== 'admin') throw accessDenied('this call is for the administrator')
  return caller
}

function requireUser(runtime: ClusterRuntime, certificate: TlsCertificate): UserCaller {
  const { identity, notAfter } = certificate
  const { state } = runtime.store
  const now = runtime.clock.now()
  if (identity.clusterName !== state.clusterName) throw accessDenied('the certificate is for another cluster')
  const userName = identity.impersonator ?? identity.userName
  if (botOfUser(state, userName, now) === undefined) {
    throw accessDenied(`the user ${JSON.stringify(userName)} does not exist`)
  }
  if (!state.instances.some(({ id }) => id === identity.botInstanceId)) {
    throw accessDenied('the bot instance of this certificate is gone')
  }
  const lock = lockInForce(state, { ...identity, userName }, now)
  if (lock !== undefined) throw accessDenied(lockText(lock))
  return { kind: 'user', identity, notAfter }
}

function proven(
  runtime: ClusterRuntime,
  certificate: Uint8Array,
  authority: string,
): TlsCertificate | undefined {
  try {
    return verifyTlsCertificate({ certificate, authorities: [authority], at: runtime.clock.now() })
  } catch {
    return undefined
  }
}
