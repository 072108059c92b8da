import { join, sep } from 'node:path'

/** A typed path with `~` as the user's home folder; a trailing separator stays. */
export function expandHome(path: string, home: string): string {
  if (path !== '~' && !path.startsWith(`~${sep}`)) return path
  return join(home, path.slice(1))
}
