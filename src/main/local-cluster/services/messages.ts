import { create } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import type { Timestamp } from '@bufbuild/protobuf/wkt'
import { SignatureAlgorithmSuite } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import {
  AppServerV3Schema,
  AuthPreferenceV2Schema,
  CertAuthorityV2Schema,
  LockV2Schema,
  MetadataSchema,
} from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import type {
  AppServerV3,
  AuthPreferenceV2,
  CertAuthorityV2,
  LockV2,
  Metadata as MetadataMessage,
} from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import { publicKeyPem } from '../../credentials/index.ts'
import type { Authority } from '../authorities.ts'
import type { AppResource } from '../resources/app.ts'
import { unsetTime } from '../resources/lock.ts'
import type { LockResource } from '../resources/lock.ts'
import type { Metadata } from '../resources/resource.ts'

/** The suite of every local cluster. */
export const suite = SignatureAlgorithmSuite.BALANCED_V1
export const suiteName = 'balanced-v1'
const defaultSessionNs = 12n * 3_600_000_000_000n

/** Teleport's year 1: "unset" in a time that is always written (teleport-wire.md 4.2). */
const unset: Timestamp = timestampFromMs(-62_135_596_800_000)

export function metadataMessage(metadata: Metadata): MetadataMessage {
  return create(MetadataSchema, {
    Name: metadata.name,
    Namespace: 'default',
    Description: metadata.description ?? '',
    Labels: { ...metadata.labels },
    ...(metadata.expires !== undefined && { Expires: timestamp(metadata.expires) }),
  })
}

/** An authority without any private part (teleport-wire.md 4.6). */
export function authorityMessage(authority: Authority, clusterName: string): CertAuthorityV2 {
  const { type, tls, ssh, jwt } = authority
  return create(CertAuthorityV2Schema, {
    Kind: 'cert_authority',
    SubKind: type,
    Version: 'v2',
    Metadata: metadataMessage({ name: clusterName }),
    Spec: {
      Type: type,
      ClusterName: clusterName,
      ActiveKeys: {
        SSH: ssh === undefined ? [] : [{ PublicKey: bytes(`${ssh.line}\n`) }],
        TLS: tls === undefined ? [] : [{ Cert: bytes(tls.certificate) }],
        JWT: jwt === undefined ? [] : [{ PublicKey: bytes(publicKeyPem(jwt.key)) }],
      },
      AdditionalTrustedKeys: {},
    },
  })
}

/** An application as the server that offers it announces it (teleport-wire.md 4.8). */
export function appServerMessage(
  app: AppResource,
  server: { hostId: string; hostname: string; version: string },
): AppServerV3 {
  return create(AppServerV3Schema, {
    Kind: 'app_server',
    Version: 'v3',
    Metadata: metadataMessage({ name: app.metadata.name }),
    Spec: {
      Version: server.version,
      Hostname: server.hostname,
      HostID: server.hostId,
      Rotation: {
        Started: unset,
        LastRotated: unset,
        Schedule: { UpdateClients: unset, UpdateServers: unset, Standby: unset },
      },
      App: {
        Kind: 'app',
        Version: app.version,
        Metadata: metadataMessage(app.metadata),
        Spec: {
          URI: app.spec.uri ?? '',
          PublicAddr: app.spec.public_addr ?? '',
          TCPPorts: (app.spec.tcp_ports ?? []).map(({ port, end_port }) => ({
            Port: port,
            EndPort: end_port ?? 0,
          })),
        },
      },
    },
  })
}

export function lockMessage(lock: LockResource): LockV2 {
  const { target, message, expires, created_at, created_by } = lock.spec
  return create(LockV2Schema, {
    Kind: 'lock',
    Version: 'v2',
    Metadata: metadataMessage(lock.metadata),
    Spec: {
      Target: {
        User: target.user ?? '',
        Role: target.role ?? '',
        Login: target.login ?? '',
        MFADevice: target.mfa_device ?? '',
        WindowsDesktop: target.windows_desktop ?? '',
        AccessRequest: target.access_request ?? '',
        Device: target.device ?? '',
        ServerID: target.server_id ?? '',
      },
      Message: message ?? '',
      ...(expires !== undefined && { Expires: timestamp(expires) }),
      CreatedAt: timestamp(created_at),
      CreatedBy: created_by ?? '',
    },
  })
}

/** The preferences of every local cluster (teleport-wire.md 4.4). */
export function authPreferenceMessage(): AuthPreferenceV2 {
  return create(AuthPreferenceV2Schema, {
    Kind: 'cluster_auth_preference',
    Version: 'v2',
    Metadata: metadataMessage({ name: 'cluster-auth-preference' }),
    Spec: {
      Type: 'local',
      AllowLocalAuth: { Value: true },
      DisconnectExpiredCert: {},
      LockingMode: 'best_effort',
      DefaultSessionTTL: defaultSessionNs,
      signatureAlgorithmSuite: suite,
    },
  })
}

/** Epoch ms of a time that may be absent or year 1. */
export function msFromTimestamp(time: Timestamp | undefined): number | undefined {
  if (time === undefined || time.seconds <= 0n) return undefined
  return Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000)
}

export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text))
}

function timestamp(text: string): Timestamp {
  return text === unsetTime ? unset : timestampFromMs(Date.parse(text))
}
