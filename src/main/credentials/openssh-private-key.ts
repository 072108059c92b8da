import { createPrivateKey } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { parseSshPublicKey, sshPublicKeyBlob } from './ssh-key.ts'
import { SshReader } from './ssh-wire.ts'

const magic = Buffer.from('openssh-key-v1\0')

/** True for the content of an `OPENSSH PRIVATE KEY` block. */
export function isOpenSshPrivateKey(der: Uint8Array): boolean {
  return magic.equals(der.subarray(0, magic.length))
}

/** Reads the one unencrypted key of an `OPENSSH PRIVATE KEY` block (OpenSSH PROTOCOL.key). */
export function parseOpenSshPrivateKey(der: Uint8Array): KeyObject {
  const outer = new SshReader(der.subarray(magic.length))
  const cipher = outer.text()
  outer.text() // key derivation
  outer.bytes() // its options
  if (cipher !== 'none') throw malformed('the private key is encrypted')
  if (outer.uint32() !== 1) throw malformed('the openssh private key file does not hold exactly one key')
  const publicBlob = outer.bytes()
  const inner = new SshReader(outer.bytes())
  outer.end()
  if (inner.uint32() !== inner.uint32()) throw malformed('the openssh private key is damaged')
  const key = readKey(inner, publicBlob)
  inner.bytes() // comment
  for (let expected = 1; !inner.isAtEnd; expected += 1) {
    if (inner.take(1)[0] !== expected) throw malformed('the openssh private key is padded wrongly')
  }
  if (!publicBlob.equals(sshPublicKeyBlob(key))) {
    throw malformed('the openssh private key does not fit its public key')
  }
  return key
}

function readKey(reader: SshReader, publicBlob: Uint8Array): KeyObject {
  const { type, publicKey } = parseSshPublicKey(publicBlob)
  if (reader.text() !== type) throw malformed('the openssh private key does not fit its public key')
  const jwk = publicKey.export({ format: 'jwk' })
  if (type === 'ssh-rsa') return fromJwk({ ...jwk, ...readRsa(reader) })
  if (type === 'ssh-ed25519') {
    reader.bytes() // public key
    return fromJwk({ ...jwk, d: reader.bytes().subarray(0, 32).toString('base64url') })
  }
  reader.text() // curve
  reader.bytes() // public point
  const scalar = reader.mpint()
  const size = Buffer.from(jwk.x ?? '', 'base64url').length
  if (scalar.length > size) throw malformed('the openssh private key is out of range')
  const padded = Buffer.concat([Buffer.alloc(size - scalar.length), scalar])
  return fromJwk({ ...jwk, d: padded.toString('base64url') })
}

/** OpenSSH leaves out the two reduced exponents that a JWK needs. */
function readRsa(reader: SshReader): JsonWebKey {
  reader.mpint() // modulus
  reader.mpint() // public exponent
  const d = toNumber(reader.mpint())
  const qi = toNumber(reader.mpint())
  const p = toNumber(reader.mpint())
  const q = toNumber(reader.mpint())
  if (p < 2n || q < 2n) throw malformed('the openssh private key is out of range')
  return {
    d: encoded(d),
    p: encoded(p),
    q: encoded(q),
    qi: encoded(qi),
    dp: encoded(d % (p - 1n)),
    dq: encoded(d % (q - 1n)),
  }
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
}

function encoded(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

function fromJwk(jwk: JsonWebKey): KeyObject {
  try {
    return createPrivateKey({ key: jwk, format: 'jwk' })
  } catch {
    throw malformed('not a readable private key')
  }
}

function malformed(message: string): AppError {
  return new AppError('credential.malformed', message)
}
