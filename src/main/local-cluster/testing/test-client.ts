import { create } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { createClient } from '@connectrpc/connect'
import type { Client } from '@connectrpc/connect'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { JoinRequestSchema, JoinService } from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import type { JoinRequest } from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import { AuthService } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { Certs } from '../../../../proto/gen/teleport/legacy/client/proto/certs_pb.ts'
import { JoinService as LegacyJoinService } from '../../../../proto/gen/teleport/legacy/client/proto/joinservice_pb.ts'
import { BotInstanceService } from '../../../../proto/gen/teleport/machineid/v1/bot_instance_service_pb.ts'
import { TrustService } from '../../../../proto/gen/teleport/trust/v1/trust_service_pb.ts'
import {
  authorizedKeyLine,
  derToPem,
  parseSshCertificate,
  parseTlsCertificate,
  privateKeyPem,
  publicKeyDer,
  publicKeyPem,
  sshCertificateLine,
  sshPublicKeyBlob,
} from '../../credentials/index.ts'
import type { GrpcConnection, Network } from '../../ports/network.ts'

/** A credential as a test holds it. */
export interface Held {
  readonly key: KeyObject
  /** PEM. */
  readonly tls: string
  /** authorized_keys line. */
  readonly ssh: string
  /** PEM, one each. */
  readonly tlsAuthorities: readonly string[]
  readonly sshAuthorities: readonly string[]
}

/** The wire of a cluster as a bot sees it, without the engine: every call by hand. */
export interface Wire {
  readonly auth: Client<typeof AuthService>
  readonly trust: Client<typeof TrustService>
  readonly instances: Client<typeof BotInstanceService>
  readonly join: Client<typeof JoinService>
  readonly legacyJoin: Client<typeof LegacyJoinService>
  readonly connection: GrpcConnection
}

/** Dials a cluster at `host:port`, with a credential or anonymously. */
export function wireTo(network: Network, address: string, held?: Held): Wire {
  const connection = network.dialGrpc({
    host: address.slice(0, address.lastIndexOf(':')),
    port: Number(address.slice(address.lastIndexOf(':') + 1)),
    serverName: 'teleport.cluster.local',
    alpn: ['h2'],
    roots: held === undefined ? { kind: 'none' } : { kind: 'pem', certificates: held.tlsAuthorities },
    ...(held && { certificate: { cert: held.tls, key: privateKeyPem(held.key) } }),
    timeoutMs: 5_000,
  })
  const { transport } = connection
  return {
    auth: createClient(AuthService, transport),
    trust: createClient(TrustService, transport),
    instances: createClient(BotInstanceService, transport),
    join: createClient(JoinService, transport),
    legacyJoin: createClient(LegacyJoinService, transport),
    connection,
  }
}

/** Joins by the newer service (teleport-wire.md 3.2). */
export async function joinByStream(
  wire: Wire,
  options: { token: string; expires: number; joinMethod?: string; role?: string },
): Promise<Held> {
  const key = newKey()
  const requests = new Requests()
  requests.push({
    case: 'clientInit',
    value: {
      tokenName: options.token,
      systemRole: options.role ?? 'Bot',
      ...(options.joinMethod !== undefined && { joinMethod: options.joinMethod }),
    },
  })
  try {
    for await (const { payload } of wire.join.join(requests)) {
      if (payload.case === 'init') {
        const publicKeys = {
          publicTlsKey: new Uint8Array(publicKeyDer(key)),
          publicSshKey: new Uint8Array(sshPublicKeyBlob(createPublicKey(key))),
        }
        const value = { publicKeys, expires: timestampFromMs(options.expires) }
        requests.push({
          case: 'tokenInit',
          value: { clientParams: { payload: { case: 'botParams', value } } },
        })
      }
      if (payload.case !== 'result' || payload.value.payload.case !== 'botResult') continue
      const { certificates } = payload.value.payload.value
      if (certificates === undefined) throw new Error('no certificates in the result')
      return {
        key,
        tls: derToPem(certificates.tlsCert),
        ssh: sshCertificateLine(certificates.sshCert),
        tlsAuthorities: certificates.tlsCaCerts.map((der) => derToPem(der)),
        sshAuthorities: certificates.sshCaKeys.map((blob) => authorizedKeyLine(blob)),
      }
    }
    throw new Error('the stream ended without a result')
  } finally {
    requests.end()
  }
}

/** Joins by the older call (teleport-wire.md 3.4). */
export async function joinByCall(wire: Wire, options: { token: string; expires?: number }): Promise<Held> {
  const key = newKey()
  const certs = await wire.legacyJoin.registerUsingToken({
    Role: 'Bot',
    Token: options.token,
    PublicTLSKey: text(publicKeyPem(key)),
    PublicSSHKey: text(`${authorizedKeyLine(sshPublicKeyBlob(createPublicKey(key)))}\n`),
    ...(options.expires !== undefined && { Expires: timestampFromMs(options.expires) }),
  })
  return heldFrom(key, certs)
}

export interface CertsOptions {
  readonly user: string
  readonly expires?: number
  readonly roles?: readonly string[]
  readonly app?: string
  readonly reissuable?: boolean
}

/** GenerateUserCerts: a renewal, or with roles an output (teleport-wire.md 4.5). */
export async function requestCerts(wire: Wire, options: CertsOptions): Promise<Held> {
  const key = newKey()
  const certs = await wire.auth.generateUserCerts({
    Username: options.user,
    SSHPublicKey: text(`${authorizedKeyLine(sshPublicKeyBlob(createPublicKey(key)))}\n`),
    TLSPublicKey: text(publicKeyPem(key)),
    ...(options.expires !== undefined && { Expires: timestampFromMs(options.expires) }),
    ...(options.roles && { RoleRequests: [...options.roles], UseRoleRequests: true }),
    ...(options.app !== undefined && { RouteToApp: { Name: options.app } }),
    ...(options.reissuable === true && { ReissuableRoleImpersonation: true }),
  })
  return heldFrom(key, certs)
}

export function tlsOf(held: Held) {
  return parseTlsCertificate(held.tls)
}

export function sshOf(held: Held) {
  return parseSshCertificate(held.ssh)
}

function heldFrom(key: KeyObject, certs: Certs): Held {
  const read = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
  return {
    key,
    tls: read(certs.TLS),
    ssh: read(certs.SSH).trim(),
    tlsAuthorities: certs.TLSCACerts.map(read),
    sshAuthorities: certs.SSHCACerts.map((line) => read(line).trim()),
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

function text(value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(value))
}

type Payload = Parameters<typeof create<typeof JoinRequestSchema>>[1] extends infer Init
  ? NonNullable<Init> extends { payload?: infer P }
    ? P
    : never
  : never

/** The sending side of a join stream. */
class Requests implements AsyncIterable<JoinRequest> {
  readonly #waiting: JoinRequest[] = []
  #wake = Promise.withResolvers<void>()
  #isEnded = false

  push(payload: NonNullable<Payload>): void {
    this.#waiting.push(create(JoinRequestSchema, { payload }))
    this.#wake.resolve()
  }

  end(): void {
    this.#isEnded = true
    this.#wake.resolve()
  }

  async *[Symbol.asyncIterator](): AsyncIterator<JoinRequest> {
    while (!this.#isEnded) {
      const next = this.#waiting.shift()
      if (next !== undefined) yield next
      else {
        await this.#wake.promise
        this.#wake = Promise.withResolvers<void>()
      }
    }
  }
}
