import type { WrittenFolder } from './folders.ts'

/** The folders of a unit, and the one of its storage among them. */
interface UnitFolders {
  readonly folders: readonly WrittenFolder[]
  readonly storage?: string | undefined
}

/** The folder below /var/lib that systemd makes and gives to the account, or nothing. */
export function stateDirectory(path: string | undefined): string | undefined {
  return /^\/var\/lib\/([^/].*)$/.exec(path ?? '')?.[1]
}

/** Folders below /run for sockets, which systemd makes anew at each start. */
export function runtimeDirectories({ folders }: UnitFolders): string[] {
  const sockets = folders.filter(({ use }) => use === 'socket')
  return sockets.flatMap(({ path }) => /^(?:\/var)?\/run\/([^/].*)$/.exec(path)?.[1] ?? [])
}

/** Folders that are neither the storage nor made by systemd. */
export function ownFolders(plan: UnitFolders): WrittenFolder[] {
  const made = runtimeDirectories(plan)
  const storage = plan.storage
  return plan.folders.filter(
    ({ path }) =>
      path !== '/run' &&
      !made.includes(path.replace(/^(?:\/var)?\/run\//, '')) &&
      !(storage !== undefined && (path === storage || path.startsWith(`${storage}/`))),
  )
}

/** True below /tmp and /var/tmp, of which a unit can have its own. */
export function isTemporary(path: string): boolean {
  return /^\/(?:var\/)?tmp(?:\/|$)/.test(path)
}
