import type { MessageInitShape } from '@bufbuild/protobuf'
import type { ConnectRouter, Interceptor, ServiceImpl } from '@connectrpc/connect'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { ClusterConfigService } from '../../../../proto/gen/teleport/clusterconfig/v1/clusterconfig_service_pb.ts'
import { JoinService } from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import type { CertificatesSchema } from '../../../../proto/gen/teleport/join/v1/joinservice_pb.ts'
import { AuthService } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { CertsSchema } from '../../../../proto/gen/teleport/legacy/client/proto/certs_pb.ts'
import { JoinService as LegacyJoinService } from '../../../../proto/gen/teleport/legacy/client/proto/joinservice_pb.ts'
import { BotInstanceService } from '../../../../proto/gen/teleport/machineid/v1/bot_instance_service_pb.ts'
import { PresenceService } from '../../../../proto/gen/teleport/presence/v1/presence_service_pb.ts'
import { TrustService } from '../../../../proto/gen/teleport/trust/v1/trust_service_pb.ts'
import {
  authorizedKeyLine,
  caPin,
  issueSshCertificate,
  issueTlsCertificate,
  pemToDer,
  sshCertificateWire,
  sshPublicKeyBlob,
} from '../../credentials/index.ts'
import type { Identity } from '../../credentials/index.ts'
import type { TlsService } from '../../ports/network.ts'
import { createTestAuthority } from '../../ports/testing/test-authority.ts'
import type { TestAuthority } from '../../ports/testing/test-authority.ts'

export const clusterName = 'trial.example'
export const goodToken = 'trial-token-not-a-secret'
const lifeMs = 3_600_000

/** The methods a test lets a cluster answer; whatever is left out is UNIMPLEMENTED. */
export interface Script {
  readonly auth?: Partial<ServiceImpl<typeof AuthService>>
  readonly join?: Partial<ServiceImpl<typeof JoinService>>
  readonly legacyJoin?: Partial<ServiceImpl<typeof LegacyJoinService>>
  readonly config?: Partial<ServiceImpl<typeof ClusterConfigService>>
  readonly trust?: Partial<ServiceImpl<typeof TrustService>>
  readonly presence?: Partial<ServiceImpl<typeof PresenceService>>
  readonly instances?: Partial<ServiceImpl<typeof BotInstanceService>>
}

/** Two authorities and what they sign: enough of a cluster to script answers, good and bad, for the client under test. */
export class ScriptedCluster {
  readonly host: TestAuthority
  readonly user: TestAuthority
  readonly ssh: KeyObject
  readonly at: number
  /** Every method called, in order. */
  readonly calls: string[] = []
  /** The metadata `version` of every call. */
  readonly versions: (string | null)[] = []

  constructor({ at }: { at: number }) {
    this.at = at
    this.host = createTestAuthority({ at, clusterName })
    this.user = createTestAuthority({ at, clusterName })
    this.ssh = generateKeyPairSync('ed25519').privateKey
  }

  /** A TLS service that answers by the script. */
  service(script: Script): TlsService {
    const server = this.host.issue({ dnsNames: ['teleport.cluster.local', '*.teleport.cluster.local'] })
    return {
      host: '127.0.0.1',
      port: 0,
      secureContext: () => server,
      clientAuthorities: () => [this.user.certificate, this.host.certificate],
      pickAlpn: (offered) => offered.find((each) => each === 'h2' || each.startsWith('teleport-auth@')),
      routes: (router) => this.#route(router, script),
      http: (_request, response) => response.writeHead(404).end(),
    }
  }

  get hostPin(): string {
    return caPin(this.host.certificate)
  }

  get userPin(): string {
    return caPin(this.user.certificate)
  }

  /** The authority's key line as the old answers carry it, with a comment that a client has to drop. */
  get sshAuthority(): string {
    return `${authorizedKeyLine(sshPublicKeyBlob(this.ssh))} type=host`
  }

  certsFor(publicKey: KeyObject, life: { notBefore?: number; notAfter?: number } = {}) {
    const { notBefore = this.at - 60_000, notAfter = this.at + lifeMs } = life
    const tls = issueTlsCertificate({
      authority: { certificate: this.user.certificate, key: this.user.key },
      publicKey,
      subject: { userName: 'bot-x', roles: ['bot-x'], clusterName },
      notBefore,
      notAfter,
    })
    const ssh = issueSshCertificate({
      authority: this.ssh,
      publicKey: sshPublicKeyBlob(publicKey),
      kind: 'user',
      keyId: 'bot-x',
      serial: 7n,
      principals: ['-teleport-internal-join'],
      validAfter: notBefore,
      validBefore: notAfter,
    })
    return { tls, ssh }
  }

  /** The older answer for a public key in PEM. */
  textCertificates(
    publicKeyPem: Uint8Array,
    life?: { notBefore?: number; notAfter?: number },
  ): MessageInitShape<typeof CertsSchema> {
    const { tls, ssh } = this.certsFor(createPublicKey(Buffer.from(publicKeyPem)), life)
    return {
      TLS: bytes(tls),
      SSH: bytes(`${ssh}\n`),
      TLSCACerts: [bytes(this.host.certificate), bytes(this.user.certificate)],
      SSHCACerts: [bytes(`${this.sshAuthority}\n`)],
    }
  }

  /** The newer answer for a public key in PKIX DER. */
  wireCertificates(
    publicKeyDer: Uint8Array,
    life?: { notBefore?: number; notAfter?: number },
  ): MessageInitShape<typeof CertificatesSchema> {
    const publicKey = createPublicKey({ key: Buffer.from(publicKeyDer), format: 'der', type: 'spki' })
    const { tls, ssh } = this.certsFor(publicKey, life)
    return {
      tlsCert: Uint8Array.from(pemToDer(tls)),
      tlsCaCerts: [this.host, this.user].map(({ certificate }) => Uint8Array.from(pemToDer(certificate))),
      sshCert: Uint8Array.from(sshCertificateWire(ssh)),
      sshCaKeys: [Uint8Array.from(sshPublicKeyBlob(this.ssh))],
    }
  }

  /** An identity as a former join left it. */
  identity(): Identity {
    const privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const { tls, ssh } = this.certsFor(createPublicKey(privateKey))
    return {
      privateKey,
      tlsCertificate: tls,
      tlsAuthorities: [this.host.certificate, this.user.certificate],
      sshCertificate: ssh,
      sshAuthorities: [authorizedKeyLine(sshPublicKeyBlob(this.ssh))],
    }
  }

  #route(router: ConnectRouter, script: Script): void {
    const note: Interceptor = (next) => (request) => {
      this.calls.push(request.method.name)
      this.versions.push(request.header.get('version'))
      return next(request)
    }
    const options = { interceptors: [note] }
    router.service(AuthService, script.auth ?? {}, options)
    router.service(JoinService, script.join ?? {}, options)
    router.service(LegacyJoinService, script.legacyJoin ?? {}, options)
    router.service(ClusterConfigService, script.config ?? {}, options)
    router.service(TrustService, script.trust ?? {}, options)
    router.service(PresenceService, script.presence ?? {}, options)
    router.service(BotInstanceService, script.instances ?? {}, options)
  }
}

/** Text as the field of a message. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text))
}
