import type { MessageInitShape } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { createClient } from '@connectrpc/connect'
import { AuthService } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { UserCertsRequestSchema } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import { generateKey } from '../credentials/index.ts'
import type { Identity, KeyAlgorithm } from '../credentials/index.ts'
import type { Clock } from '../ports/clock.ts'
import { callCluster } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'
import type { AuthConnection } from './connection.ts'
import { publicKeyTexts } from './public-key-texts.ts'
import { acceptIdentity, readPemAuthorities, readTextCertificates } from './received-identity.ts'

/** What a certificate is for (teleport-wire.md 4.5). */
export type CertificateRequest =
  | { readonly kind: 'renewal' }
  | {
      readonly kind: 'output'
      readonly routeToCluster: string
      readonly roles: readonly string[]
      readonly reissuable: boolean
      readonly app?: { readonly name: string; readonly publicAddress: string; readonly clusterName: string }
    }

/**
 * Gets a certificate for a new key over the bot's own connection. A renewal whose answer is lost counts for the cluster all
 * the same (teleport-wire.md 7.4): the caller must never go back to an older identity after one may have succeeded.
 */
export async function issueCertificate(options: {
  connection: AuthConnection
  userName: string
  keyAlgorithm: KeyAlgorithm
  ttlMs: number
  clock: Clock
  request: CertificateRequest
  botIdentity: Identity
  signal: AbortSignal
}): Promise<Identity> {
  const { clock, request, signal } = options
  const key = await generateKey(options.keyAlgorithm)
  const texts = publicKeyTexts(key)
  const client = createClient(AuthService, options.connection.transport)
  const callOptions = { signal, timeoutMs: callTimeoutMs }
  const certificates = await callCluster({ signal }, () =>
    client.generateUserCerts(
      {
        Username: options.userName,
        Expires: timestampFromMs(clock.now() + options.ttlMs),
        SSHPublicKey: texts.ssh,
        TLSPublicKey: texts.tls,
        ...outputFields(request),
      },
      callOptions,
    ),
  )
  const received = readTextCertificates(key, certificates)
  if (request.kind === 'renewal') return acceptIdentity(received)
  // The answer to an output holds the user authority only: whoever uses it needs the hosts' too.
  const host = await callCluster({ signal }, () => client.getClusterCACert({}, callOptions))
  const tlsAuthorities = [...new Set([...received.tlsAuthorities, ...readPemAuthorities([host.TLSCA])])]
  const { sshAuthorities } = options.botIdentity
  return acceptIdentity({ ...received, tlsAuthorities, sshAuthorities })
}

function outputFields(request: CertificateRequest): MessageInitShape<typeof UserCertsRequestSchema> {
  if (request.kind === 'renewal') return {}
  const { app } = request
  return {
    RouteToCluster: request.routeToCluster,
    RoleRequests: [...request.roles],
    UseRoleRequests: true,
    ReissuableRoleImpersonation: request.reissuable,
    ...(app && {
      RouteToApp: { Name: app.name, PublicAddr: app.publicAddress, ClusterName: app.clusterName },
    }),
  }
}
