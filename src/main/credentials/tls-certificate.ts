import { X509Certificate, createHash } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import type { Certificate } from '@peculiar/asn1-x509'
import { AppError } from '../../shared/errors.ts'
import { parsePublicKeyDer } from './keys.ts'
import type { TlsCertificate } from './model.ts'
import { derToPem, pemToDer } from './pem.ts'
import { alternativeNames, isAuthority, readCertificate } from './tls-structure.ts'
import { subjectAttributes, subjectIdentity, subjectOids } from './tls-subject.ts'

/** Certificates read lately, oldest first: one renewal looks at the same few a dozen times. */
const readLately = new Map<string, TlsCertificate>()
const maximumReadLately = 64

/** Reads one certificate, PEM or DER, of at most 64 KiB. Proves nothing about who signed it. */
export function parseTlsCertificate(pemOrDer: string | Uint8Array): TlsCertificate {
  const der = Buffer.from(typeof pemOrDer === 'string' ? pemToDer(pemOrDer) : pemOrDer)
  const key = der.toString('base64')
  const known = readLately.get(key)
  if (known !== undefined) return known
  const certificate = readDer(der)
  readLately.set(key, certificate)
  for (const oldest of readLately.keys()) {
    if (readLately.size <= maximumReadLately) break
    readLately.delete(oldest)
  }
  return certificate
}

function readDer(der: Buffer): TlsCertificate {
  const certificate = readCertificate(der)
  try {
    // Two readers must agree that the bytes are a certificate and nothing but a certificate.
    if (!new X509Certificate(der).raw.equals(der)) throw new Error('bytes after the end')
    return explain(certificate, der)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('credential.malformed', 'not a readable certificate', { cause })
  }
}

function explain({ tbsCertificate: body }: Certificate, der: Buffer): TlsCertificate {
  const attributes = subjectAttributes(body.subject)
  const issuer = subjectAttributes(body.issuer)
  const valuesOf = (oid: string) => issuer.filter((each) => each.oid === oid).map((each) => each.value)
  return {
    identity: subjectIdentity(attributes),
    attributes,
    issuer: {
      commonName: valuesOf(subjectOids.commonName)[0] ?? '',
      organization: valuesOf(subjectOids.organization),
    },
    serial: Buffer.from(body.serialNumber)
      .toString('hex')
      .replace(/^(00)+(?=..)/, ''),
    notBefore: timeOf(body.validity.notBefore.getTime()),
    notAfter: timeOf(body.validity.notAfter.getTime()),
    publicKey: parsePublicKeyDer(new Uint8Array(AsnConvert.serialize(body.subjectPublicKeyInfo))),
    sha256: createHash('sha256').update(der).digest('hex'),
    der,
    pem: derToPem(der),
    isAuthority: isAuthority(body),
    ...alternativeNames(body),
  }
}

function timeOf(date: Date): number {
  const epochMs = date.getTime()
  if (!Number.isFinite(epochMs))
    throw new AppError('credential.malformed', 'certificate has an impossible date')
  return epochMs
}
