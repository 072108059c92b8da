import {
  authorizedKeyLine,
  formatIdentityFile,
  knownHostsLine,
  privateKeyPem,
  sshPublicKeyBlob,
} from '../../credentials/index.ts'
import type { Identity } from '../../credentials/index.ts'
import type { CertificateAuthority } from '../../teleport/index.ts'
import type { KindedArtifact } from '../artifact-set.ts'
import { joinPem, textArtifact } from './artifact-kinds.ts'

/** The authorities of every cluster the bot is told about, active keys before additional ones (teleport-wire.md 6.2). */
export interface TrustedAuthorities {
  readonly host: readonly CertificateAuthority[]
  readonly user: readonly CertificateAuthority[]
  readonly database: readonly CertificateAuthority[]
}

/** The files every credential output has (teleport-wire.md 6.1, 6.2). */
export function standardSet(o: {
  identity: Identity
  authorities: TrustedAuthorities
  /** Host of the proxy; undefined when none is known. */
  proxyHost: string | undefined
}): KindedArtifact[] {
  const { identity, authorities } = o
  const identityFile = formatIdentityFile({
    identity,
    knownHosts: knownHostsLines(authorities.host, o.proxyHost),
    tlsAuthorities: authorities.host.flatMap(({ tls }) => tls),
  })
  return [
    textArtifact('identity', 'identity-file', identityFile),
    textArtifact('tlscert', 'tls-certificate', identity.tlsCertificate),
    textArtifact('key', 'private-key', privateKeyPem(identity.privateKey)),
    textArtifact('key.pub', 'public-key', `${authorizedKeyLine(sshPublicKeyBlob(identity.privateKey))}\n`),
    textArtifact('key-cert.pub', 'ssh-certificate', `${identity.sshCertificate.trim()}\n`),
    textArtifact('teleport-host-ca.crt', 'host-ca', tlsOf(authorities.host)),
    textArtifact('teleport-user-ca.crt', 'user-ca', tlsOf(authorities.user)),
    textArtifact('teleport-database-ca.crt', 'database-ca', tlsOf(authorities.database)),
    textArtifact('.write-test', 'write-test', ''),
  ]
}

/** All TLS certificates of some authorities as one PEM text. */
export function tlsOf(authorities: readonly CertificateAuthority[]): string {
  return joinPem(authorities.flatMap(({ tls }) => tls))
}

/** One line for each SSH key of the host authorities: whom to trust as a host, never the users' (teleport-wire.md 6.4). */
export function knownHostsLines(
  hostAuthorities: readonly CertificateAuthority[],
  proxyHost: string | undefined,
): string[] {
  return hostAuthorities.flatMap(({ clusterName, ssh }) =>
    ssh.map((authorityKey) =>
      knownHostsLine({ authorityKey, clusterName, ...(proxyHost === undefined ? {} : { proxyHost }) }),
    ),
  )
}
