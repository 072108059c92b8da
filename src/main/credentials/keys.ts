import { createPublicKey, generateKeyPair, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError, assertNever } from '../../shared/errors.ts'
import type { KeyAlgorithm } from './model.ts'
import { readPemText } from './pem.ts'

const generatePair = promisify(generateKeyPair)

/** Makes a private key. Only RSA leaves the event loop: it takes a tenth of a second. */
export async function generateKey(algorithm: KeyAlgorithm): Promise<KeyObject> {
  switch (algorithm) {
    case 'ecdsa-p256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey
    case 'rsa-2048':
      return (await generatePair('rsa', { modulusLength: 2048 })).privateKey
    default:
      return assertNever(algorithm)
  }
}

/** The form Teleport writes (teleport-wire.md 6.2): PKCS#1 for RSA, PKCS#8 for all others. Secret. */
export function privateKeyPem(key: KeyObject): string {
  const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'pkcs8'
  return key.export({ format: 'pem', type }).toString()
}

/** PEM of the public part as Go writes it (teleport-wire.md 3.3): PKCS#1 for RSA, PKIX for all others. */
export function publicKeyPem(key: KeyObject): string {
  const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'spki'
  return publicPart(key).export({ format: 'pem', type }).toString()
}

/** PKIX SubjectPublicKeyInfo of the public part. */
export function publicKeyDer(key: KeyObject): Uint8Array {
  return publicPart(key).export({ format: 'der', type: 'spki' })
}

/** Reads a PKIX or PKCS#1 public key by its content. */
export function parsePublicKeyPem(pem: string): KeyObject {
  const { blocks } = readPemText(pem)
  const [block] = blocks
  if (block === undefined || blocks.length > 1) {
    throw new AppError('credential.malformed', `expected one public key, found ${blocks.length} blocks`)
  }
  return parsePublicKeyDer(block.der)
}

/** Reads a PKIX or PKCS#1 public key of an algorithm we know. */
export function parsePublicKeyDer(der: Uint8Array): KeyObject {
  for (const type of ['spki', 'pkcs1'] as const) {
    const key = attempt(() => readExactly(Buffer.from(der), type))
    if (key) return supportedKey(key)
  }
  throw new AppError('credential.malformed', 'not a readable public key')
}

/** Trailing bytes and odd encodings pass OpenSSL's reader, but they change when written again. */
function readExactly(der: Buffer, type: 'spki' | 'pkcs1'): KeyObject {
  const read = createPublicKey({ key: der, format: 'der', type })
  // Node 24 cannot write a key as PKCS#1 that it read as PKCS#1; one read from PKIX it can.
  const spki = read.export({ format: 'der', type: 'spki' })
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  if (!key.export({ format: 'der', type }).equals(der)) throw new Error('odd encoding')
  return key
}

/** "ECDSA P-256", "Ed25519", "RSA 2048". */
export function keyAlgorithmName(key: KeyObject): string {
  const details = key.asymmetricKeyDetails
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return 'Ed25519'
    case 'rsa':
      return `RSA ${details?.modulusLength ?? 'of unknown size'}`
    case 'ec':
      return `ECDSA ${curveNames.get(details?.namedCurve ?? '') ?? 'on an unknown curve'}`
    default:
      return key.asymmetricKeyType ?? key.type
  }
}

/** NIST names of the curves, by OpenSSL's names. */
const curveNames: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
])

/** Lets a key through when all of Botdesk can use it: Ed25519, RSA of 1024 to 16384 bits, ECDSA on a NIST curve. */
export function supportedKey(key: KeyObject): KeyObject {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  const type = key.asymmetricKeyType
  const isSupported =
    type === 'ed25519' ||
    (type === 'ec' && curveNames.has(namedCurve)) ||
    (type === 'rsa' && modulusLength >= 1024 && modulusLength <= 16_384)
  if (!isSupported) {
    throw new AppError('credential.malformed', `key type not supported: ${keyAlgorithmName(key)}`)
  }
  return key
}

/** The public half of a private key; a public key as it is. */
export function publicPart(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key
}

/** Digest a key signs with; `null` for Ed25519, which brings its own. RSA's is the caller's choice. */
export function signatureDigest(key: KeyObject): 'sha256' | 'sha384' | 'sha512' | null {
  if (key.asymmetricKeyType === 'ed25519') return null
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'secp384r1':
      return 'sha384'
    case 'secp521r1':
      return 'sha512'
    default:
      return 'sha256'
  }
}

/** Whether the private key belongs to the public one, proved by signing a challenge: an encoding can lie about its other half. */
export function keyMatches(privateKey: KeyObject, publicKey: KeyObject): boolean {
  const wanted = publicPart(publicKey)
  if (!publicPart(privateKey).equals(wanted)) return false
  const digest = signatureDigest(privateKey)
  const challenge = randomBytes(32)
  const signature = attempt(() => sign(digest, challenge, privateKey))
  return signature !== undefined && verify(digest, challenge, wanted, signature)
}

/** What `make` returns, undefined when it throws: for probing one encoding after the other. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
