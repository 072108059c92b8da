import type { KeyObject } from 'node:crypto'
import { assertNever } from '../../shared/errors.ts'
import { caPin } from './ca-pin.ts'
import type { CredentialPart } from './describe-parts.ts'
import { keyAlgorithmName, keyMatches } from './keys.ts'
import type { CredentialSection, SshCertificate, TlsCertificate } from './model.ts'
import { sshForever } from './ssh-certificate.ts'
import { parseSshPublicKey, sshFingerprint, sshPublicKeyBlob } from './ssh-key.ts'
import { subjectOids } from './tls-subject.ts'

type Field = CredentialSection['fields'][number]

/** Subject attributes that `TlsIdentity` has no place for but a person wants to see. */
const furtherAttributes: readonly (readonly [oid: string, label: string])[] = [
  [subjectOids.kubernetesCluster, 'Kubernetes cluster'],
  [subjectOids.databaseService, 'Database'],
  [subjectOids.databaseProtocol, 'Database protocol'],
  [subjectOids.databaseUser, 'Database user'],
  [subjectOids.databaseName, 'Database name'],
  [subjectOids.loginIp, 'Login from'],
  [subjectOids.pinnedIp, 'Only usable from'],
]

/** The fields of one part. `all` are the parts it stands among: a private key is compared with their certificates. */
export function describePart(
  part: CredentialPart,
  all: readonly CredentialPart[],
  at: number,
): CredentialSection {
  switch (part.kind) {
    case 'tls-certificate':
      return part.certificate.isAuthority
        ? authoritySection(part.certificate, at)
        : tlsSection(part.certificate, at)
    case 'ssh-certificate':
      return sshSection(part.certificate, at)
    case 'private-key':
      return { title: 'Private key', fields: [...keyFields(part.key), ...matchField(part.key, all)] }
    case 'public-key':
      return {
        title: 'Public key',
        fields: [...keyFields(part.key), ...textFields([['Comment', part.comment]])],
      }
    case 'known-hosts':
      return {
        title: 'Trusted SSH authority',
        fields: [
          ...textFields([['Hosts', part.authority.hosts.join(', ')]]),
          ...keyFields(parseSshPublicKey(part.authority.blob).publicKey),
        ],
      }
    case 'unreadable':
      return { title: part.what, fields: textFields([['Not understood', part.reason]]) }
    default:
      return assertNever(part)
  }
}

function tlsSection(certificate: TlsCertificate, at: number): CredentialSection {
  const { identity } = certificate
  const attribute = (oid: string) => certificate.attributes.find((each) => each.oid === oid)?.value
  return {
    title: 'TLS certificate',
    fields: [
      ...lifeFields(certificate.notBefore, certificate.notAfter, at),
      ...textFields([
        ['User', identity.userName],
        ['Bot', identity.botName],
        ['Bot instance', identity.botInstanceId],
        ['Roles', identity.roles.join(', ')],
        ['Logins', identity.logins?.join(', ')],
        ['Application', identity.app?.name],
        ['Application address', identity.app?.publicAddress],
        ['Usable only for', identity.usage?.join(', ')],
        ['Cluster', identity.clusterName],
        ['Leads to cluster', identity.routeToCluster],
        ['Requested by', identity.impersonator],
        ['Renewable', identity.renewable ? 'yes' : undefined],
        ['Certificate generation', identity.generation?.toString()],
        ['May ask for further certificates', identity.disallowReissue ? 'no' : undefined],
        ...furtherAttributes.map(([oid, label]) => [label, attribute(oid)] as const),
        ['DNS names', certificate.dnsNames.join(', ')],
        ['IP addresses', certificate.ipAddresses.join(', ')],
        ['Issuer', certificate.issuer.commonName],
      ]),
      ...fingerprintFields(certificate),
    ],
  }
}

function authoritySection(certificate: TlsCertificate, at: number): CredentialSection {
  return {
    title: 'TLS authority',
    fields: [
      ...lifeFields(certificate.notBefore, certificate.notAfter, at),
      ...textFields([['Cluster', certificate.identity.userName]]),
      { label: 'CA pin', value: caPin(certificate.pem), mono: true },
      ...fingerprintFields(certificate),
    ],
  }
}

function fingerprintFields(certificate: TlsCertificate): Field[] {
  return [
    { label: 'Key', value: keyAlgorithmName(certificate.publicKey) },
    { label: 'Serial', value: certificate.serial, mono: true },
    { label: 'SHA-256', value: certificate.sha256, mono: true },
  ]
}

function sshSection(certificate: SshCertificate, at: number): CredentialSection {
  const options = Object.entries(certificate.criticalOptions)
  const extensions = Object.entries(certificate.extensions)
  return {
    title: 'SSH certificate',
    fields: [
      ...lifeFields(certificate.validAfter, certificate.validBefore, at),
      ...textFields([
        ['For', certificate.kind === 'user' ? 'a user' : 'a host'],
        ['Key id', certificate.keyId],
        ['Principals', certificate.principals.join(', ')],
        ['Serial', certificate.serial.toString()],
        ['Key', keyAlgorithmName(parseSshPublicKey(certificate.publicKey).publicKey)],
      ]),
      { label: 'Key fingerprint', value: certificate.keyFingerprint, mono: true },
      { label: 'Authority fingerprint', value: certificate.authorityFingerprint, mono: true },
      ...options.map(([name, value]) => ({ label: `Required: ${name}`, value: value || 'yes' })),
      ...extensions.map(([name, value]) => ({ label: name, value: value || 'yes' })),
    ],
  }
}

function keyFields(key: KeyObject): Field[] {
  return [
    { label: 'Algorithm', value: keyAlgorithmName(key) },
    { label: 'Fingerprint', value: sshFingerprint(sshPublicKeyBlob(key)), mono: true },
  ]
}

/** Whether the key belongs to the client certificates it lies beside; nothing when there are none. */
function matchField(key: KeyObject, all: readonly CredentialPart[]): Field[] {
  const certified = all.flatMap((part) => {
    if (part.kind === 'ssh-certificate') return [parseSshPublicKey(part.certificate.publicKey).publicKey]
    return part.kind === 'tls-certificate' && !part.certificate.isAuthority
      ? [part.certificate.publicKey]
      : []
  })
  if (certified.length === 0) return []
  const matches = certified.every((publicKey) => keyMatches(key, publicKey))
  return [{ label: 'Matches the certificate', value: matches ? 'yes' : 'no' }]
}

function lifeFields(notBefore: number, notAfter: number, at: number): Field[] {
  const state = at < notBefore ? 'Not valid yet' : at > notAfter ? 'Expired' : 'Valid'
  const end = notAfter >= sshForever ? 'without end' : new Date(notAfter).toISOString()
  return [
    { label: 'State', value: state },
    { label: 'Valid from', value: new Date(notBefore).toISOString() },
    { label: 'Valid until', value: end },
  ]
}

function textFields(entries: readonly (readonly [label: string, value: string | undefined])[]): Field[] {
  return entries.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
