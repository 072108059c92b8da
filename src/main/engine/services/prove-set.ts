import { AppError } from '../../../shared/errors.ts'
import {
  keyMatches,
  parseAuthorizedKey,
  parseIdentityFile,
  parsePrivateKey,
  parseSshCertificate,
  parseTlsCertificate,
  splitPem,
  sshPublicKeyBlob,
  verifyTlsCertificate,
} from '../../credentials/index.ts'
import type { TlsCertificate } from '../../credentials/index.ts'

/** What the credential of a service must allow; what is left out is not checked. */
export interface Expectation {
  readonly userName: string
  readonly roles: readonly string[]
  readonly routeToCluster: string
  readonly appName?: string
  /** Files that must hold the same credential under other names (`tls.crt`, `tls.key`). */
  readonly copies?: { readonly certificate: string; readonly key: string; readonly authorities: string }
}

type Files = ReadonlyMap<string, Uint8Array>

/**
 * Proves a set from the bytes on disk alone: everything parses, key and certificates belong together, the certificate
 * chains to the authorities beside it and allows what was asked for. Throws `credential.proof-failed` naming the file.
 */
export function proveSet(files: Files, expected: Expectation, at: number): TlsCertificate {
  const key = part('key', () => parsePrivateKey(text(files, 'key')))
  const certificate = part('tlscert', () => parseTlsCertificate(text(files, 'tlscert')))
  const publicKey = part('key.pub', () => parseAuthorizedKey(text(files, 'key.pub').trim()))
  const ssh = part('key-cert.pub', () => parseSshCertificate(text(files, 'key-cert.pub').trim()))
  const blob = Buffer.from(sshPublicKeyBlob(key))
  require(keyMatches(key, certificate.publicKey), 'tlscert', 'does not belong to the key')
  require(blob.equals(publicKey.blob), 'key.pub', 'does not belong to the key')
  require(blob.equals(ssh.publicKey), 'key-cert.pub', 'does not belong to the key')
  require(ssh.kind === 'user', 'key-cert.pub', 'is not for a user')
  const hostAuthorities = authorities(files, 'teleport-host-ca.crt')
  const userAuthorities = authorities(files, 'teleport-user-ca.crt')
  part('teleport-database-ca.crt', () =>
    splitPem(text(files, 'teleport-database-ca.crt')).map(parseTlsCertificate),
  )
  part('tlscert', () =>
    verifyTlsCertificate({
      certificate: certificate.der,
      authorities: [...userAuthorities, ...hostAuthorities],
      at,
    }),
  )
  proveIdentityFile(files, certificate)
  proveRights(certificate, expected)
  if (expected.copies) proveCopies(files, expected.copies, certificate, blob)
  return certificate
}

function proveIdentityFile(files: Files, certificate: TlsCertificate): void {
  const { identity } = part('identity', () => parseIdentityFile(text(files, 'identity')))
  const sameCertificate = parseTlsCertificate(identity.tlsCertificate).sha256 === certificate.sha256
  require(sameCertificate, 'identity', 'holds another certificate than tlscert')
  require(identity.tlsAuthorities.length > 0, 'identity', 'holds no authority')
}

function proveRights({ identity }: TlsCertificate, expected: Expectation): void {
  require(identity.userName === expected.userName, 'tlscert', `is for the user ${identity.userName}`)
  const missing = expected.roles.filter((role) => !identity.roles.includes(role))
  require(missing.length === 0, 'tlscert', `lacks the roles ${missing.join(', ')}`)
  const added = identity.roles.filter((role) => !expected.roles.includes(role))
  require(added.length === 0, 'tlscert', `has roles nobody asked for: ${added.join(', ')}`)
  const route = identity.routeToCluster ?? expected.routeToCluster
  require(route === expected.routeToCluster, 'tlscert', `leads to the cluster ${route}`)
  if (expected.appName !== undefined) {
    const found = identity.app?.name ?? 'none'
    require(found === expected.appName, 'tlscert', `is for the application ${found}`)
  }
}

function proveCopies(
  files: Files,
  names: NonNullable<Expectation['copies']>,
  certificate: TlsCertificate,
  blob: Buffer,
): void {
  const copy = part(names.certificate, () => parseTlsCertificate(text(files, names.certificate)))
  require(copy.sha256 === certificate.sha256, names.certificate, 'differs from tlscert')
  const key = part(names.key, () => parsePrivateKey(text(files, names.key)))
  require(blob.equals(sshPublicKeyBlob(key)), names.key, 'differs from key')
  authorities(files, names.authorities)
}

function authorities(files: Files, name: string): string[] {
  const found = part(name, () => splitPem(text(files, name)))
  require(found.length > 0, name, 'holds no certificate')
  return found
}

function text(files: Files, name: string): string {
  const data = files.get(name)
  if (data === undefined) throw failed(name, 'is missing')
  return new TextDecoder().decode(data)
}

function part<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    const error = AppError.from(thrown)
    throw error.code === 'credential.proof-failed' && error.details['file'] === name
      ? error
      : failed(name, `fails its proof: ${error.message}`, error)
  }
}

function require(isTrue: boolean, name: string, problem: string): void {
  if (!isTrue) throw failed(name, problem)
}

function failed(file: string, problem: string, cause?: AppError): AppError {
  return new AppError('credential.proof-failed', `${file} ${problem}`, {
    details: { file },
    retryable: true,
    ...(cause ? { cause } : {}),
  })
}
