import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  authorizedKeyLine,
  parseIdentityFile,
  privateKeyPem,
  sshPublicKeyBlob,
} from '../../credentials/index.ts'
import type { CertificateAuthority } from '../../teleport/index.ts'
import { createIdentity } from '../testing/identities.ts'
import { standardSet } from './standard-set.ts'

const at = Date.UTC(2026, 0, 1)
const { identity } = createIdentity({ at })

/** An authority in the middle of a rotation: an active key and an additional one. */
function authority(type: string, clusterName: string): CertificateAuthority {
  const key = () => authorizedKeyLine(sshPublicKeyBlob(generateKeyPairSync('ed25519').publicKey))
  const tls = () => createIdentity({ at }).identity.tlsAuthorities[0] ?? ''
  return { type, clusterName, tls: [tls(), tls()], ssh: [key(), key()] }
}

const host = [authority('host', 'trial'), authority('host', 'leaf')]
const user = [authority('user', 'trial')]
const database = [authority('db', 'trial')]

function contents(proxyHost?: string): Map<string, string> {
  const set = standardSet({ identity, authorities: { host, user, database }, proxyHost })
  return new Map(set.map(({ name, data }) => [name, Buffer.from(data).toString()]))
}

test('the identity file is key, SSH certificate, TLS certificate, then host authorities alone, each line ended', () => {
  const lines = host.flatMap(({ clusterName, ssh }) =>
    ssh.map((key) => `@cert-authority proxy.example,${clusterName},*.${clusterName} ${key} type=host\n`),
  )
  expect(contents('proxy.example').get('identity')).toBe(
    [
      privateKeyPem(identity.privateKey),
      `${identity.sshCertificate}\n`,
      identity.tlsCertificate,
      ...lines,
      ...host.flatMap(({ tls }) => tls),
    ].join(''),
  )
})

test('without a proxy its lines name the clusters only, and a reader understands the file', () => {
  const { knownHosts, identity: read } = parseIdentityFile(contents().get('identity') ?? '')
  expect(knownHosts.map((line) => line.split(' ')[1])).toEqual([
    'trial,*.trial',
    'trial,*.trial',
    'leaf,*.leaf',
    'leaf,*.leaf',
  ])
  expect(read.sshCertificate).toBe(identity.sshCertificate)
})

test('every authority file holds the active and the additional certificates of every cluster', () => {
  const files = contents()
  const pem = (authorities: readonly CertificateAuthority[]) => authorities.flatMap(({ tls }) => tls).join('')
  expect(files.get('teleport-host-ca.crt')).toBe(pem(host))
  expect(files.get('teleport-user-ca.crt')).toBe(pem(user))
  expect(files.get('teleport-database-ca.crt')).toBe(pem(database))
  expect(files.get('.write-test')).toBe('')
})
