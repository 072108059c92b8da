import { verifyTlsCertificate } from '../credentials/index.ts'
import type { TlsCertificate, TlsIdentity } from '../credentials/index.ts'
import type { Peer } from '../ports/network.ts'
import { tlsAuthority } from './authorities.ts'
import type { StoredAuthority } from './authorities.ts'
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
  const proof = prove(runtime, peer.certificate)
  const now = runtime.clock.now()
  if (proof === undefined || now < proof.certificate.notBefore || now > proof.certificate.notAfter) {
    throw accessDenied('the client certificate is not valid here and now')
  }
  if (proof.signer === 'user') return requireUser(runtime, proof.certificate)
  if (proof.certificate.identity.roles.includes(adminRole)) return { kind: 'admin' }
  throw accessDenied('the certificate is for a server, not for a caller')
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

interface Proof {
  readonly authorities: readonly StoredAuthority[]
  readonly certificate: TlsCertificate
  readonly signer: 'host' | 'user'
}

/** Signatures once proven, by the certificate of a connection: checking them takes longer than most calls. */
const proofs = new WeakMap<Uint8Array, Proof>()

/** Which authority signed the certificate. Both have the same name, so only the signature tells a bot from the administrator. */
function prove(runtime: ClusterRuntime, certificate: Uint8Array): Proof | undefined {
  const { authorities } = runtime.store.state
  const known = proofs.get(certificate)
  if (known !== undefined && known.authorities === authorities) return known
  for (const signer of ['user', 'host'] as const) {
    const proven = verify(certificate, tlsAuthority(authorities, signer).certificate, runtime.clock.now())
    if (proven === undefined) continue
    const proof = { authorities, certificate: proven, signer }
    proofs.set(certificate, proof)
    return proof
  }
  return undefined
}

function verify(certificate: Uint8Array, authority: string, at: number): TlsCertificate | undefined {
  try {
    return verifyTlsCertificate({ certificate, authorities: [authority], at })
  } catch {
    return undefined
  }
}
