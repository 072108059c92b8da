import { sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { signatureDigest } from './keys.ts'
import { sshKeyBody } from './ssh-key.ts'
import { SshReader, sshMpint, sshString } from './ssh-wire.ts'

/** Signs in SSH's own form; RSA as `rsa-sha2-512` (RFC 8332), never with SHA-1. */
export function sshSign(key: KeyObject, data: Uint8Array): Buffer {
  const { type } = sshKeyBody(key)
  if (type === 'ssh-rsa') {
    return Buffer.concat([sshString('rsa-sha2-512'), sshString(sign('sha512', data, key))])
  }
  if (type === 'ssh-ed25519') return Buffer.concat([sshString(type), sshString(sign(null, data, key))])
  const numbers = sign(signatureDigest(key), data, { key, dsaEncoding: 'ieee-p1363' })
  const half = numbers.length / 2
  const pair = Buffer.concat([sshMpint(numbers.subarray(0, half)), sshMpint(numbers.subarray(half))])
  return Buffer.concat([sshString(type), sshString(pair)])
}

/** True when the signature is the key's over the data. Malformed ones, SHA-1 and foreign algorithms are refused by throwing. */
export function sshVerify(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  const { type } = sshKeyBody(key)
  const reader = new SshReader(signature)
  const format = reader.text()
  const value = reader.bytes()
  reader.end()
  if (type === 'ssh-rsa') {
    if (format !== 'rsa-sha2-256' && format !== 'rsa-sha2-512') throw foreign(format)
    return verify(format === 'rsa-sha2-256' ? 'sha256' : 'sha512', data, key, value)
  }
  if (format !== type) throw foreign(format)
  if (type === 'ssh-ed25519') return verify(null, data, key, value)
  const size = { sha256: 32, sha384: 48, sha512: 66 }[signatureDigest(key) ?? 'sha256']
  return verify(signatureDigest(key), data, { key, dsaEncoding: 'ieee-p1363' }, joinPair(value, size))
}

/** `r` and `s` side by side, each of the curve's size (IEEE P1363). */
function joinPair(value: Uint8Array, size: number): Buffer {
  const reader = new SshReader(value)
  const numbers = [reader.mpint(), reader.mpint()].map((number) => {
    if (number.length > size) throw new AppError('credential.malformed', 'ssh signature is too large')
    return Buffer.concat([Buffer.alloc(size - number.length), number])
  })
  reader.end()
  return Buffer.concat(numbers)
}

function foreign(format: string): AppError {
  return new AppError('credential.malformed', `ssh signature algorithm not accepted: ${format.slice(0, 40)}`)
}
