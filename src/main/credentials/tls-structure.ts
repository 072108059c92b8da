import { createHash } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  BasicConstraints,
  Certificate,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
} from '@peculiar/asn1-x509'
import type { SubjectPublicKeyInfo, TBSCertificate } from '@peculiar/asn1-x509'
import { AppError } from '../../shared/errors.ts'

const maxBytes = 64 * 1024

/** Decodes DER into the structure of RFC 5280 4.1; refuses more than 64 KiB and anything unreadable. */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > maxBytes) throw new AppError('credential.malformed', 'certificate is too large')
  try {
    return AsnConvert.parse(der, Certificate)
  } catch (cause) {
    throw new AppError('credential.malformed', 'not a readable certificate', { cause })
  }
}

/** Whether basic constraints make it an authority. */
export function isAuthority(certificate: TBSCertificate): boolean {
  const value = extensionValue(certificate, id_ce_basicConstraints)
  return value !== undefined && AsnConvert.parse(value, BasicConstraints).cA
}

/** The names a server certificate is good for, by kind. */
export function alternativeNames(certificate: TBSCertificate): { dnsNames: string[]; ipAddresses: string[] } {
  const value = extensionValue(certificate, id_ce_subjectAltName)
  const names = value === undefined ? [] : [...AsnConvert.parse(value, SubjectAlternativeName)]
  return {
    dnsNames: names.flatMap((name) => name.dNSName ?? []),
    ipAddresses: names.flatMap((name) => name.iPAddress ?? []),
  }
}

/** What certificates signed by this one name in their authority key identifier. */
export function subjectKeyIdentifier(certificate: TBSCertificate): ArrayBuffer {
  const value = extensionValue(certificate, id_ce_subjectKeyIdentifier)
  if (value === undefined) return keyIdentifier(certificate.subjectPublicKeyInfo)
  return AsnConvert.parse(value, SubjectKeyIdentifier).buffer
}

/** RFC 7093 method 1: the leftmost 160 bits of SHA-256 over the key bits. */
export function keyIdentifier(publicKey: SubjectPublicKeyInfo): ArrayBuffer {
  const hash = createHash('sha256').update(Buffer.from(publicKey.subjectPublicKey)).digest()
  return new Uint8Array(hash.subarray(0, 20)).buffer
}

function extensionValue(certificate: TBSCertificate, oid: string): ArrayBuffer | undefined {
  return certificate.extensions?.find((each) => each.extnID === oid)?.extnValue.buffer
}
