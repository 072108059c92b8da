import { randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { decodeBase64 } from './base64.ts'
import type { SshCertificate } from './model.ts'
import {
  parseSshPublicKey,
  readSshKeyBody,
  sshFingerprint,
  sshKeyTypes,
  sshPublicKeyBlob,
} from './ssh-key.ts'
import { sshSign, sshVerify } from './ssh-signature.ts'
import { SshReader, sshString, sshUint32, sshUint64 } from './ssh-wire.ts'

const typeSuffix = '-cert-v01@openssh.com'
const maxBytes = 64 * 1024
const kinds = ['user', 'host'] as const
const noEnd = 2n ** 64n - 1n

/** The end of a certificate that never ends: the last moment a Date can hold. */
export const sshForever = 8_640_000_000_000_000

/** What a new SSH certificate says. Times are epoch ms, cut to seconds; `sshForever` means no end. */
export interface SshCertificateRequest {
  readonly authority: KeyObject
  /** SSH wire form of the key to certify. */
  readonly publicKey: Uint8Array
  readonly kind: 'user' | 'host'
  readonly keyId: string
  readonly serial: bigint
  readonly principals: readonly string[]
  readonly validAfter: number
  readonly validBefore: number
  readonly criticalOptions?: Readonly<Record<string, string>>
  readonly extensions?: Readonly<Record<string, string>>
}

/** True for the type names of SSH certificates we read. */
export function isSshCertificateType(word: string): boolean {
  return word.endsWith(typeSuffix) && sshKeyTypes.includes(word.slice(0, -typeSuffix.length))
}

/** Signs a certificate (PROTOCOL.certkeys) and returns its authorized_keys line without comment and newline. */
export function issueSshCertificate(request: SshCertificateRequest): string {
  const { type } = parseSshPublicKey(request.publicKey)
  const keyBody = request.publicKey.subarray(sshString(type).length)
  const body = Buffer.concat([
    sshString(type + typeSuffix),
    sshString(randomBytes(32)),
    keyBody,
    sshUint64(request.serial),
    sshUint32(kinds.indexOf(request.kind) + 1),
    sshString(request.keyId),
    sshString(Buffer.concat(request.principals.map((principal) => sshString(principal)))),
    sshUint64(toSeconds(request.validAfter)),
    sshUint64(toSeconds(request.validBefore)),
    sshString(writeOptions(request.criticalOptions ?? {})),
    sshString(writeOptions(request.extensions ?? {})),
    sshString(''),
    sshString(sshPublicKeyBlob(request.authority)),
  ])
  return sshCertificateLine(Buffer.concat([body, sshString(sshSign(request.authority, body))]))
}

/** Reads a certificate line and verifies its signature; cut, oversized or forged ones are `credential.malformed`. */
export function parseSshCertificate(line: string): SshCertificate {
  const wire = sshCertificateWire(line)
  const reader = new SshReader(wire)
  const type = reader.text().slice(0, -typeSuffix.length)
  reader.bytes() // nonce
  const publicKey = sshPublicKeyBlob(readSshKeyBody(type, reader))
  const serial = reader.uint64()
  const kind = kinds[reader.uint32() - 1]
  if (!kind) throw malformed('ssh certificate is neither for a user nor for a host')
  const keyId = reader.text()
  const principals = readList(reader.bytes())
  const validAfter = toMilliseconds(reader.uint64())
  const validBefore = toMilliseconds(reader.uint64())
  const criticalOptions = readOptions(reader.bytes())
  const extensions = readOptions(reader.bytes())
  reader.bytes() // reserved
  const authorityKey = reader.bytes()
  const signed = wire.subarray(0, reader.offset)
  const signature = reader.bytes()
  reader.end()
  if (!sshVerify(parseSshPublicKey(authorityKey).publicKey, signed, signature)) {
    throw malformed('ssh certificate is not signed by the authority it names')
  }
  return {
    kind,
    keyId,
    serial,
    principals,
    validAfter,
    validBefore,
    criticalOptions,
    extensions,
    keyFingerprint: sshFingerprint(publicKey),
    authorityFingerprint: sshFingerprint(authorityKey),
    publicKey,
    authorityKey,
  }
}

/** The authorized_keys line of a certificate in wire form; no comment, no newline. */
export function sshCertificateLine(wire: Uint8Array): string {
  const type = new SshReader(wire).text()
  if (!isSshCertificateType(type)) throw malformed('not an ssh certificate of a known type')
  return `${type} ${Buffer.from(wire).toString('base64')}`
}

/** The wire form in an authorized_keys line. Does not verify the signature; `parseSshCertificate` does. */
export function sshCertificateWire(line: string): Uint8Array {
  const [type = '', base64 = ''] = line.trim().split(/[ \t]+/, 2)
  if (!isSshCertificateType(type)) throw malformed('not an ssh certificate of a known type')
  if (base64.length > (maxBytes / 3) * 4) throw malformed('ssh certificate is too large')
  const wire = decodeBase64(base64)
  if (!wire) throw malformed('ssh certificate is not base64')
  if (new SshReader(wire).text() !== type) throw malformed('ssh certificate is not of the type its line says')
  return wire
}

/** Options and extensions; the format wants them sorted and a value wrapped twice. */
function writeOptions(options: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(options).map(([name, value]) => ({ name: Buffer.from(name), value }))
  entries.sort((left, right) => Buffer.compare(left.name, right.name))
  return Buffer.concat(
    entries.flatMap(({ name, value }) => [sshString(name), sshString(value === '' ? '' : sshString(value))]),
  )
}

function readOptions(bytes: Uint8Array): Record<string, string> {
  const reader = new SshReader(bytes)
  const options = new Map<string, string>()
  while (!reader.isAtEnd) {
    const name = reader.text()
    const data = new SshReader(reader.bytes())
    if (options.has(name)) throw malformed('ssh certificate names an option twice')
    options.set(name, data.isAtEnd ? '' : data.text())
    data.end()
  }
  return Object.fromEntries(options)
}

function readList(bytes: Uint8Array): string[] {
  const reader = new SshReader(bytes)
  const texts: string[] = []
  while (!reader.isAtEnd) texts.push(reader.text())
  return texts
}

function toSeconds(epochMs: number): bigint {
  return epochMs >= sshForever ? noEnd : BigInt(Math.max(0, Math.floor(epochMs / 1000)))
}

function toMilliseconds(seconds: bigint): number {
  return seconds >= BigInt(sshForever / 1000) ? sshForever : Number(seconds) * 1000
}

function malformed(message: string): AppError {
  return new AppError('credential.malformed', message)
}
