import { AppError } from '../../shared/errors.ts'
import { requireMatchingKey } from './check-identity.ts'
import { privateKeyPem } from './keys.ts'
import { isKnownHostsAuthority, parseKnownHostsLine } from './known-hosts.ts'
import type { Identity, TlsCertificate } from './model.ts'
import { readPemText } from './pem.ts'
import type { PemBlock } from './pem.ts'
import { readPrivateKeyBlock } from './private-key.ts'
import { isSshCertificateType, parseSshCertificate } from './ssh-certificate.ts'
import { parseTlsCertificate } from './tls-certificate.ts'

const maxBytes = 1024 * 1024
const maxLineBytes = 64 * 1024

/** Writes the file of teleport-wire.md 6.3. `knownHosts` are whole `@cert-authority` lines. The result is secret. */
export function formatIdentityFile(options: {
  identity: Identity
  knownHosts: readonly string[]
  tlsAuthorities: readonly string[]
}): string {
  const { identity } = options
  const parts = [
    privateKeyPem(identity.privateKey),
    identity.sshCertificate,
    identity.tlsCertificate,
    ...options.knownHosts,
    ...options.tlsAuthorities,
  ]
  return parts.map((part) => `${part.trim()}\n`).join('')
}

/**
 * Reads an identity file by the rules of teleport-wire.md 6.3 and proves that its parts fit. Without an SSH certificate in it,
 * `siblingCertificate` (content of `<path>-cert.pub`) is used. Validity in time and authority is `checkIdentity`'s business.
 */
export function parseIdentityFile(
  text: string,
  options: { siblingCertificate?: string } = {},
): { identity: Identity; knownHosts: readonly string[] } {
  requireBearableSize(text)
  const { blocks, lines } = readPemText(text)
  const sshCertificate = lastSshCertificate(lines) ?? siblingLine(options.siblingCertificate)
  const [keyBlock, certificateBlock, ...authorityBlocks] = blocks
  if (!keyBlock) throw malformed('no private key in the identity file')
  if (!certificateBlock) throw malformed('no TLS certificate in the identity file')
  if (sshCertificate === undefined) throw malformed('no SSH certificate in the identity file')
  if (keyBlock.label === 'CERTIFICATE') {
    throw malformed('the first block of the identity file is a certificate, not the private key')
  }
  const privateKey = readPrivateKeyBlock(keyBlock)
  const tls = readBlock(certificateBlock, 'the TLS certificate of the identity file')
  if (tls.isAuthority) {
    throw malformed("the second block of the identity file is an authority's certificate, not the client's")
  }
  const authorities = authorityBlocks.map((block) =>
    readBlock(block, 'an authority block of the identity file'),
  )
  const knownHosts = lines.filter((line) => isKnownHostsAuthority(line))
  const sshAuthorities = knownHosts.map((line) => parseKnownHostsLine(line).authorityKey)
  requireMatchingKey(privateKey, { tls, ssh: parseSshCertificate(sshCertificate) })
  const tlsAuthorities = authorities.map((authority) => authority.pem)
  return {
    identity: { privateKey, tlsCertificate: tls.pem, tlsAuthorities, sshCertificate, sshAuthorities },
    knownHosts,
  }
}

function requireBearableSize(text: string): void {
  if (Buffer.byteLength(text) > maxBytes) throw malformed('the identity file is larger than 1 MiB')
  if (text.split('\n').some((line) => Buffer.byteLength(line) >= maxLineBytes)) {
    throw malformed('a line of the identity file is 64 KiB or longer')
  }
}

/** `type base64` of the last certificate line; the official reader lets the last one win. */
function lastSshCertificate(lines: readonly string[]): string | undefined {
  const words = lines.map((line) => line.split(/[ \t]+/))
  return words
    .findLast(([type = '']) => isSshCertificateType(type))
    ?.slice(0, 2)
    .join(' ')
}

function siblingLine(text: string | undefined): string | undefined {
  return text === undefined ? undefined : lastSshCertificate(text.split('\n').map((line) => line.trim()))
}

function readBlock(block: PemBlock, what: string): TlsCertificate {
  try {
    return parseTlsCertificate(block.der)
  } catch (cause) {
    throw new AppError('credential.malformed', `${what} holds no readable certificate`, { cause })
  }
}

function malformed(message: string): AppError {
  return new AppError('credential.malformed', message)
}
