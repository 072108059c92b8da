import { FileError, LinkRefusedError } from '../file-errors.ts'
import type { Directory, FileLock, Files, OpenDirectoryOptions } from '../files.ts'
import { lockRefused } from '../lock-note.ts'
import { MemoryDirectory } from './memory-directory.ts'
import type { DiskView } from './memory-directory.ts'
import { MemoryDisk } from './memory-disk.ts'
import type { DiskDirectory, DiskNode } from './memory-disk.ts'
import { walk } from './memory-walk.ts'

/**
 * What becomes of a file call: `partly` from 0 to 1 does that part of its work, stops the program and never
 * answers; `stopped` does nothing and never answers.
 */
export type FileOrder = 'run' | 'stopped' | { readonly partly: number; readonly stop: () => void }

/** Who uses the disk, and the point at which it is stopped. */
export interface MemoryFilesOptions {
  readonly uid?: number
  readonly pid?: number
  readonly hostname?: string
  /** Asked before each call. */
  readonly onCall?: () => FileOrder
}

const never = new Promise<never>(() => undefined)

/** One program's view of a `MemoryDisk`. */
export class MemoryFiles implements Files, DiskView {
  readonly disk: MemoryDisk
  readonly uid: number
  readonly #options: MemoryFilesOptions

  constructor(disk: MemoryDisk = new MemoryDisk(), options: MemoryFilesOptions = {}) {
    this.disk = disk
    this.uid = options.uid ?? 1000
    this.#options = options
  }

  openDirectory(path: string, options: OpenDirectoryOptions): Promise<Directory> {
    return this.call(() => new MemoryDirectory(this, path, this.#open(path, options)))
  }

  lock(path: string, { purpose, signal }: { purpose: string; signal: AbortSignal }): Promise<FileLock> {
    return this.call(() => {
      signal.throwIfAborted()
      const { parent, name, node } = walk(this.disk.root, path, { links: 'follow', last: false, shown: '' })
      if (node?.kind === 'symlink') throw new LinkRefusedError(path, node.target)
      const holder = node === undefined ? undefined : this.disk.locks.get(node)
      if (holder !== undefined) throw lockRefused(path, holder)
      const file = node ?? this.disk.newFile(new Uint8Array(), { uid: this.uid, mode: 0o600 })
      this.require(file, 6, path)
      if (node === undefined) {
        this.requireChange(parent, path)
        this.disk.change([{ directory: parent, name, node: file }])
      }
      const { pid = 4242, hostname: host = 'host-a' } = this.#options
      this.disk.locks.set(file, { pid, program: 'botdesk', since: this.disk.now(), host })
      if (file.kind === 'file') file.data = Buffer.from(purpose)
      return {
        release: () =>
          this.call(() => {
            this.disk.locks.delete(file)
            if (file.kind === 'file') file.data = new Uint8Array()
          }),
      }
    })
  }

  space(): Promise<{ freeBytes: number; totalBytes: number } | undefined> {
    return this.call(() => {
      const { capacityBytes } = this.disk
      if (!Number.isFinite(capacityBytes)) return undefined
      return { freeBytes: Math.max(0, capacityBytes - this.disk.usedBytes()), totalBytes: capacityBytes }
    })
  }

  /** Runs one file call; `part` is below 1 when the program is stopped in the middle of it. */
  async call<T>(work: (part: number) => T): Promise<T> {
    const order = this.#options.onCall?.() ?? 'run'
    if (order === 'stopped') return never
    if (order === 'run') return work(1)
    try {
      if (order.partly > 0) work(order.partly)
    } catch {
      // The program that would have seen this error is gone.
    }
    order.stop()
    return never
  }

  /** Refuses (EACCES) what the mode bits do not grant: 4 read, 2 write, 1 search. */
  require(node: DiskNode, bits: number, path: string): void {
    const granted = node.uid === this.uid ? node.mode >> 6 : node.mode
    if (this.uid !== 0 && (granted & bits) !== bits) throw new FileError('EACCES', path)
  }

  requireChange(directory: DiskDirectory, path: string): void {
    if (this.disk.isReadOnly) throw new FileError('EROFS', path)
    this.require(directory, 3, path)
  }

  #open(path: string, { create = false, symlinks }: OpenDirectoryOptions): DiskDirectory {
    const { node } = walk(this.disk.root, path, {
      links: symlinks,
      last: true,
      shown: '',
      enter: (directory, shown) => this.require(directory, 1, shown),
      ...(create && { make: (parent, name, shown) => this.#make(parent, name, shown) }),
    })
    if (node === undefined) throw new FileError('ENOENT', path)
    if (node.kind !== 'directory') throw new FileError('ENOTDIR', path)
    return node
  }

  #make(parent: DiskDirectory, name: string, shown: string): DiskDirectory {
    this.requireChange(parent, shown)
    const node = this.disk.newDirectory({ uid: this.uid, mode: 0o700 })
    this.disk.change([{ directory: parent, name, node }])
    this.disk.sync(parent)
    return node
  }
}
