import type { IconName } from '../../components/icons/Icon.tsx'

const icons: Readonly<Record<string, IconName>> = {
  identity: 'terminal',
  ssh_host: 'server',
  'ssh-multiplexer': 'fan-out',
  'identity/key-agent': 'key',
  application: 'window',
  database: 'database',
  kubernetes: 'cube',
  'kubernetes/v2': 'cube',
  'kubernetes/argo-cd': 'branch',
  'application-tunnel': 'plug',
  'database-tunnel': 'plug',
  'application-proxy': 'globe',
  'workload-identity-x509': 'certificate',
  'workload-identity-jwt': 'id',
  'workload-identity-api': 'braces',
  'workload-identity-aws-roles-anywhere': 'cloud',
  'beams/vnet': 'globe',
}

/** The icon of a kind of service. */
export function kindIcon(type: string): IconName {
  return icons[type] ?? 'layers'
}
