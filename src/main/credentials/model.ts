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
