import { createHash } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { AppError } from '../../shared/errors.ts'
import { pemToDer } from './pem.ts'
import { readCertificate } from './tls-structure.ts'

/** `sha256:` and hex over the SubjectPublicKeyInfo of an authority (teleport-wire.md 2.5). */
export function caPin(certificatePem: string): string {
  const { subjectPublicKeyInfo } = readCertificate(pemToDer(certificatePem)).tbsCertificate
  const bytes = Buffer.from(AsnConvert.serialize(subjectPublicKeyInfo))
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** A pin in the one form `caPin` writes; white space around it and upper case do no harm. */
export function parseCaPin(text: string): string {
  const pin = text.trim().toLowerCase()
  if (/^sha256:[0-9a-f]{64}$/.test(pin)) return pin
  const [algorithm = '', value] = pin.split(':', 2)
  if (value === undefined) throw malformedPin('ca pin does not begin with sha256:')
  if (algorithm !== 'sha256') throw malformedPin('ca pin is not of the algorithm sha256')
  throw malformedPin(`ca pin has ${value.length} characters after sha256: instead of 64 hex digits`)
}

function malformedPin(message: string): AppError {
  return new AppError('join.ca-pin-malformed', message)
}
