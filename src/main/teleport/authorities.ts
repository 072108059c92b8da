import { createClient } from '@connectrpc/connect'
import { AuthService, Operation } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { CertAuthorityV2 } from '../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { TrustService } from '../../../proto/gen/teleport/trust/v1/trust_service_pb.ts'
import { callCluster, malformedAnswer } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'
import { readAuthorizedKeys, readPemAuthorities } from './received-identity.ts'

/** The kinds of authority a bot deals with (teleport-wire.md 4.6). */
export type AuthorityType = 'host' | 'user' | 'db' | 'openssh'

/** One authority as everyone trusts it: active keys first, then the additional ones of a rotation. */
export interface CertificateAuthority {
  readonly type: string
  readonly clusterName: string
  /** PEM, one certificate each. */
  readonly tls: readonly string[]
  /** `type base64`, without comment. */
  readonly ssh: readonly string[]
  /** Present when the cluster reports a rotation, also a finished one. */
  readonly rotation?: { readonly state: string; readonly phase: string }
}

/** The authorities of one type, of this cluster and of those it trusts. */
export async function certificateAuthorities(
  connection: AuthConnection,
  { type, signal }: { type: AuthorityType; signal: AbortSignal },
): Promise<CertificateAuthority[]> {
  const client = createClient(TrustService, connection.transport)
  const answer = await callCluster({ signal }, () =>
    client.getCertAuthorities({ type, includeKey: false }, { signal, timeoutMs: callTimeoutMs }),
  )
  return answer.certAuthoritiesV2.map((authority) => readAuthority(authority))
}

/**
 * Follows changes of authorities (teleport-wire.md 4.7). Resolves when the server ends the stream, rejects when it fails or
 * the signal aborts. What `onChange` throws ends the watch too.
 */
export async function watchAuthorities(
  connection: AuthConnection,
  options: {
    clusterName: string
    types: readonly AuthorityType[]
    signal: AbortSignal
    onEstablished(): void
    onChange(authority: CertificateAuthority): void
  },
): Promise<void> {
  const { clusterName, signal } = options
  const ended = new AbortController()
  const Filter = Object.fromEntries(options.types.map((type) => [type, clusterName]))
  const events = createClient(AuthService, connection.transport).watchEvents(
    { Kinds: [{ Kind: 'cert_authority', Filter }] },
    { signal: AbortSignal.any([signal, ended.signal]) },
  )
  const isWatched = (authority: CertificateAuthority) =>
    authority.clusterName === clusterName && options.types.some((type) => type === authority.type)
  let isEstablished = false
  try {
    await callCluster({ signal }, async () => {
      for await (const event of events) {
        if (!isEstablished && event.Type !== Operation.INIT) throw malformedAnswer('a watch begins with INIT')
        if (!isEstablished) options.onEstablished()
        isEstablished = true
        if (event.Type !== Operation.PUT || event.Resource.case !== 'CertAuthority') continue
        const authority = readAuthority(event.Resource.value)
        if (isWatched(authority)) options.onChange(authority)
      }
    })
    if (!isEstablished) throw malformedAnswer('the watch ended before it began')
  } finally {
    ended.abort()
  }
}

function readAuthority({ Spec: spec }: CertAuthorityV2): CertificateAuthority {
  if (!spec?.Type || !spec.ClusterName) throw malformedAnswer('an authority has no type or no cluster name')
  const sets = [spec.ActiveKeys, spec.AdditionalTrustedKeys]
  return {
    type: spec.Type,
    clusterName: spec.ClusterName,
    tls: readPemAuthorities(sets.flatMap((set) => set?.TLS.map((pair) => pair.Cert) ?? [])),
    ssh: readAuthorizedKeys(sets.flatMap((set) => set?.SSH.map((pair) => pair.PublicKey) ?? [])),
    ...(spec.Rotation && {
      rotation: { state: spec.Rotation.State || 'standby', phase: spec.Rotation.Phase },
    }),
  }
}
