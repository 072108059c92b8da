import type { KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import {
  authorizedKeyLine,
  checkIdentity,
  derToPem,
  parseAuthorizedKey,
  parseTlsCertificate,
  splitPem,
  sshCertificateLine,
  sshCertificateWire,
} from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import { malformedAnswer } from './call-errors.ts'

/** The older form of an answer (teleport-wire.md 3.3): PEM and authorized_keys lines. */
export interface TextCertificates {
  readonly SSH: Uint8Array
  readonly TLS: Uint8Array
  readonly TLSCACerts: readonly Uint8Array[]
  readonly SSHCACerts: readonly Uint8Array[]
}

/** The newer form (teleport-wire.md 3.2): DER and SSH wire form. */
export interface WireCertificates {
  readonly tlsCert: Uint8Array
  readonly tlsCaCerts: readonly Uint8Array[]
  readonly sshCert: Uint8Array
  readonly sshCaKeys: readonly Uint8Array[]
}

/** Turns an answer in text form into an identity; `cluster.malformed-answer` when it is not one. */
export function readTextCertificates(privateKey: KeyObject, certificates: TextCertificates): Identity {
  return reading(() => ({
    privateKey,
    tlsCertificate: parseTlsCertificate(firstOf(splitPem(textOf(certificates.TLS)))).pem,
    tlsAuthorities: readPemAuthorities(certificates.TLSCACerts),
    sshCertificate: sshCertificateLine(sshCertificateWire(textOf(certificates.SSH).trim())),
    sshAuthorities: readAuthorizedKeys(certificates.SSHCACerts),
  }))
}

/** Turns an answer in wire form into an identity; `cluster.malformed-answer` when it is not one. */
export function readWireCertificates(privateKey: KeyObject, certificates: WireCertificates): Identity {
  return reading(() => ({
    privateKey,
    tlsCertificate: parseTlsCertificate(certificates.tlsCert).pem,
    tlsAuthorities: certificates.tlsCaCerts.map((der) => parseTlsCertificate(derToPem(der)).pem),
    sshCertificate: sshCertificateLine(certificates.sshCert),
    sshAuthorities: certificates.sshCaKeys.map((blob) => normalKeyLine(authorizedKeyLine(blob))),
  }))
}

/** PEM texts, each with one or more certificates, as one list of certificates that can all be read. */
export function readPemAuthorities(texts: readonly Uint8Array[]): string[] {
  return reading(() => texts.flatMap((text) => readCertificates(textOf(text))))
}

function readCertificates(text: string): string[] {
  const certificates = splitPem(text)
  firstOf(certificates)
  return certificates.map((pem) => parseTlsCertificate(pem).pem)
}

/** Public key lines in the form `type base64`. */
export function readAuthorizedKeys(lines: readonly Uint8Array[]): string[] {
  return reading(() => lines.map((line) => normalKeyLine(textOf(line).trim())))
}

/**
 * Accepts an identity that the cluster gave only when it can be used (teleport-wire.md 3.6). It is judged at its own
 * beginning: the cluster has counted the grant, so a wrong clock of this computer must not throw it away.
 */
export function acceptIdentity(identity: Identity): Identity {
  try {
    checkIdentity(identity, { at: parseTlsCertificate(identity.tlsCertificate).notBefore })
  } catch (cause) {
    throw malformedAnswer(AppError.from(cause).message, cause)
  }
  if (identity.sshAuthorities.length === 0)
    throw malformedAnswer('no SSH authority came with the certificate')
  return identity
}

function normalKeyLine(line: string): string {
  return authorizedKeyLine(parseAuthorizedKey(line).blob)
}

function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw malformedAnswer(AppError.from(cause).message, cause)
  }
}

function firstOf(list: readonly string[]): string {
  const [first] = list
  if (first === undefined) throw new AppError('credential.malformed', 'there is no certificate')
  return first
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
