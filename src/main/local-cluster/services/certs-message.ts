import { create } from '@bufbuild/protobuf'
import { CertsSchema } from '../../../../proto/gen/teleport/legacy/client/proto/certs_pb.ts'
import type { Certs } from '../../../../proto/gen/teleport/legacy/client/proto/certs_pb.ts'
import { sshAuthority, tlsAuthority } from '../authorities.ts'
import type { IssuedCertificates } from '../certificates.ts'
import type { ClusterState } from '../state.ts'
import { bytes } from './messages.ts'

/** The answer with certificates: a bot's own come with host and user authorities, an output's with user only (teleport-wire.md 5.3). */
export function certsMessage(
  state: ClusterState,
  certificates: IssuedCertificates,
  kind: 'bot' | 'output',
): Certs {
  const types = kind === 'bot' ? (['host', 'user'] as const) : (['user'] as const)
  return create(CertsSchema, {
    ...(certificates.ssh !== undefined && { SSH: bytes(`${certificates.ssh}\n`) }),
    ...(certificates.tls !== undefined && { TLS: bytes(certificates.tls) }),
    TLSCACerts: types.map((type) => bytes(tlsAuthority(state.authorities, type).certificate)),
    SSHCACerts: types.map((type) => bytes(`${sshAuthority(state.authorities, type).line}\n`)),
  })
}
