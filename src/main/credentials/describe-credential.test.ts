import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  authorizedKeyLine,
  describeCredential,
  formatSshConfig,
  generateKey,
  issueSshCertificate,
  issueTlsCertificate,
  knownHostsLine,
  privateKeyPem,
  publicKeyPem,
  sshPublicKeyBlob,
} from './index.ts'
import type { CredentialDescription, SshCertificateRequest, TlsIdentity } from './index.ts'
import { fixtureTime, identityFacts, identityNames, identityText } from './testing/fixtures.ts'
import { hour, issuedAt, makeAuthority, makeLeaf } from './testing/issuing.ts'
import { verdict } from './testing/verdict.ts'

const authority = await makeAuthority()
const key = await generateKey('ecdsa-p256')
const keyLine = authorizedKeyLine(sshPublicKeyBlob(key), 'demo')
const at = issuedAt + 1

function explain(text: string, time = at): CredentialDescription {
  return describeCredential({ name: 'artifact', text, at: time })
}

/** The value of a field, wherever it stands. */
function field(description: CredentialDescription, label: string): string | undefined {
  return description.sections.flatMap((section) => section.fields).find((each) => each.label === label)?.value
}

function sshCertificate(changes: Partial<SshCertificateRequest>): string {
  return issueSshCertificate({
    authority: authority.key,
    publicKey: sshPublicKeyBlob(key),
    kind: 'user',
    keyId: 'bot-demo',
    serial: 1n,
    principals: ['-teleport-internal-join'],
    validAfter: issuedAt,
    validBefore: issuedAt + hour / 2,
    ...changes,
  })
}

const bot: TlsIdentity = { userName: 'bot-demo-bot', roles: ['reader'], botName: 'demo-bot' }
const app = {
  name: 'grafana-example',
  publicAddress: 'grafana.example',
  clusterName: 'trial.example',
  sessionId: 's',
}

describe('says in one sentence what it is good for:', () => {
  test.each<[string, TlsIdentity, string]>([
    ['an application', { ...bot, app }, 'Lets bot demo-bot open the application grafana-example'],
    ['one role', bot, 'Lets bot demo-bot act as role reader'],
    ['several roles', { ...bot, roles: ['a', 'b'] }, 'Lets bot demo-bot act as roles a and b'],
    ['a bot known by its user name', { userName: 'bot-x', roles: ['a'] }, 'Lets bot x act as role a'],
    [
      'a bot known as impersonator',
      { userName: 'y', roles: ['a'], impersonator: 'bot-x' },
      'Lets bot x act as role a',
    ],
    ['a person', { userName: 'alice', roles: ['editor'] }, 'Lets user alice act as role editor'],
    [
      'own identity',
      { userName: 'bot-x', roles: ['bot-x'], clusterName: 'c' },
      'Lets bot x stay joined to the cluster c',
    ],
  ])('%s', (_, subject, summary) => {
    expect(explain(makeLeaf(authority, key, subject)).summary).toBe(summary)
  })

  test.each<[string, Partial<SshCertificateRequest>, string]>([
    [
      'roles and logins of SSH',
      {
        principals: ['root', '-teleport-internal-join'],
        extensions: { 'teleport-roles': '{"roles":["a"]}' },
      },
      'Lets bot demo act as role a and log in as root',
    ],
    [
      'an SSH certificate with roles nobody can read',
      { extensions: { 'teleport-roles': '[' } },
      'Names bot demo',
    ],
    ['a host', { kind: 'host', principals: ['node.example'] }, 'Proves the host node.example to SSH clients'],
    [
      'the own SSH identity',
      { extensions: { 'teleport-roles': '{"roles":["bot-demo"]}' } },
      'Lets bot demo stay joined to its cluster',
    ],
  ])('%s', (_, changes, summary) => {
    expect(explain(sshCertificate(changes)).summary).toBe(summary)
  })

  const authorityKey = authorizedKeyLine(sshPublicKeyBlob(key))
  const directory = '/opt'
  const ssh = {
    directory,
    proxyAddress: 'proxy:443',
    command: ['b'],
    tlsRouting: true,
    connectionUpgrade: false,
  }
  test.each([
    [
      'an authority',
      authority.certificate,
      'Lets programs trust certificates of the authority of trial.example',
    ],
    [
      'two authorities',
      authority.certificate.repeat(2),
      'Lets programs trust certificates of 2 authorities of trial.example',
    ],
    ['known_hosts', knownHostsLine({ authorityKey, clusterName: 'c' }), 'Lets SSH trust the hosts c and *.c'],
    [
      'known_hosts of one cluster',
      knownHostsLine({ authorityKey, wildcard: true }),
      'Lets SSH trust every host that carries a certificate of the authority',
    ],
    ['ssh_config', formatSshConfig({ ...ssh, clusterNames: ['c'] }), 'Tells SSH how to reach *.c'],
    ['a public key', keyLine, 'Public key, ECDSA P-256'],
    ['a public key in PEM', publicKeyPem(key), 'Public key, ECDSA P-256'],
    ['a private key', privateKeyPem(key), 'Private key, ECDSA P-256'],
    ['nothing', '\n', 'An empty file'],
  ])('%s', (_, text, summary) => {
    expect(explain(text).summary).toBe(summary)
  })

  test('a server', () => {
    const certificate = issueTlsCertificate({
      authority,
      publicKey: key,
      subject: { userName: 'auth', roles: ['Auth'] },
      dnsNames: ['teleport.cluster.local'],
      ipAddresses: ['127.0.0.1'],
      notBefore: issuedAt,
      notAfter: issuedAt + hour,
    })
    expect(explain(certificate).summary).toBe(
      'Proves the server teleport.cluster.local and 127.0.0.1 to its clients',
    )
  })
})

describe('the state follows the clock:', () => {
  test.each([
    ['Not valid yet', issuedAt - 1],
    ['Valid', issuedAt],
    ['Expired', issuedAt + hour + 1],
  ])('%s', (state, time) => {
    expect(field(explain(makeLeaf(authority, key), time), 'State')).toBe(state)
  })

  test('the first part to end ends the whole', () => {
    const { notBefore, expiresAt } = explain(
      `${makeLeaf(authority, key)}${sshCertificate({})}\n${authority.certificate}`,
    )
    expect({ notBefore, expiresAt }).toEqual({ notBefore: issuedAt, expiresAt: issuedAt + hour / 2 })
  })

  test('an authority alone ends when it ends', () => {
    expect(explain(authority.certificate).expiresAt).toBe(issuedAt + 10_000 * hour)
  })
})

describe.each(identityNames)('the identity fixture %s', (name) => {
  const facts = identityFacts(name)
  const description = explain(identityText(name), fixtureTime)

  test('is explained part by part', () => {
    expect(description.summary).toBe('Lets bot grafana act as role grafana-access')
    expect(description.expiresAt).toBe(Date.parse(facts.tls_cert.not_after))
    expect(field(description, 'Matches the certificate')).toBe('yes')
    expect(field(description, 'Algorithm')).toBe(facts.private_key.algorithm)
    expect(field(description, 'Fingerprint')).toBe(facts.private_key.ssh_fingerprint)
    expect(field(description, 'CA pin')).toBe(facts.tls_cas[0]?.pin)
  })

  test('shows nothing of the private key', () => {
    const shown = JSON.stringify(description)
    const secretLines = identityText(name).split('\n-----END')[0]?.split('\n').slice(1) ?? []
    expect(secretLines.filter((line) => shown.includes(line))).toEqual([])
    expect(shown).not.toContain('PRIVATE KEY')
  })
})

test('says when a private key belongs to another certificate', async () => {
  const other = await generateKey('ecdsa-p256')
  expect(field(explain(makeLeaf(authority, key) + privateKeyPem(other)), 'Matches the certificate')).toBe(
    'no',
  )
})

test('gives the public text of what it explained', () => {
  const text = `${privateKeyPem(key)}${keyLine}\n${authority.certificate}`
  expect(explain(text).publicText).toBe(`${authority.certificate}${keyLine}\n`)
})

test('explains what it can and says why not the rest', () => {
  const damaged = `${authority.certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`
  const description = explain(damaged)
  expect(description.sections.map((section) => section.title)).toEqual([
    'TLS authority',
    'Block 2 (CERTIFICATE)',
  ])
  expect(field(description, 'Not understood')).toBe('not a readable certificate')
})

describe('refuses', () => {
  test.each([
    ['any text, without repeating it', 'a-secret-token', /^artifact is no certificate/],
    [
      'an encrypted key',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
      /encrypted/,
    ],
    [
      'only damaged blocks',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      /Block 1 .*not a readable/,
    ],
    ['more parts than anybody can read', `${keyLine}\n`.repeat(301), /more than 300 parts/],
    ['more than 1 MiB', 'x'.repeat(1_100_000), /larger than 1 MiB/],
  ])('%s', (_, text, message) => {
    expect(() => explain(text)).toThrow(message)
    expect(() => explain(text)).toThrow(expect.objectContaining({ code: 'credential.malformed' }))
  })
})

test('mutated identity files are explained or refused, nothing else', () => {
  const text = identityText('p256')
  const edit = fc.record({
    at: fc.nat({ max: text.length - 1 }),
    length: fc.nat({ max: 20 }),
    insert: fc.string({ maxLength: 5 }),
  })
  fc.assert(
    fc.property(edit, ({ at, length, insert }) => {
      const mutated = text.slice(0, at) + insert + text.slice(at + length)
      expect(['read', 'credential.malformed']).toContain(verdict(() => explain(mutated, fixtureTime)))
    }),
    { numRuns: 400 },
  )
})
