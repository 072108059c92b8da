import { AppError } from '../../shared/errors.ts'
import { credentialParts } from './describe-parts.ts'
import type { CredentialPart } from './describe-parts.ts'
import { describePart } from './describe-sections.ts'
import { summarize } from './describe-summary.ts'
import type { CredentialDescription, CredentialSection } from './model.ts'
import { sshForever } from './ssh-certificate.ts'

const maxBytes = 1024 * 1024
/** Every private key is compared with every certificate. */
const maxParts = 300

/**
 * Explains a certificate, identity file, authority file, known_hosts, ssh_config, public or private key; of a private key only
 * its algorithm, fingerprint and whether it matches. Refuses with `credential.malformed` what it does not understand at all.
 */
export function describeCredential(options: {
  name: string
  text: string
  at: number
}): CredentialDescription {
  const { name, text, at } = options
  if (Buffer.byteLength(text) > maxBytes) {
    throw new AppError('credential.malformed', `${name} is larger than 1 MiB`)
  }
  if (text.trim() === '') return { artifact: name, summary: 'An empty file', sections: [] }
  const hosts = sshConfigHosts(text)
  if (hosts) return { artifact: name, ...hosts }
  const parts = credentialParts(text)
  if (parts.length > maxParts) {
    throw new AppError('credential.malformed', `${name} has more than ${maxParts} parts`)
  }
  const summary = summarize(parts)
  if (summary === undefined) throw new AppError('credential.malformed', notUnderstood(name, parts))
  const publicText = publicTextOf(parts)
  return {
    artifact: name,
    summary,
    ...lifeOf(parts),
    sections: parts.map((part) => describePart(part, parts, at)),
    ...(publicText !== '' && { publicText }),
  }
}

/** The life that all client certificates share, or of all authorities where there is none other. */
function lifeOf(parts: readonly CredentialPart[]): { notBefore?: number; expiresAt?: number } {
  const lives = parts.flatMap((part) => {
    if (part.kind === 'ssh-certificate') {
      return [{ isAuthority: false, from: part.certificate.validAfter, to: part.certificate.validBefore }]
    }
    if (part.kind !== 'tls-certificate') return []
    const { isAuthority, notBefore, notAfter } = part.certificate
    return [{ isAuthority, from: notBefore, to: notAfter }]
  })
  const clients = lives.filter((life) => !life.isAuthority)
  const counted = clients.length > 0 ? clients : lives
  if (counted.length === 0) return {}
  const expiresAt = Math.min(...counted.map((life) => life.to))
  const notBefore = Math.max(...counted.map((life) => life.from))
  return { notBefore, ...(expiresAt < sshForever && { expiresAt }) }
}

/** Built from what was parsed, so that nothing private can slip through. */
function publicTextOf(parts: readonly CredentialPart[]): string {
  const texts = parts.flatMap((part) => {
    if (part.kind === 'tls-certificate') return [part.certificate.pem.trimEnd()]
    return 'line' in part && part.line !== undefined ? [part.line] : []
  })
  return texts.map((text) => `${text}\n`).join('')
}

function notUnderstood(name: string, parts: readonly CredentialPart[]): string {
  const reasons = parts.flatMap((part) =>
    part.kind === 'unreadable' ? [`${part.what}: ${part.reason}`] : [],
  )
  const kinds = 'certificate, identity file, key, known_hosts or ssh_config'
  return reasons.length > 0 ? `${name}: ${reasons.join('; ')}` : `${name} is no ${kinds}`
}

/** An ssh_config holds no secret and no certificate: what it is for and where it points. */
function sshConfigHosts(
  text: string,
): { summary: string; sections: readonly CredentialSection[] } | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const valuesOf = (keyword: string) => [
    ...new Set(
      lines.filter((line) => line.startsWith(`${keyword} `)).map((line) => line.slice(keyword.length).trim()),
    ),
  ]
  if (valuesOf('UserKnownHostsFile').length === 0) return undefined
  const hosts = valuesOf('Host').map((pattern) => pattern.split(/\s+/)[0] ?? '')
  const labels = ['Host', 'UserKnownHostsFile', 'IdentityFile', 'CertificateFile', 'Port', 'ProxyCommand']
  const fields = labels.flatMap((label) => valuesOf(label).map((value) => ({ label, value, mono: true })))
  const names = [...new Set(hosts)]
  const summary =
    names.length > 0
      ? `Tells SSH how to reach ${names.join(', ')}`
      : 'Tells SSH how to reach the hosts of one cluster'
  return { summary, sections: [{ title: 'SSH configuration', fields }] }
}
