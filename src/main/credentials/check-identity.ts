import type { KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { keyMatches } from './keys.ts'
import type { Identity, SshCertificate, TlsCertificate } from './model.ts'
import { parseSshCertificate } from './ssh-certificate.ts'
import { parseSshPublicKey } from './ssh-key.ts'
import { parseTlsCertificate } from './tls-certificate.ts'

/**
 * Proves what a client needs before it may use an identity (teleport-wire.md 3.6), now and at `at`. Throws `credential.malformed`,
 * `credential.expired`, or `credential.proof-failed` naming the cause.
 */
export function checkIdentity(
  identity: Identity,
  options: { at: number },
): { tls: TlsCertificate; ssh: SshCertificate } {
  const tls = parseTlsCertificate(identity.tlsCertificate)
  const ssh = parseSshCertificate(identity.sshCertificate)
  requireMatchingKey(identity.privateKey, { tls, ssh })
  if (!tls.issuer.organization[0]) throw failed('the issuer of the TLS certificate names no cluster')
  if (tls.identity.userName === '') throw failed('the TLS certificate names no user')
  if (tls.identity.roles.length === 0) throw failed('the TLS certificate names no role')
  if (ssh.kind !== 'user') throw failed('the SSH certificate is not for a user')
  if (!ssh.principals.some((principal) => principal !== ''))
    throw failed('the SSH certificate names no principal')
  if (identity.tlsAuthorities.length === 0) throw failed('no TLS authority came with the certificate')
  requireValidAt({ notBefore: tls.notBefore, end: tls.notAfter + 1000 }, options.at, 'TLS certificate')
  requireValidAt({ notBefore: ssh.validAfter, end: ssh.validBefore }, options.at, 'SSH certificate')
  return { tls, ssh }
}

/** Proves that the private key belongs to both certificates. */
export function requireMatchingKey(
  privateKey: KeyObject,
  certificates: { tls: TlsCertificate; ssh: SshCertificate },
): void {
  if (!keyMatches(privateKey, certificates.tls.publicKey)) {
    throw failed('the private key does not belong to the TLS certificate')
  }
  if (!keyMatches(privateKey, parseSshPublicKey(certificates.ssh.publicKey).publicKey)) {
    throw failed('the private key does not belong to the SSH certificate')
  }
}

/** TLS counts its last second as valid (RFC 5280 4.1.2.5), SSH does not: `end` is the first moment that is too late. */
function requireValidAt(life: { notBefore: number; end: number }, at: number, what: string): void {
  if (at < life.notBefore) {
    const notBefore = new Date(life.notBefore).toISOString()
    throw new AppError('credential.proof-failed', `the ${what} is not valid before ${notBefore}`, {
      details: { reason: 'not-yet-valid', notBefore },
    })
  }
  if (at >= life.end) {
    const expiredAt = new Date(life.end).toISOString()
    throw new AppError('credential.expired', `the ${what} expired at ${expiredAt}`, {
      details: { expiredAt },
    })
  }
}

function failed(message: string): AppError {
  return new AppError('credential.proof-failed', message)
}
