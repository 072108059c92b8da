import type { Identity } from '../../credentials/index.ts'
import {
  certificateAuthorities,
  impersonableRoles,
  issueCertificate,
  keyAlgorithmFor,
  ping,
} from '../../teleport/index.ts'
import type { Member } from '../session.ts'
import type { IssueContext } from './output.ts'
import type { TrustedAuthorities } from './standard-set.ts'

/** What asking for the credential of an output begins with (teleport-wire.md 4.5). */
export interface OutputGround {
  readonly userName: string
  readonly clusterName: string
  readonly roles: readonly string[]
  /** `host:port` of the proxy; undefined when the cluster has none. */
  readonly proxyAddress: string | undefined
  /** Issues a certificate over the bot's own connection. */
  issue(request: { routeToCluster: string; reissuable: boolean; app?: AppRoute }): Promise<Identity>
}

export interface AppRoute {
  readonly name: string
  readonly publicAddress: string
  readonly clusterName: string
}

/** Asks for suite, proxy and roles; no configured roles means all the bot may impersonate. */
export async function prepareIssue(
  member: Member,
  o: { roles: readonly string[]; ttlMs: number; context: IssueContext },
): Promise<OutputGround> {
  const { signal, clusterClock } = o.context
  const { connection, certificate, clusterName, identity } = member
  const { userName } = certificate.identity
  const [{ suite, proxyPublicAddress }, roles] = await Promise.all([
    ping(connection, { signal }),
    o.roles.length > 0 ? o.roles : impersonableRoles(connection, { userName, signal }),
  ])
  return {
    userName,
    clusterName,
    roles,
    proxyAddress: proxyPublicAddress === '' ? undefined : proxyPublicAddress,
    issue: (request) =>
      issueCertificate({
        connection,
        userName,
        keyAlgorithm: keyAlgorithmFor(suite, 'bot-output'),
        ttlMs: o.ttlMs,
        clock: clusterClock,
        request: { kind: 'output', roles, ...request },
        botIdentity: identity,
        signal,
      }),
  }
}

/** The authorities whose certificates go into the set, read with the bot's own identity (teleport-wire.md 6.2). */
export async function trustedAuthorities(
  { connection }: Member,
  { signal }: { signal: AbortSignal },
): Promise<TrustedAuthorities> {
  const [host, user, database] = await Promise.all([
    certificateAuthorities(connection, { type: 'host', signal }),
    certificateAuthorities(connection, { type: 'user', signal }),
    certificateAuthorities(connection, { type: 'db', signal }),
  ])
  return { host, user, database }
}
