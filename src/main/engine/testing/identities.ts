import { generateKeyPairSync } from 'node:crypto'
import {
  authorizedKeyLine,
  createTlsAuthority,
  issueSshCertificate,
  issueTlsCertificate,
  parseTlsCertificate,
  sshPublicKeyBlob,
} from '../../credentials/index.ts'
import type { Identity, TlsCertificate } from '../../credentials/index.ts'

const hour = 3_600_000

/** A bot identity of the cluster `trial`, valid for an hour from `at`. */
export function createIdentity({ at }: { at: number }): {
  identity: Identity
  certificate: TlsCertificate
  clusterName: string
} {
  const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const [key, authorityKey, sshAuthority] = [newKey(), newKey(), newKey()]
  const life = { notBefore: at - 60_000, notAfter: at + hour }
  const authority = createTlsAuthority({
    clusterName: 'trial',
    key: authorityKey,
    notBefore: at - hour,
    notAfter: at + 1000 * hour,
  })
  const tlsCertificate = issueTlsCertificate({
    authority: { certificate: authority, key: authorityKey },
    publicKey: key,
    subject: {
      userName: 'bot-demo',
      roles: ['bot-demo'],
      clusterName: 'trial',
      renewable: true,
      generation: 1,
    },
    ...life,
  })
  const sshCertificate = issueSshCertificate({
    authority: sshAuthority,
    publicKey: sshPublicKeyBlob(key),
    kind: 'user',
    keyId: 'bot-demo',
    serial: 1n,
    principals: ['-teleport-internal-join'],
    validAfter: life.notBefore,
    validBefore: life.notAfter,
  })
  const identity: Identity = {
    privateKey: key,
    tlsCertificate,
    tlsAuthorities: [authority],
    sshCertificate,
    sshAuthorities: [authorizedKeyLine(sshPublicKeyBlob(sshAuthority))],
  }
  return { identity, certificate: parseTlsCertificate(tlsCertificate), clusterName: 'trial' }
}
