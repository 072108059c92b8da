import { randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
} from '@peculiar/asn1-x509'
import type { Name } from '@peculiar/asn1-x509'
import { AppError } from '../../shared/errors.ts'
import { publicKeyDer, signatureDigest } from './keys.ts'
import type { TlsIdentity } from './model.ts'
import { derToPem, pemToDer } from './pem.ts'
import { keyIdentifier, readCertificate, subjectKeyIdentifier } from './tls-structure.ts'
import { distinguishedName, subjectName, subjectOids } from './tls-subject.ts'

/** Makes a self-signed authority whose CN and O are the cluster name (teleport-wire.md 5.1). Returns PEM. */
export function createTlsAuthority(options: {
  clusterName: string
  key: KeyObject
  notBefore: number
  notAfter: number
}): string {
  const name = distinguishedName([
    [subjectOids.organization, [options.clusterName]],
    [subjectOids.commonName, [options.clusterName]],
  ])
  const publicKey = publicKeyInfo(options.key)
  const extensions = [
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true })),
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(publicKey))),
  ]
  return signCertificate({ ...options, issuer: name, subject: name, publicKey, extensions })
}

/** Signs a client or server certificate with the properties of teleport-wire.md 5.1. Times are epoch ms, cut to seconds. */
export function issueTlsCertificate(options: {
  authority: { certificate: string; key: KeyObject }
  publicKey: KeyObject
  subject: TlsIdentity
  dnsNames?: readonly string[]
  ipAddresses?: readonly string[]
  notBefore: number
  notAfter: number
}): string {
  const authority = readCertificate(pemToDer(options.authority.certificate)).tbsCertificate
  const publicKey = publicKeyInfo(options.publicKey)
  const alternativeNames = [
    ...(options.dnsNames ?? []).map((dNSName) => new GeneralName({ dNSName })),
    ...(options.ipAddresses ?? []).map((iPAddress) => new GeneralName({ iPAddress })),
  ]
  const authorityKey = new KeyIdentifier(subjectKeyIdentifier(authority))
  const extensions = [
    extension(
      id_ce_keyUsage,
      true,
      new KeyUsage(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment),
    ),
    extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth, id_kp_clientAuth])),
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(publicKey))),
    extension(
      id_ce_authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({ keyIdentifier: authorityKey }),
    ),
    ...(alternativeNames.length > 0
      ? [extension(id_ce_subjectAltName, false, new SubjectAlternativeName(alternativeNames))]
      : []),
  ]
  return signCertificate({
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    key: options.authority.key,
    issuer: authority.subject,
    subject: subjectName(options.subject),
    publicKey,
    extensions,
  })
}

function signCertificate(options: {
  key: KeyObject
  issuer: Name
  subject: Name
  publicKey: SubjectPublicKeyInfo
  notBefore: number
  notAfter: number
  extensions: Extension[]
}): string {
  const signatureAlgorithm = algorithmOf(options.key)
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: signatureAlgorithm,
    issuer: options.issuer,
    subject: options.subject,
    validity: new Validity({
      notBefore: wholeSecond(options.notBefore),
      notAfter: wholeSecond(options.notAfter),
    }),
    subjectPublicKeyInfo: options.publicKey,
    extensions: new Extensions(options.extensions),
  })
  const signed = Buffer.from(AsnConvert.serialize(tbsCertificate))
  const signatureValue = new Uint8Array(sign(signatureDigest(options.key), signed, options.key)).buffer
  const certificate = new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue })
  return derToPem(new Uint8Array(AsnConvert.serialize(certificate)))
}

function extension(extnID: string, critical: boolean, value: object): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

function publicKeyInfo(key: KeyObject): SubjectPublicKeyInfo {
  return AsnConvert.parse(publicKeyDer(key), SubjectPublicKeyInfo)
}

/** RFC 5758 3.2, RFC 8017 A.2.4, RFC 8410 3. */
function algorithmOf(key: KeyObject): AlgorithmIdentifier {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: derNull() })
    case 'ec':
      if (signatureDigest(key) === 'sha256')
        return new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' })
      break
    case 'ed25519':
      return new AlgorithmIdentifier({ algorithm: '1.3.101.112' })
    default:
  }
  throw new AppError('internal.not-supported', 'authorities are ECDSA P-256, RSA or Ed25519')
}

function derNull(): ArrayBuffer {
  return Uint8Array.of(5, 0).buffer
}

/** 128 random bits as a positive INTEGER without needless zeros. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = bytes.subarray(Math.max(first, 0))
  return Uint8Array.of(...((digits[0] ?? 0) >= 0x80 ? [0] : []), ...digits).buffer
}

function wholeSecond(epochMs: number): Date {
  return new Date(Math.floor(epochMs / 1000) * 1000)
}
