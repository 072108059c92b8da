import type { IconName } from './Icon.tsx'

/** The icon of a written file, by the kind of what is in it. */
export function artifactIcon(kind: string): IconName {
  if (kind.includes('key') && !kind.includes('known')) return 'key'
  if (kind.includes('identity')) return 'id'
  if (/\bca\b|authorit|known-hosts/.test(kind)) return 'shield'
  if (kind.includes('certificate')) return 'certificate'
  return 'file'
}
