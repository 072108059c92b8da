import type { KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { isKnownHostsAuthority, parseKnownHostsLine } from './known-hosts.ts'
import type { KnownHostsAuthority } from './known-hosts.ts'
import { parsePublicKeyDer } from './keys.ts'
import type { SshCertificate, TlsCertificate } from './model.ts'
import { readPemText } from './pem.ts'
import type { PemBlock } from './pem.ts'
import { readPrivateKeyBlock } from './private-key.ts'
import { isSshCertificateType, parseSshCertificate } from './ssh-certificate.ts'
import { authorizedKeyLine, parseAuthorizedKey, sshKeyTypes } from './ssh-key.ts'
import { parseTlsCertificate } from './tls-certificate.ts'

/** One part of a text that is a credential; `unreadable` says why a part could not be explained. */
export type CredentialPart =
  | { readonly kind: 'private-key'; readonly key: KeyObject }
  | { readonly kind: 'tls-certificate'; readonly certificate: TlsCertificate }
  | { readonly kind: 'ssh-certificate'; readonly certificate: SshCertificate; readonly line: string }
  | { readonly kind: 'known-hosts'; readonly authority: KnownHostsAuthority; readonly line: string }
  | {
      readonly kind: 'public-key'
      readonly key: KeyObject
      readonly line?: string
      readonly comment?: string
    }
  | { readonly kind: 'unreadable'; readonly what: string; readonly reason: string }

/** Takes a text apart: PEM blocks first, then the lines that are keys, certificates or authorities, in order. */
export function credentialParts(text: string): CredentialPart[] {
  const { blocks, lines } = readPemText(text)
  return [
    ...blocks.map((block, index) =>
      orUnreadable(`Block ${index + 1} (${block.label})`, () => fromBlock(block)),
    ),
    ...lines.flatMap((line) => {
      const read = lineReader(line)
      return read ? [orUnreadable('Line', () => read(line))] : []
    }),
  ]
}

function fromBlock(block: PemBlock): CredentialPart {
  if (block.label.endsWith('PRIVATE KEY')) return { kind: 'private-key', key: readPrivateKeyBlock(block) }
  if (block.label.endsWith('PUBLIC KEY')) return { kind: 'public-key', key: parsePublicKeyDer(block.der) }
  return { kind: 'tls-certificate', certificate: parseTlsCertificate(block.der) }
}

function lineReader(line: string): ((line: string) => CredentialPart) | undefined {
  const words = line.split(/[ \t]+/)
  if (line.startsWith('#')) return undefined
  if (isKnownHostsAuthority(line)) {
    return (line) => ({ kind: 'known-hosts', authority: parseKnownHostsLine(line), line })
  }
  if (isSshCertificateType(words[0] ?? '')) {
    const certificateLine = words.slice(0, 2).join(' ')
    return () => ({
      kind: 'ssh-certificate',
      certificate: parseSshCertificate(certificateLine),
      line: certificateLine,
    })
  }
  if (words.some((word) => sshKeyTypes.includes(word))) return readPublicKeyLine
  return undefined
}

function readPublicKeyLine(line: string): CredentialPart {
  const { blob, publicKey, comment } = parseAuthorizedKey(line)
  return { kind: 'public-key', key: publicKey, line: authorizedKeyLine(blob, comment), comment }
}

function orUnreadable(what: string, read: () => CredentialPart): CredentialPart {
  try {
    return read()
  } catch (thrown) {
    return { kind: 'unreadable', what, reason: AppError.from(thrown, 'credential.malformed').message }
  }
}
