import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateKey, parseTlsCertificate, pemToDer, splitPem } from './index.ts'
import { identityText } from './testing/fixtures.ts'
import { makeAuthority, makeLeaf } from './testing/issuing.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'
import { verdict } from './testing/verdict.ts'

const authority = await makeAuthority()
const key = await generateKey('ecdsa-p256')
const der = pemToDer(makeLeaf(authority, key))

test('reads PEM and DER alike', () => {
  const pem = parseTlsCertificate(der).pem
  expect(parseTlsCertificate(pem).sha256).toBe(parseTlsCertificate(der).sha256)
})

/** A certificate that signs itself, as OpenSSL makes it. */
function selfSigned(folder: string, subject: string, ...more: readonly string[]): string {
  const p256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  return run(
    'openssl',
    'req',
    '-x509',
    ...p256,
    '-nodes',
    '-keyout',
    `${folder}/key`,
    '-subj',
    subject,
    ...more,
  )
}

test('reads each role whether roles share an RDN or not', () => {
  const folder = temporaryFolder()
  const subject = (name: string) => selfSigned(folder, name, '-multivalue-rdn')
  const apart = parseTlsCertificate(subject('/O=b/O=a/CN=bot-x'))
  const together = parseTlsCertificate(subject('/O=a+O=b/CN=bot-x'))
  expect(apart.identity).toEqual({ userName: 'bot-x', roles: ['a', 'b'] })
  expect(together.identity).toEqual(apart.identity)
})

test('reads a real postal code without taking it for traits', () => {
  const folder = temporaryFolder()
  const pem = run(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    `${folder}/key`,
    '-subj',
    '/CN=x/postalCode=94105',
  )
  expect(parseTlsCertificate(pem).identity).toEqual({ userName: 'x', roles: [] })
})

test('reads dates after 2049', () => {
  const folder = temporaryFolder()
  const pem = selfSigned(folder, '/CN=x', '-days', '20000')
  const end = run('openssl', 'x509', '-noout', '-enddate', '-in', writeTo(folder, 'cert.pem', pem))
  expect(parseTlsCertificate(pem).notAfter).toBe(Date.parse(end.replace('notAfter=', '')))
})

describe('refuses', () => {
  test.each([
    ['an empty text', ''],
    ['a text that is no PEM', 'certificate'],
    ['two certificates at once', authority.certificate + authority.certificate],
    ['a private key', splitOffKey()],
    ['bytes after the end', Buffer.concat([der, Buffer.of(0)])],
    ['more than 64 KiB', Buffer.alloc(65_537)],
  ])('%s', (_, input) => {
    expect(verdict(() => parseTlsCertificate(input))).toBe('credential.malformed')
  })

  test('every certificate that is cut', () => {
    const outcomes = Array.from({ length: der.length }, (_, length) =>
      verdict(() => parseTlsCertificate(der.subarray(0, length))),
    )
    expect(new Set(outcomes)).toEqual(new Set(['credential.malformed']))
  })
})

test('mutated certificates are read or refused, nothing else', () => {
  const edits = fc.array(fc.tuple(fc.nat({ max: der.length - 1 }), fc.nat({ max: 255 })), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(edits, (changes) => {
      const mutated = Buffer.from(der)
      for (const [at, value] of changes) mutated[at] = value
      expect(['read', 'credential.malformed']).toContain(verdict(() => parseTlsCertificate(mutated)))
    }),
    { numRuns: 2000 },
  )
})

test('any text is read or refused by the PEM reader, nothing else', () => {
  const pieces = fc.constantFrom(
    '-----BEGIN CERTIFICATE-----',
    '-----END CERTIFICATE-----',
    '\n',
    '\r\n',
    ' ',
    'AAAA',
    '====',
    '-----',
    'x',
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      expect(['read', 'credential.malformed']).toContain(verdict(() => splitPem(parts.join(''))))
    }),
    { numRuns: 1000 },
  )
})

function splitOffKey(): string {
  return identityText('p256').split('ecdsa-sha2')[0] ?? ''
}
