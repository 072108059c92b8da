import type { KeyObject } from 'node:crypto'

/** Key algorithms of Teleport's suites (teleport-wire.md 4.4). */
export type KeyAlgorithm = 'ecdsa-p256' | 'ed25519' | 'rsa-2048'

/** The attributes Teleport puts into a certificate subject (teleport-wire.md 5.1); lists are sets, times epoch ms. */
export interface TlsIdentity {
  readonly userName: string
  readonly roles: readonly string[]
  readonly logins?: readonly string[]
  readonly usage?: readonly string[]
  readonly clusterName?: string
  readonly routeToCluster?: string
  readonly traits?: Readonly<Record<string, readonly string[]>>
  readonly renewable?: boolean
  readonly generation?: number
  readonly botName?: string
  readonly botInstanceId?: string
  readonly impersonator?: string
  readonly disallowReissue?: boolean
  readonly app?: {
    readonly name: string
    readonly publicAddress: string
    readonly clusterName: string
    readonly sessionId: string
  }
}

/** An X.509 certificate taken apart. `identity` is what its subject says; a CA or server has no roles in it. */
export interface TlsCertificate {
  readonly identity: TlsIdentity
  /** The subject as it stands, in order: dotted OID and text of each attribute. */
  readonly attributes: readonly { readonly oid: string; readonly value: string }[]
  readonly issuer: { readonly commonName: string; readonly organization: readonly string[] }
  /** Lower-case hex. */
  readonly serial: string
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: KeyObject
  /** Lower-case hex over `der`. */
  readonly sha256: string
  readonly der: Uint8Array
  readonly pem: string
  readonly isAuthority: boolean
  readonly dnsNames: readonly string[]
  readonly ipAddresses: readonly string[]
}

/** An OpenSSH certificate taken apart (PROTOCOL.certkeys). Times are epoch ms. */
export interface SshCertificate {
  readonly kind: 'user' | 'host'
  readonly keyId: string
  readonly serial: bigint
  readonly principals: readonly string[]
  readonly validAfter: number
  readonly validBefore: number
  readonly criticalOptions: Readonly<Record<string, string>>
  readonly extensions: Readonly<Record<string, string>>
  /** `SHA256:` fingerprints of the certified key and of the authority. */
  readonly keyFingerprint: string
  readonly authorityFingerprint: string
  /** SSH wire form of both public keys. */
  readonly publicKey: Uint8Array
  readonly authorityKey: Uint8Array
}

/** A bot's credential in the form the wire and the files want it. `privateKey` is secret. */
export interface Identity {
  readonly privateKey: KeyObject
  /** PEM leaf. */
  readonly tlsCertificate: string
  /** PEM certificates of the authorities, one each. */
  readonly tlsAuthorities: readonly string[]
  /** authorized_keys line of the certificate, without a newline. */
  readonly sshCertificate: string
  /** authorized_keys lines `type base64` of the host authorities, without comment. */
  readonly sshAuthorities: readonly string[]
}

/** A credential explained for people; what the contract's `CredentialView` shows. Never holds private material. */
export interface CredentialDescription {
  readonly artifact: string
  /** One sentence without the time: "Lets bot demo-bot open the application grafana-example". */
  readonly summary: string
  readonly notBefore?: number
  /** When the first part of it ends. */
  readonly expiresAt?: number
  readonly sections: readonly CredentialSection[]
  /** Public PEM or authorized_keys text, where there is one. */
  readonly publicText?: string
}

/** One part of a description: a certificate, a key, a trusted authority. */
export interface CredentialSection {
  readonly title: string
  readonly fields: readonly { readonly label: string; readonly value: string; readonly mono?: boolean }[]
}
