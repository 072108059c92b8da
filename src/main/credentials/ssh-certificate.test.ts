import { generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  authorizedKeyLine,
  generateKey,
  issueSshCertificate,
  parseAuthorizedKey,
  parseSshCertificate,
  sshCertificateLine,
  sshCertificateWire,
  sshFingerprint,
  sshForever,
  sshPublicKeyBlob,
} from './index.ts'
import type { SshCertificateRequest } from './index.ts'
import { identityText } from './testing/fixtures.ts'
import { hour, issuedAt } from './testing/issuing.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'
import { verdict } from './testing/verdict.ts'

const keys = {
  ed25519: await generateKey('ed25519'),
  p256: await generateKey('ecdsa-p256'),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  rsa: await generateKey('rsa-2048'),
}
const names = ['ed25519', 'p256', 'p384', 'p521', 'rsa'] as const

function request(changes: Partial<SshCertificateRequest> = {}): SshCertificateRequest {
  return {
    authority: keys.ed25519,
    publicKey: sshPublicKeyBlob(keys.p256),
    kind: 'user',
    keyId: 'bot-demo',
    serial: 7n,
    principals: ['root', '-teleport-internal-join'],
    validAfter: issuedAt,
    validBefore: issuedAt + hour,
    extensions: { 'permit-pty': '', 'teleport-roles': '{"version":"v1","roles":["a"]}' },
    ...changes,
  }
}

describe.each(names)('ssh-keygen accepts', (name) => {
  test(`a key of ${name} certified by each kind of authority`, () => {
    const folder = temporaryFolder()
    const publicKey = sshPublicKeyBlob(keys[name])
    const listings = names.map((signer) => {
      const line = issueSshCertificate(request({ authority: keys[signer], publicKey }))
      return run('ssh-keygen', '-L', '-f', writeTo(folder, `${signer}-cert.pub`, `${line}\n`))
    })
    expect(listings.map((listing) => listing.includes(sshFingerprint(publicKey)))).toEqual(
      names.map(() => true),
    )
    expect(listings.at(-1)).toContain('(using rsa-sha2-512)')
  })

  test(`a certificate by ssh-keygen with an authority of ${name}, which we read`, () => {
    const folder = temporaryFolder()
    const kinds = {
      ed25519: ['ed25519'],
      p256: ['ecdsa', '-b', '256'],
      p384: ['ecdsa', '-b', '384'],
      p521: ['ecdsa', '-b', '521'],
      rsa: ['rsa', '-b', '2048'],
    }
    run('ssh-keygen', '-q', '-t', ...kinds[name], '-N', '', '-f', `${folder}/ca`)
    const user = writeTo(folder, 'user.pub', authorizedKeyLine(sshPublicKeyBlob(keys.p256)))
    run(
      'ssh-keygen',
      '-q',
      '-s',
      `${folder}/ca`,
      '-I',
      'someone',
      '-n',
      'root,admin',
      '-z',
      '99',
      '-O',
      'source-address=10.0.0.0/8',
      user,
    )
    const certificate = parseSshCertificate(run('cat', `${folder}/user-cert.pub`))
    expect(certificate).toMatchObject({
      kind: 'user',
      keyId: 'someone',
      serial: 99n,
      principals: ['root', 'admin'],
      validAfter: 0,
      validBefore: sshForever,
      criticalOptions: { 'source-address': '10.0.0.0/8' },
      keyFingerprint: sshFingerprint(sshPublicKeyBlob(keys.p256)),
    })
    expect(run('ssh-keygen', '-lf', `${folder}/ca.pub`)).toContain(certificate.authorityFingerprint)
  })
})

test('writes the values as ssh-keygen shows them', () => {
  const folder = temporaryFolder()
  const line = issueSshCertificate(
    request({ kind: 'host', validBefore: sshForever, validAfter: 0, extensions: {}, criticalOptions: {} }),
  )
  const listing = run('ssh-keygen', '-L', '-f', writeTo(folder, 'x-cert.pub', line))
  expect(listing).toContain('host certificate')
  expect(listing).toContain('Key ID: "bot-demo"')
  expect(listing).toContain('Serial: 7')
  expect(listing).toContain('Valid: forever')
  expect(listing).toMatch(/Principals:\s+root\s+-teleport-internal-join/)
})

const text = fc.string({ unit: 'binary', maxLength: 60 })
const options = fc.dictionary(text, text, { maxKeys: 6, noNullPrototype: true })
const requests = fc.record({
  authority: fc.constantFrom(keys.ed25519, keys.p256, keys.p384, keys.p521),
  publicKey: fc.constantFrom(...names.map((name) => sshPublicKeyBlob(keys[name]))),
  kind: fc.constantFrom('user' as const, 'host' as const),
  keyId: text,
  serial: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  principals: fc.array(text, { maxLength: 6 }),
  validAfter: fc.nat({ max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  validBefore: fc.nat({ max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  criticalOptions: options,
  extensions: options,
})

test('a certificate survives the way onto a line and back', () => {
  fc.assert(
    fc.property(requests, (wanted) => {
      const { authority, ...facts } = wanted
      const line = issueSshCertificate(wanted)
      expect(parseSshCertificate(line)).toEqual({
        ...facts,
        publicKey: Buffer.from(facts.publicKey),
        authorityKey: sshPublicKeyBlob(authority),
        keyFingerprint: sshFingerprint(facts.publicKey),
        authorityFingerprint: sshFingerprint(sshPublicKeyBlob(authority)),
      })
      expect(sshCertificateLine(sshCertificateWire(line))).toBe(line)
    }),
    { numRuns: 200 },
  )
})

function verdictOn(wire: Uint8Array): string {
  return verdict(() => parseSshCertificate(sshCertificateLine(wire)))
}

describe.each(names)('with an authority of %s', (name) => {
  const wire = sshCertificateWire(issueSshCertificate(request({ authority: keys[name] })))

  test('refuses a certificate cut anywhere or with bytes after its end', () => {
    const outcomes = Array.from({ length: wire.length }, (_, length) => verdictOn(wire.subarray(0, length)))
    expect(new Set([...outcomes, verdictOn(Buffer.concat([wire, Buffer.of(0)]))])).toEqual(
      new Set(['credential.malformed']),
    )
  })

  test('refuses a certificate with any byte changed', () => {
    const byte = fc.record({ at: fc.nat({ max: wire.length - 1 }), change: fc.integer({ min: 1, max: 255 }) })
    fc.assert(
      fc.property(byte, ({ at, change }) => {
        const mutated = Buffer.from(wire)
        mutated[at] = (mutated[at] ?? 0) ^ change
        expect(verdictOn(mutated)).toBe('credential.malformed')
      }),
      { numRuns: 400 },
    )
  })
})

describe('refuses', () => {
  const line = issueSshCertificate(request())
  test.each([
    ['an empty line', ''],
    ['a plain public key', authorizedKeyLine(sshPublicKeyBlob(keys.p256))],
    ['a line of another type than its content', line.replace('nistp256-cert', 'nistp384-cert')],
    ['base64 without padding', line.replace(/=*$/, '').slice(0, -1)],
    ['more than 64 KiB', issueSshCertificate(request({ extensions: { a: 'x'.repeat(70_000) } }))],
  ])('%s', (_, input) => {
    expect(() => parseSshCertificate(input)).toThrow(
      expect.objectContaining({ code: 'credential.malformed' }),
    )
  })
})

test('reads a line with a comment and white space around', () => {
  const line = issueSshCertificate(request())
  expect(parseSshCertificate(`  ${line}\tbot-demo@host \r\n`).keyId).toBe('bot-demo')
})

describe('public keys', () => {
  test.each(names)('of %s are written as ssh-keygen writes them', (name) => {
    const folder = temporaryFolder()
    const line = authorizedKeyLine(sshPublicKeyBlob(keys[name]), 'a comment')
    const listing = run('ssh-keygen', '-lf', writeTo(folder, 'key.pub', line))
    expect(listing).toContain(`${sshFingerprint(sshPublicKeyBlob(keys[name]))} a comment`)
    expect(parseAuthorizedKey(line)).toMatchObject({
      comment: 'a comment',
      blob: sshPublicKeyBlob(keys[name]),
    })
  })

  test('are read behind options', () => {
    const key = authorizedKeyLine(sshPublicKeyBlob(keys.p256))
    expect(
      parseAuthorizedKey(`cert-authority,principals="a b" ${key} clustername=x&type=user`),
    ).toMatchObject({
      type: 'ecdsa-sha2-nistp256',
      comment: 'clustername=x&type=user',
    })
  })

  test('of a certificate are refused as public keys', () => {
    const line =
      identityText('rsa')
        .split('\n')
        .find((each) => each.startsWith('ssh-rsa-cert')) ?? ''
    expect(() => parseAuthorizedKey(line)).toThrow('no ssh public key')
  })

  test('are read or refused whatever is changed, nothing else', () => {
    const blobs = names.map((name) => sshPublicKeyBlob(keys[name]))
    const change = fc.record({
      blob: fc.constantFrom(...blobs),
      at: fc.nat(),
      value: fc.nat({ max: 255 }),
      length: fc.nat(),
    })
    fc.assert(
      fc.property(change, ({ blob, at, value, length }) => {
        const mutated = Buffer.from(blob.subarray(0, length % (blob.length + 1)))
        if (mutated.length > 0) mutated[at % mutated.length] = value
        const type = blob.subarray(4, 4 + (blob[3] ?? 0)).toString()
        const line = `${type} ${mutated.toString('base64')}`
        expect(['read', 'credential.malformed']).toContain(verdict(() => parseAuthorizedKey(line)))
      }),
      { numRuns: 1000 },
    )
  })
})
