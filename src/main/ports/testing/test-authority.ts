import { generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createTlsAuthority, issueTlsCertificate, privateKeyPem } from '../../credentials/index.ts'

/** An authority for tests of the network: hands out leaf certificates with their keys, both PEM. */
export interface TestAuthority {
  readonly certificate: string
  readonly key: KeyObject
  issue(leaf: {
    userName?: string
    dnsNames?: readonly string[]
    ipAddresses?: readonly string[]
    notBefore?: number
    notAfter?: number
  }): { cert: string; key: string }
}

const hourMs = 3_600_000

/** Makes a P-256 authority of a cluster, valid for an hour on both sides of `at`. */
export function createTestAuthority(options: { at: number; clusterName?: string }): TestAuthority {
  const clusterName = options.clusterName ?? 'trial.example'
  const life = { notBefore: options.at - hourMs, notAfter: options.at + hourMs }
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const certificate = createTlsAuthority({ clusterName, key, ...life })
  return {
    certificate,
    key,
    issue({ userName = 'someone', ...leaf }) {
      const leafKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      const cert = issueTlsCertificate({
        authority: { certificate, key },
        publicKey: leafKey,
        subject: { userName, roles: [userName], clusterName },
        ...life,
        ...leaf,
      })
      return { cert, key: privateKeyPem(leafKey) }
    },
  }
}
