import type { ArtifactSnapshot, ServiceSnapshot } from '../../shared/contract/bots.ts'

const kinds: Readonly<Record<string, string>> = {
  identity: 'SSH and admin access',
  ssh_host: 'SSH server’s host certificate',
  'ssh-multiplexer': 'Many SSH connections',
  application: 'Web application',
  'application-tunnel': 'Tunnel to an application',
  'application-proxy': 'Proxy to applications',
  database: 'Database',
  'database-tunnel': 'Tunnel to a database',
  kubernetes: 'Kubernetes cluster',
  'kubernetes/v2': 'Kubernetes clusters',
  'kubernetes/argo-cd': 'Clusters for Argo CD',
  'workload-identity-x509': 'SPIFFE X.509 certificate',
  'workload-identity-jwt': 'SPIFFE JWT',
  'workload-identity-api': 'SPIFFE Workload API',
  'workload-identity-aws-roles-anywhere': 'AWS access',
  'spiffe-svid': 'SPIFFE X.509 certificate (older type)',
  'spiffe-workload-api': 'SPIFFE Workload API (older type)',
  'internal/identity': 'The bot’s own identity',
  'internal/heartbeat': 'Heartbeat to the cluster',
  'internal/ca-rotation': 'Watches the cluster’s authorities',
  'internal/diagnostics': 'Health address',
  example: 'Example',
}

/** A service in the user's words: "Web application grafana-example"; a target that is its name is not said twice. */
export function describeService(service: ServiceSnapshot): string {
  const kind = kinds[service.type] ?? service.type.replace(/^internal\//, '')
  return service.target && service.target !== service.name ? `${kind} ${service.target}` : kind
}

const artifactKinds: Readonly<Record<string, string>> = {
  'identity-file': 'Key, certificates and authorities in one',
  'private-key': 'Private key',
  'ssh-private-key': 'Private key for SSH',
  'tls-certificate': 'Client certificate',
  'tls-key': 'Private key of the client certificate',
  'tls-authorities': 'Authorities to trust',
  'tls-ca': 'Authorities to trust',
  'host-ca': 'Host authorities',
  'user-ca': 'User authorities',
  'database-ca': 'Database authorities',
  'ssh-certificate': 'SSH certificate',
  'ssh-public-key': 'Public key',
  'public-key': 'Public key',
  'ssh-config': 'Settings for ssh',
  'known-hosts': 'Host authorities for ssh',
  kubeconfig: 'Kubernetes configuration',
  token: 'Join token fingerprint',
  'token-hash': 'Fingerprint of the join token',
  lock: 'Lock of the storage',
  'write-test': 'Proof that the folder can be written',
}

/** What a file is, in words; its kind as it stands when it has no words of its own. */
export function describeArtifact(artifact: ArtifactSnapshot): string {
  return artifactKinds[artifact.kind] ?? artifact.kind.replaceAll('-', ' ')
}
