import { X509Certificate } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { ErrorDetails } from '../../shared/errors.ts'
import { attempt } from './keys.ts'
import type { TlsCertificate } from './model.ts'
import { parseTlsCertificate } from './tls-certificate.ts'

/**
 * Proves that one of the authorities (PEM, one certificate each) signed the certificate and that both are valid at `at`.
 * Throws `credential.proof-failed` naming the cause, `credential.malformed` for what cannot be read.
 */
export function verifyTlsCertificate(options: {
  certificate: Uint8Array | string
  authorities: readonly string[]
  at: number
}): TlsCertificate {
  const certificate = parseTlsCertificate(options.certificate)
  const node = new X509Certificate(certificate.der)
  const signer = options.authorities
    .map((pem) => parseTlsCertificate(pem))
    .find((authority) => hasSigned(authority, node))
  if (!signer) {
    throw failed('certificate is signed by none of the authorities', {
      reason: 'unknown-authority',
      issuer: certificate.issuer.commonName,
      authorities: options.authorities.length,
    })
  }
  requireValidAt(certificate, options.at, 'certificate')
  requireValidAt(signer, options.at, 'authority')
  return certificate
}

function hasSigned(authority: TlsCertificate, certificate: X509Certificate): boolean {
  const issuer = new X509Certificate(authority.der)
  return (
    authority.isAuthority &&
    certificate.checkIssued(issuer) &&
    attempt(() => certificate.verify(authority.publicKey)) === true
  )
}

function requireValidAt(certificate: TlsCertificate, at: number, what: 'certificate' | 'authority'): void {
  if (at < certificate.notBefore) {
    const notBefore = new Date(certificate.notBefore).toISOString()
    throw failed(`${what} is not valid before ${notBefore}`, { reason: 'not-yet-valid', notBefore })
  }
  if (at > certificate.notAfter) {
    const notAfter = new Date(certificate.notAfter).toISOString()
    throw failed(`${what} is not valid after ${notAfter}`, { reason: 'expired', notAfter })
  }
}

function failed(message: string, details: ErrorDetails): AppError {
  return new AppError('credential.proof-failed', message, { details })
}
