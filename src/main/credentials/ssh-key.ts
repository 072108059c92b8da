import { createHash, createPublicKey } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { decodeBase64 } from './base64.ts'
import { publicPart, supportedKey } from './keys.ts'
import { SshReader, sshMpint, sshString } from './ssh-wire.ts'

const curves = [
  { type: 'ecdsa-sha2-nistp256', ssh: 'nistp256', jwk: 'P-256', size: 32 },
  { type: 'ecdsa-sha2-nistp384', ssh: 'nistp384', jwk: 'P-384', size: 48 },
  { type: 'ecdsa-sha2-nistp521', ssh: 'nistp521', jwk: 'P-521', size: 66 },
] as const

/** Names of the plain public key types we read. */
export const sshKeyTypes: readonly string[] = ['ssh-ed25519', 'ssh-rsa', ...curves.map((curve) => curve.type)]

/** An SSH public key without its type name: what stands in a certificate (PROTOCOL.certkeys). */
export interface SshKeyBody {
  readonly type: string
  readonly body: Buffer
}

/** The SSH form of a key's public part (RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4). */
export function sshKeyBody(key: KeyObject): SshKeyBody {
  const jwk = publicPart(key).export({ format: 'jwk' })
  if (jwk.crv === 'Ed25519') return { type: 'ssh-ed25519', body: sshString(bytesOf(jwk.x)) }
  if (jwk.kty === 'RSA') {
    return { type: 'ssh-rsa', body: Buffer.concat([sshMpint(bytesOf(jwk.e)), sshMpint(bytesOf(jwk.n))]) }
  }
  const curve = curves.find((each) => each.jwk === jwk.crv)
  if (!curve) throw new AppError('internal.not-supported', 'key type has no ssh form')
  const point = Buffer.concat([Buffer.of(4), bytesOf(jwk.x), bytesOf(jwk.y)])
  return { type: curve.type, body: Buffer.concat([sshString(curve.ssh), sshString(point)]) }
}

/** The SSH wire form of a key's public part. */
export function sshPublicKeyBlob(key: KeyObject): Uint8Array {
  const { type, body } = sshKeyBody(key)
  return Buffer.concat([sshString(type), body])
}

/** Reads a public key of the given type from where the reader stands; refuses points off the curve and odd RSA sizes. */
export function readSshKeyBody(type: string, reader: SshReader): KeyObject {
  if (type === 'ssh-ed25519') return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: encoded(reader.bytes()) })
  if (type === 'ssh-rsa') {
    const e = reader.mpint()
    if (e.length > 8) throw new AppError('credential.malformed', 'rsa exponent is too large')
    return fromJwk({ kty: 'RSA', e: encoded(e), n: encoded(reader.mpint()) })
  }
  const curve = curves.find((each) => each.type === type)
  if (!curve) throw new AppError('credential.malformed', 'ssh key type not supported')
  if (reader.text() !== curve.ssh) throw new AppError('credential.malformed', 'ssh key names another curve')
  const point = reader.bytes()
  if (point[0] !== 4 || point.length !== 1 + 2 * curve.size) {
    throw new AppError('credential.malformed', 'ssh key is not an uncompressed point')
  }
  const x = encoded(point.subarray(1, 1 + curve.size))
  return fromJwk({ kty: 'EC', crv: curve.jwk, x, y: encoded(point.subarray(1 + curve.size)) })
}

/** Reads a whole public key blob. */
export function parseSshPublicKey(blob: Uint8Array): { type: string; publicKey: KeyObject } {
  const reader = new SshReader(blob)
  const type = reader.text()
  const publicKey = readSshKeyBody(type, reader)
  reader.end()
  return { type, publicKey }
}

/** `type base64 comment`, no newline. */
export function authorizedKeyLine(blob: Uint8Array, comment = ''): string {
  const type = new SshReader(blob).text()
  const line = `${type} ${Buffer.from(blob).toString('base64')}`
  return comment === '' ? line : `${line} ${comment}`
}

/** Reads one public key line; options in front (`cert-authority …`) are passed over. Certificates are refused. */
export function parseAuthorizedKey(line: string): {
  type: string
  blob: Uint8Array
  comment: string
  publicKey: KeyObject
} {
  const words = line.trim().split(/[ \t]+/)
  const start = words.findIndex((word) => sshKeyTypes.includes(word))
  if (start < 0) throw new AppError('credential.malformed', 'no ssh public key of a known type in the line')
  const blob = decodeBase64(words[start + 1] ?? '')
  if (!blob || blob.length > 16_384) {
    throw new AppError('credential.malformed', 'ssh public key is not base64 of a bearable length')
  }
  const { type, publicKey } = parseSshPublicKey(blob)
  if (type !== words[start]) {
    throw new AppError(
      'credential.malformed',
      `ssh public key says ${words[start] ?? ''} but is another type`,
    )
  }
  return { type, blob, comment: words.slice(start + 2).join(' '), publicKey }
}

/** `SHA256:` and unpadded base64, as ssh-keygen prints it. */
export function sshFingerprint(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

function fromJwk(jwk: JsonWebKey): KeyObject {
  let key: KeyObject
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' })
  } catch (cause) {
    throw new AppError('credential.malformed', 'ssh public key is not valid', { cause })
  }
  return supportedKey(key)
}

function bytesOf(value: string | undefined): Buffer {
  return Buffer.from(value ?? '', 'base64url')
}

function encoded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
