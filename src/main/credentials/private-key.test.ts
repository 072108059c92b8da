import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  generateKey,
  keyAlgorithmName,
  keyMatches,
  parsePrivateKey,
  parsePublicKeyDer,
  parsePublicKeyPem,
  pemToDer,
  derToPem,
  privateKeyPem,
  publicKeyDer,
  publicKeyPem,
  sshFingerprint,
  sshPublicKeyBlob,
} from './index.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'
import { refusal } from './testing/verdict.ts'

describe.each([
  ['ed25519', 'Ed25519', 'BEGIN PRIVATE KEY', 'BEGIN PUBLIC KEY'],
  ['ecdsa-p256', 'ECDSA P-256', 'BEGIN PRIVATE KEY', 'BEGIN PUBLIC KEY'],
  ['rsa-2048', 'RSA 2048', 'BEGIN RSA PRIVATE KEY', 'BEGIN RSA PUBLIC KEY'],
] as const)('a generated key of %s', (algorithm, name, privateLabel, publicLabel) => {
  test('survives the way into PEM and DER and back', async () => {
    const key = await generateKey(algorithm)
    expect(keyAlgorithmName(key)).toBe(name)
    expect(privateKeyPem(key)).toContain(privateLabel)
    expect(publicKeyPem(key)).toContain(publicLabel)
    expect(parsePrivateKey(privateKeyPem(key)).equals(key)).toBe(true)
    expect(keyMatches(key, parsePublicKeyPem(publicKeyPem(key)))).toBe(true)
    expect(keyMatches(key, parsePublicKeyDer(publicKeyDer(key)))).toBe(true)
  })

  test('matches no other key', async () => {
    const key = await generateKey(algorithm)
    const others = [
      await generateKey(algorithm),
      await generateKey('ed25519'),
      await generateKey('ecdsa-p256'),
    ]
    expect(others.map((other) => keyMatches(key, createPublicKey(other)))).toEqual([false, false, false])
  })
})

describe.each([
  ['ed25519', ['ed25519'], 'OPENSSH PRIVATE KEY'],
  ['P-256', ['ecdsa', '-b', '256'], 'OPENSSH PRIVATE KEY'],
  ['P-384', ['ecdsa', '-b', '384'], 'OPENSSH PRIVATE KEY'],
  ['P-521', ['ecdsa', '-b', '521'], 'OPENSSH PRIVATE KEY'],
  ['RSA', ['rsa', '-b', '2048'], 'OPENSSH PRIVATE KEY'],
  ['P-256 in SEC 1', ['ecdsa', '-b', '256', '-m', 'PEM'], 'EC PRIVATE KEY'],
  ['RSA in PKCS#1', ['rsa', '-b', '2048', '-m', 'PEM'], 'RSA PRIVATE KEY'],
  ['P-256 in PKCS#8', ['ecdsa', '-b', '256', '-m', 'PKCS8'], 'PRIVATE KEY'],
] as const)('a key of ssh-keygen, %s', (_, options, label) => {
  test('is read, whatever its block is called', () => {
    const folder = temporaryFolder()
    run('ssh-keygen', '-q', '-N', '', '-C', 'a comment', '-t', ...options, '-f', `${folder}/key`)
    const pem = run('cat', `${folder}/key`)
    const key = parsePrivateKey(pem)
    expect(pem).toContain(`BEGIN ${label}`)
    expect(run('ssh-keygen', '-lf', `${folder}/key.pub`)).toContain(sshFingerprint(sshPublicKeyBlob(key)))
    expect(keyMatches(key, createPublicKey(key))).toBe(true)
    expect(parsePrivateKey(derToPem(pemToDer(pem), 'ANY PRIVATE KEY')).equals(key)).toBe(true)
  })
})

test('openssl reads what we write', async () => {
  const folder = temporaryFolder()
  const key = await generateKey('ecdsa-p256')
  const shown = run('openssl', 'pkey', '-pubout', '-in', writeTo(folder, 'key.pem', privateKeyPem(key)))
  expect(shown).toBe(publicKeyPem(key))
})

describe('refuses', () => {
  const folder = () => temporaryFolder()
  const secp = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey
  const ed448 = generateKeyPairSync('ed448').privateKey

  test.each([
    ['nothing', '', 'found 0'],
    ['a damaged boundary', '-----BEGIN PRIVATE KEY----', 'boundary is damaged'],
    ['a key on a foreign curve', privateKeyPem(secp), 'not supported'],
    ['a key of a foreign type', privateKeyPem(ed448), 'not supported'],
    ['two keys', privateKeyPem(secp) + privateKeyPem(ed448), 'found 2'],
    ['a key too large for anything', derToPem(Buffer.alloc(20_001), 'PRIVATE KEY'), 'too large'],
    ['what is no key', derToPem(Buffer.from('hello'), 'PRIVATE KEY'), 'not a readable private key'],
  ])('%s', (_, pem, cause) => {
    expect(() => parsePrivateKey(pem)).toThrow(cause)
  })

  test.each([
    ['OPENSSH', []],
    ['PKCS#8', ['-m', 'PKCS8']],
    ['PKCS#1', ['-m', 'PEM']],
  ])('an encrypted %s key, saying so', (_, options) => {
    const path = `${folder()}/key`
    run('ssh-keygen', '-q', '-t', 'rsa', '-b', '2048', '-N', 'password', ...options, '-f', path)
    const pem = run('cat', path)
    expect(() => parsePrivateKey(pem)).toThrow('the private key is encrypted')
  })
})

test('mutated OPENSSH keys are read or refused, and no message tells what is in them', () => {
  const folder = temporaryFolder()
  const pems = ['ed25519', 'ecdsa', 'rsa'].map((type) => {
    run('ssh-keygen', '-q', '-t', type, '-N', '', '-f', `${folder}/${type}`)
    return run('cat', `${folder}/${type}`)
  })
  const ders = pems.map((pem) => Buffer.from(pemToDer(pem)))
  const change = fc.record({ der: fc.constantFrom(...ders), at: fc.nat(), value: fc.nat({ max: 255 }) })
  fc.assert(
    fc.property(change, ({ der, at, value }) => {
      const mutated = Buffer.from(der)
      mutated[at % der.length] = value
      const message = refusal(() => parsePrivateKey(derToPem(mutated, 'OPENSSH PRIVATE KEY')))?.message ?? ''
      expect(message).toMatch(/^[a-z0-9 ,.-]{0,80}$/)
    }),
    { numRuns: 600 },
  )
})
