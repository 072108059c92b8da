import { X509Certificate, createPublicKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:tls'
import type { AddressInfo } from 'node:net'
import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { generateKey, issueTlsCertificate, parseTlsCertificate, privateKeyPem, splitPem } from './index.ts'
import type { TlsIdentity } from './index.ts'
import { hour, issuedAt, makeAuthority, makeLeaf } from './testing/issuing.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'

const authority = await makeAuthority()
const leafKey = await generateKey('ecdsa-p256')

describe.each(['ecdsa-p256', 'rsa-2048', 'ed25519'] as const)(
  'an authority with a key of %s',
  (algorithm) => {
    test('signs what openssl verifies strictly', async () => {
      const folder = temporaryFolder()
      const signer = await makeAuthority(algorithm)
      const roots = writeTo(folder, 'ca.pem', signer.certificate)
      const leaf = writeTo(folder, 'leaf.pem', makeLeaf(signer, leafKey))
      const time = String(issuedAt / 1000 + 60)
      const answer = run(
        'openssl',
        'verify',
        '-x509_strict',
        '-purpose',
        'sslclient',
        '-attime',
        time,
        '-CAfile',
        roots,
        leaf,
      )
      expect(answer).toContain('OK')
    })
  },
)

test('writes the properties of a Teleport certificate as openssl shows them', () => {
  const folder = temporaryFolder()
  const leaf = issueTlsCertificate({
    authority,
    publicKey: createPublicKey(leafKey),
    subject: { userName: 'bot-demo', roles: ['one', 'two'], clusterName: 'trial.example', generation: 7 },
    dnsNames: ['teleport.cluster.local', '*.teleport.cluster.local'],
    ipAddresses: ['127.0.0.1', '::1'],
    notBefore: issuedAt + 999,
    notAfter: issuedAt + hour,
  })
  const text = run(
    'openssl',
    'x509',
    '-noout',
    '-text',
    '-nameopt',
    'multiline,-esc_msb',
    '-in',
    writeTo(folder, 'leaf.pem', leaf),
  )
  expect(text).toContain('Digital Signature, Key Encipherment')
  expect(text).toContain('TLS Web Server Authentication, TLS Web Client Authentication')
  expect(text).toContain('CA:FALSE')
  expect(text).toContain('DNS:teleport.cluster.local, DNS:*.teleport.cluster.local')
  expect(text).toContain('IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
  expect(text).toContain('Not Before: Nov 21 12:00:00 2026 GMT')
  expect(text).toMatch(/1\.3\.9999\.1\.14\s+= 7/)
  const subjectKey = /Subject Key Identifier:\s+(\S+)/
  const authorityKey = /Authority Key Identifier:\s+(\S+)/.exec(text)?.[1]
  const authorityText = run(
    'openssl',
    'x509',
    '-noout',
    '-text',
    '-in',
    writeTo(folder, 'ca.pem', authority.certificate),
  )
  expect(authorityText).toContain('Certificate Sign, CRL Sign')
  expect(authorityText).toContain('CA:TRUE')
  expect(authorityKey).toBe(subjectKey.exec(authorityText)?.[1])
})

test('writes the values of one standard attribute into one RDN', () => {
  const leaf = makeLeaf(authority, leafKey, { userName: 'bot-demo', roles: ['b', 'a'], botName: 'demo' })
  expect(new X509Certificate(leaf).subject).toBe('O=a + O=b\nCN=bot-demo\n1.3.9999.2.18=demo')
})

test('gives an authority CN and O of its cluster', () => {
  const { attributes, issuer, isAuthority } = parseTlsCertificate(authority.certificate)
  expect(attributes).toEqual([
    { oid: '2.5.4.10', value: 'trial.example' },
    { oid: '2.5.4.3', value: 'trial.example' },
  ])
  expect(issuer).toEqual({ commonName: 'trial.example', organization: ['trial.example'] })
  expect(isAuthority).toBe(true)
})

test('never gives two certificates one serial number', () => {
  const serials = Array.from({ length: 20 }, () => parseTlsCertificate(makeLeaf(authority, leafKey)).serial)
  expect(new Set(serials).size).toBe(20)
})

test('carries a mutual TLS connection of node', async () => {
  const serverCertificate = issueTlsCertificate({
    authority,
    publicKey: createPublicKey(leafKey),
    subject: { userName: 'server', roles: ['Auth'] },
    dnsNames: ['teleport.cluster.local'],
    // The real clock of this machine decides here.
    notBefore: 0,
    notAfter: Date.UTC(2099, 0, 1),
  })
  const common = { ca: authority.certificate, key: privateKeyPem(leafKey), cert: serverCertificate }
  const server = createServer({ ...common, requestCert: true, rejectUnauthorized: true })
  onTestFinished(() => void server.close())
  const accepted = once(server, 'secureConnection')
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const client = connect({ ...common, host: '127.0.0.1', port, servername: 'teleport.cluster.local' })
  onTestFinished(() => void client.destroy())
  await once(client, 'secureConnect')
  await accepted
  expect(client.authorized).toBe(true)
})

const text = fc
  .string({ minLength: 1, maxLength: 40, unit: 'binary' })
  .filter((value) => !value.includes('\0'))
const set = fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).map((values) => values.toSorted())
const identities: fc.Arbitrary<TlsIdentity> = fc.record(
  {
    userName: text,
    roles: set,
    logins: set,
    usage: set,
    clusterName: text,
    routeToCluster: text,
    traits: fc.dictionary(text, fc.array(text, { maxLength: 3 }), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
    renewable: fc.constant(true),
    generation: fc.nat(),
    botName: text,
    botInstanceId: fc.uuid(),
    impersonator: text,
    disallowReissue: fc.constant(true),
    app: fc.record({ name: text, publicAddress: text, clusterName: text, sessionId: text }),
  },
  { requiredKeys: ['userName', 'roles'], noNullPrototype: true },
)

test('a subject survives the way into a certificate and back', () => {
  fc.assert(
    fc.property(identities, (subject) => {
      expect(parseTlsCertificate(makeLeaf(authority, leafKey, subject)).identity).toEqual(subject)
    }),
    { numRuns: 100 },
  )
})

test('leaves out empty values', () => {
  const subject = {
    userName: 'bot-x',
    roles: ['a', ''],
    logins: [],
    traits: {},
    botName: '',
    renewable: false,
  }
  const { identity } = parseTlsCertificate(makeLeaf(authority, leafKey, subject))
  expect(identity).toEqual({ userName: 'bot-x', roles: ['a'] })
})

test('splits a bundle into certificates it can read one by one', () => {
  const bundle = `remark\r\n${authority.certificate.replaceAll('\n', '\r\n')}${randomBytes(4).toString('hex')}\n${authority.certificate}`
  expect(splitPem(bundle)).toEqual([authority.certificate, authority.certificate])
})
