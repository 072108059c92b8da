import { describe, expect, test } from 'vitest'
import {
  caPin,
  generateKey,
  parseCaPin,
  parseTlsCertificate,
  pemToDer,
  verifyTlsCertificate,
} from './index.ts'
import { identityFacts, identityText } from './testing/fixtures.ts'
import { hour, issuedAt, makeAuthority, makeLeaf } from './testing/issuing.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'

const authority = await makeAuthority()
const sameName = await makeAuthority()
const other = await makeAuthority('rsa-2048', 'other.example')
const key = await generateKey('ecdsa-p256')
const leaf = makeLeaf(authority, key)
const at = issuedAt + 1
const authorities = [other.certificate, sameName.certificate, authority.certificate]

test('finds the authority that signed among others of the same name', () => {
  const verified = verifyTlsCertificate({ certificate: pemToDer(leaf), authorities, at })
  expect(verified.identity.userName).toBe('bot-demo')
})

test('takes an authority for itself', () => {
  const verified = verifyTlsCertificate({ certificate: authority.certificate, authorities, at })
  expect(verified.isAuthority).toBe(true)
})

describe('refuses, naming the cause', () => {
  test.each([
    ['an authority that only has the right name', [sameName.certificate], at, 'unknown-authority'],
    ['no authorities', [], at, 'unknown-authority'],
    ['a leaf as authority', [leaf], at, 'unknown-authority'],
    ['a time before it begins', authorities, issuedAt - 1, 'not-yet-valid'],
    ['a time after it ended', authorities, issuedAt + hour + 1, 'expired'],
  ])('%s', (_, roots, time, reason) => {
    expect(() => verifyTlsCertificate({ certificate: leaf, authorities: roots, at: time })).toThrow(
      expect.objectContaining({
        code: 'credential.proof-failed',
        details: expect.objectContaining({ reason }),
      }),
    )
  })

  test('a certificate with one bit of its signature turned', () => {
    const forged = Buffer.from(pemToDer(leaf))
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    expect(() => verifyTlsCertificate({ certificate: forged, authorities, at })).toThrow('signed by none')
  })
})

describe('CA pins', () => {
  test('are what openssl computes', () => {
    const folder = temporaryFolder()
    const path = writeTo(folder, 'ca.pem', authority.certificate)
    const publicKey = writeTo(folder, 'key.pem', run('openssl', 'x509', '-noout', '-pubkey', '-in', path))
    run('openssl', 'pkey', '-pubin', '-in', publicKey, '-outform', 'DER', '-out', `${folder}/key.der`)
    const digest = run('openssl', 'dgst', '-sha256', '-r', `${folder}/key.der`).slice(0, 64)
    expect(caPin(authority.certificate)).toBe(`sha256:${digest}`)
  })

  test('are read in any case and with white space around', () => {
    const pin = identityFacts('rsa').tls_cas[0]?.pin ?? ''
    expect(parseCaPin(` ${pin.toUpperCase()}\n`)).toBe(pin)
  })

  test.each([
    ['abc', 'begin with sha256:'],
    ['md5:abc', 'algorithm'],
    [`sha256:${'a'.repeat(63)}`, '63 characters'],
    [`sha256:${'a'.repeat(64)}:b`, '64 hex digits'],
    [`sha256:${'g'.repeat(64)}`, '64 hex digits'],
  ])('%s is refused', (text, cause) => {
    expect(() => parseCaPin(text)).toThrow(expect.objectContaining({ code: 'join.ca-pin-malformed' }))
    expect(() => parseCaPin(text)).toThrow(cause)
  })
})

test('a host authority of a fixture did not sign the client certificate beside it', () => {
  const blocks = identityText('p256').split('-----BEGIN CERTIFICATE-----').slice(1)
  const [client = '', host = ''] = blocks.map(
    (block) => `-----BEGIN CERTIFICATE-----${block.split('@')[0] ?? ''}`,
  )
  const { notBefore } = parseTlsCertificate(client)
  expect(() => verifyTlsCertificate({ certificate: client, authorities: [host], at: notBefore })).toThrow(
    'signed by none',
  )
})
