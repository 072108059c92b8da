import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import {
  createTlsAuthority,
  generateKey,
  issueSshCertificate,
  issueTlsCertificate,
  sshPublicKeyBlob,
} from '../index.ts'
import type { Identity, KeyAlgorithm, TlsIdentity } from '../index.ts'

/** When everything made here is valid. */
export const issuedAt = Date.UTC(2026, 10, 21, 12)
export const hour = 3_600_000

export interface TestAuthority {
  readonly key: KeyObject
  readonly certificate: string
}

export async function makeAuthority(
  algorithm: KeyAlgorithm = 'ecdsa-p256',
  clusterName = 'trial.example',
): Promise<TestAuthority> {
  const key = await generateKey(algorithm)
  const certificate = createTlsAuthority({
    clusterName,
    key,
    notBefore: issuedAt - hour,
    notAfter: issuedAt + 10_000 * hour,
  })
  return { key, certificate }
}

/** A leaf of the authority, valid for one hour from `issuedAt`. */
export function makeLeaf(
  authority: TestAuthority,
  key: KeyObject,
  subject: TlsIdentity = { userName: 'bot-demo', roles: ['reader'] },
): string {
  return issueTlsCertificate({
    authority,
    publicKey: createPublicKey(key),
    subject,
    notBefore: issuedAt,
    notAfter: issuedAt + hour,
  })
}

/** A whole bot identity whose parts fit, valid for one hour from `issuedAt`. */
export async function makeIdentity(
  options: { subject?: TlsIdentity; principals?: string[] } = {},
): Promise<Identity> {
  const authority = await makeAuthority()
  const privateKey = await generateKey('ecdsa-p256')
  const sshCertificate = issueSshCertificate({
    authority: authority.key,
    publicKey: sshPublicKeyBlob(privateKey),
    kind: 'user',
    keyId: 'bot-demo',
    serial: 1n,
    principals: options.principals ?? ['-teleport-internal-join'],
    validAfter: issuedAt,
    validBefore: issuedAt + hour,
  })
  return {
    privateKey,
    tlsCertificate: makeLeaf(authority, privateKey, options.subject),
    tlsAuthorities: [authority.certificate],
    sshCertificate,
    sshAuthorities: [],
  }
}
