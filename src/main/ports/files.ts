/** What a path is; a link is reported as a link, never followed. */
export interface FileStatus extends FileOwner {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
  /** Permission bits only, e.g. 0o600. */
  readonly mode: number
  readonly sizeBytes: number
  /** Epoch milliseconds. */
  readonly modifiedAt: number
  /**
   * Other than before when another file stands there, its content was written to or its rights were changed; nobody can set it
   * back. Changes within the grain of the file system's clock, up to two seconds, may share one.
   */
  readonly stamp: string
  /** When the stamp last changed, epoch milliseconds. */
  readonly changedAt: number
}

/** The user and group of a file, by number. */
export interface FileOwner {
  readonly uid: number
  readonly gid: number
}

/** Users and groups that an access list lets in, by number (acl(5)). */
export interface NamedReaders {
  readonly uids: readonly number[]
  readonly gids: readonly number[]
}

export interface OpenDirectoryOptions {
  /** Make it and its parents with mode 0700 when missing. */
  readonly create?: boolean
  /** `refuse`: no component of the path may be a symbolic link. */
  readonly symlinks: 'follow' | 'refuse'
}

/**
 * The file system. Every call is a point at which a simulator may stop the process; errors are Node's
 * (`code` is `ENOENT`, `EACCES`, `ENOSPC`, `ELOOP`, …).
 */
export interface Files {
  /** Opens a directory; later calls on it cannot be led elsewhere by a link swapped in on the way. */
  openDirectory(path: string, options: OpenDirectoryOptions): Promise<Directory>
  /** Takes an exclusive lock on a file, created when missing; rejects at once with `storage.in-use` and who holds it. */
  lock(path: string, options: { purpose: string; signal: AbortSignal }): Promise<FileLock>
  /** Free and total bytes of the file system a path is on; undefined where that cannot be told. */
  space(path: string): Promise<{ freeBytes: number; totalBytes: number } | undefined>
}

/**
 * An open directory. Names may lead into directories below it (`cockroach/node.key`), never through a link
 * (ELOOP, a `LinkRefusedError`); `..` and absolute names are refused (EINVAL).
 */
export interface Directory {
  readonly path: string
  /** Rejects with ENOENT when missing. Follows links, also on the way, that stay inside the same directory. */
  read(name: string): Promise<Uint8Array>
  /**
   * Creates a new file (EEXIST otherwise) with its final mode from the start, writes it whole and syncs it. `owner`: it is
   * theirs before anything is in it, or nothing is left (EPERM).
   */
  create(name: string, data: Uint8Array, options: { mode: number; owner?: FileOwner }): Promise<void>
  /** Adds to the end of a file, which is made with this mode when missing. Not synced: for logs. */
  append(name: string, data: Uint8Array, options: { mode: number }): Promise<void>
  /** Atomic replacement of `to`, also of a link; a directory is never replaced by a file (EISDIR). */
  rename(from: string, to: string): Promise<void>
  /** Removes a file or link; a directory with everything in it. Nothing there is fine. */
  remove(name: string): Promise<void>
  /** Removes an empty directory; rejects with ENOTEMPTY when something is in it, with ENOENT when it is not there. */
  removeDirectory(name: string): Promise<void>
  /** Makes a directory (mode 0700) when missing, durably. */
  makeDirectory(name: string): Promise<void>
  symlink(target: string, name: string): Promise<void>
  /** Target of a link; undefined when the name is no link. */
  readLink(name: string): Promise<string | undefined>
  /** Names in it, or in the named subdirectory. */
  list(name?: string): Promise<readonly string[]>
  /** Undefined when nothing is there. `""` is the directory itself. */
  status(name: string): Promise<FileStatus | undefined>
  setMode(name: string, mode: number): Promise<void>
  /**
   * Replaces the access lists of these files and directories, all in it (`""` is the directory itself): besides the owner
   * only these may read the files and pass the directories. ENOTSUP where there are no access lists, EPERM for what is not
   * ours.
   */
  setReaders(names: readonly string[], readers: NamedReaders): Promise<void>
  /** Makes the creations, renames and removals in it (or in the named subdirectory) durable. */
  sync(name?: string): Promise<void>
  close(): Promise<void>
}

export interface FileLock {
  release(): Promise<void>
}

/** Reads the `code` of a Node file error; undefined for anything else. */
export function fileErrorCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined
  return typeof thrown.code === 'string' ? thrown.code : undefined
}
