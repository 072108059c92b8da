import type { PlannedFile } from './model.ts'

/** One row of the tables below. */
export function file(
  name: string,
  kind: string,
  description: string,
  traits: { readonly isSecret?: boolean; readonly shape?: PlannedFile['shape'] } = {},
): PlannedFile {
  return { name, kind, description, shape: traits.shape ?? 'file', isSecret: traits.isSecret ?? false }
}

const secret = { isSecret: true }

/** The set that identity, application, database and kubernetes have in common (tbot-config.md 4.2). */
export const standardFiles: readonly PlannedFile[] = [
  file('identity', 'identity-file', 'All in one, for tsh, tctl and programs', secret),
  file('tlscert', 'tls-certificate', 'Client certificate'),
  file('key', 'private-key', 'Private key, for TLS and SSH', secret),
  file('key.pub', 'public-key', 'Public key, for SSH'),
  file('key-cert.pub', 'ssh-certificate', 'SSH certificate'),
  file('teleport-host-ca.crt', 'host-ca', 'Host authorities of the cluster'),
  file('teleport-user-ca.crt', 'user-ca', 'User authorities of the cluster'),
  file('teleport-database-ca.crt', 'database-ca', 'Database authorities of the cluster'),
  file('.write-test', 'write-test', 'Empty; shows that the folder can be written'),
]

/** tbot-config.md 4.3: all but `known_hosts` need a folder, whose path they hold. */
export function sshFiles(isFolder: boolean): readonly PlannedFile[] {
  const knownHosts = file('known_hosts', 'known-hosts', 'Host authorities, for ssh')
  if (!isFolder) return [knownHosts]
  return [
    knownHosts,
    file('ssh_config', 'ssh-config', 'Settings for ssh, for every cluster'),
    file('<cluster>.known_hosts', 'known-hosts', 'Host authorities of one cluster, for ssh'),
    file('<cluster>.ssh_config', 'ssh-config', 'Settings for ssh, for one cluster'),
  ]
}

/** The plain names of `specific_tls_naming` and of the format `tls`; their authorities are the host authorities. */
export const specificFiles: readonly PlannedFile[] = [
  file('tls.crt', 'tls-certificate', 'Same certificate as tlscert'),
  file('tls.key', 'tls-key', 'Same private key as key', secret),
  file('tls.cas', 'tls-ca', 'Host authorities of the cluster'),
]

/** tbot-config.md 4.5. */
export const mongoFiles: readonly PlannedFile[] = [
  file('mongo.crt', 'tls-certificate-and-key', 'Certificate and private key together, for MongoDB', secret),
  file('mongo.cas', 'database-ca', 'Database authorities of the cluster, for MongoDB'),
]

/** tbot-config.md 4.5. */
export const cockroachFiles: readonly PlannedFile[] = [
  file('cockroach/node.key', 'tls-key', 'Private key, for CockroachDB', secret),
  file('cockroach/node.crt', 'tls-certificate', 'Certificate, for CockroachDB'),
  file('cockroach/ca.crt', 'database-ca', 'Database authorities of the cluster, for CockroachDB'),
]

/** tbot-config.md 4.6: outside of a folder, or on request, the key stands in the file itself. */
export function kubeconfigFile(holdsKey: boolean): PlannedFile {
  const description = holdsKey
    ? 'Kubernetes configuration with certificate and key inside'
    : 'Kubernetes configuration; kubectl asks tbot for the certificate'
  return file('kubeconfig.yaml', 'kubeconfig', description, { isSecret: holdsKey })
}

/** tbot-config.md 4.9. */
export function sshHostFiles(authority: string): readonly PlannedFile[] {
  return [
    file('ssh_host', 'ssh-private-key', 'Private host key', secret),
    file('ssh_host-cert.pub', 'ssh-certificate', 'Host certificate'),
    file(
      'ssh_host-user-ca.pub',
      'ssh-authorities',
      authority === 'openssh'
        ? 'OpenSSH authorities of the cluster'
        : 'User authorities whose logins sshd accepts',
    ),
  ]
}

/** tbot-config.md 4.10: the private key is not written; whoever opens the agent can use it. */
export const multiplexerFiles: readonly PlannedFile[] = [
  file('ssh_config', 'ssh-config', 'Settings for ssh'),
  file('known_hosts', 'known-hosts', 'Host authorities, for ssh'),
  file('v1.sock', 'multiplexer-socket', 'Connections to hosts, while the bot runs', { shape: 'socket' }),
  file('agent.sock', 'agent-socket', 'SSH agent with the key, while the bot runs', {
    shape: 'socket',
    isSecret: true,
  }),
]

/** tbot-config.md 4.18: the names of the certificate and of the socket are not confirmed. */
export const keyAgentFiles: readonly PlannedFile[] = [
  file('identity', 'identity-file', 'Certificates and authorities; the key stays in the agent'),
  file('<certificate>', 'ssh-certificate', 'Certificate; tbot chooses the name'),
  file('<agent>', 'agent-socket', 'Agent with the key, while the bot runs; tbot chooses the name', {
    shape: 'socket',
    isSecret: true,
  }),
]

/** tbot-config.md 4.14; spiffe-svid has no list of revocations (4.19). */
export const svidFiles: readonly PlannedFile[] = [
  file('svid.pem', 'svid', 'X.509 certificate of the workload'),
  file('svid_key.pem', 'svid-key', 'Private key of the workload', secret),
  file('svid_bundle.pem', 'svid-bundle', 'Authorities of the trust domain'),
  file('svid_crl.pem', 'svid-revocations', 'Revoked certificates'),
]
