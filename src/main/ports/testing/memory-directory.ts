import { FileError, LinkRefusedError } from '../file-errors.ts'
import { nameParts } from '../file-names.ts'
import type { Directory, FileOwner, FileStatus, NamedReaders } from '../files.ts'
import type { DiskDirectory, DiskNode, MemoryDisk } from './memory-disk.ts'
import { walk } from './memory-walk.ts'
import type { DiskPlace } from './memory-walk.ts'

/** What a program may do on a disk; `MemoryFiles` is one. */
export interface DiskView {
  readonly disk: MemoryDisk
  readonly uid: number
  /** Runs one file call; `part` is below 1 when the program is stopped in the middle of it. */
  call<T>(work: (part: number) => T): Promise<T>
  /** Refuses (EACCES) what the mode bits do not grant: 4 read, 2 write, 1 search. */
  require(node: DiskNode, bits: number, path: string): void
  /** Refuses to change entries of a directory: EACCES, or EROFS on a read-only disk. */
  requireChange(directory: DiskDirectory, path: string): void
}

/** An open directory of a `MemoryDisk`. */
export class MemoryDirectory implements Directory {
  readonly path: string
  readonly #view: DiskView
  readonly #root: DiskDirectory
  readonly #enter: (directory: DiskDirectory, shown: string) => void
  #isOpen = true

  constructor(view: DiskView, path: string, root: DiskDirectory) {
    this.#view = view
    this.path = path.length > 1 ? path.replace(/\/+$/, '') : path
    this.#root = root
    this.#enter = (directory, shown) => view.require(directory, 1, shown)
  }

  read(name: string): Promise<Uint8Array> {
    return this.#call(() => {
      const path = nameParts(name).join('/')
      const { node } = walk(this.#root, path, {
        links: 'inside',
        last: true,
        shown: this.path,
        enter: this.#enter,
      })
      if (node === undefined) throw new FileError('ENOENT', this.#shown(name))
      if (node.kind === 'directory') throw new FileError('EISDIR', this.#shown(name))
      if (node.kind !== 'file') throw new FileError('EINVAL', this.#shown(name))
      this.#view.require(node, 4, this.#shown(name))
      return new Uint8Array(node.data)
    })
  }

  create(
    name: string,
    data: Uint8Array,
    { mode, owner }: { mode: number; owner?: FileOwner },
  ): Promise<void> {
    return this.#call((part) => {
      const { parent, name: leaf, node } = this.#place(name)
      if (node !== undefined) throw new FileError('EEXIST', this.#shown(name))
      this.#view.requireChange(parent, this.#shown(name))
      const { disk, uid } = this.#view
      const isOwn = owner === undefined || (owner.uid === uid && owner.gid === uid)
      if (uid !== 0 && !isOwn) throw new FileError('EPERM', this.#shown(name))
      if (disk.usedBytes() + data.length > disk.capacityBytes)
        throw new FileError('ENOSPC', this.#shown(name))
      const written = data.slice(0, Math.floor(data.length * part))
      const file = disk.newFile(written, { uid, mode })
      if (owner !== undefined) Object.assign(file, owner)
      if (part === 1) file.syncedBytes = data.length
      disk.change([{ directory: parent, name: leaf, node: file }])
    })
  }

  append(name: string, data: Uint8Array, { mode }: { mode: number }): Promise<void> {
    return this.#call((part) => {
      const { parent, name: leaf, node } = this.#place(name)
      const shown = this.#shown(name)
      const { disk, uid } = this.#view
      if (node?.kind === 'symlink') throw new LinkRefusedError(shown, node.target)
      if (node !== undefined && node.kind !== 'file') throw new FileError('EISDIR', shown)
      if (disk.usedBytes() + data.length > disk.capacityBytes) throw new FileError('ENOSPC', shown)
      if (node === undefined) this.#view.requireChange(parent, shown)
      else this.#view.require(node, 2, shown)
      const file = node ?? disk.newFile(new Uint8Array(), { uid, mode })
      const added = data.slice(0, Math.floor(data.length * part))
      file.data = new Uint8Array([...file.data, ...added])
      if (node === undefined) disk.change([{ directory: parent, name: leaf, node: file }])
    })
  }

  rename(from: string, to: string): Promise<void> {
    return this.#call(() => {
      const source = this.#place(from)
      const target = this.#place(to)
      if (source.node === undefined) throw new FileError('ENOENT', this.#shown(from))
      this.#view.requireChange(source.parent, this.#shown(from))
      this.#view.requireChange(target.parent, this.#shown(to))
      const isDirectory = source.node.kind === 'directory'
      if (target.node?.kind === 'directory') {
        if (!isDirectory) throw new FileError('EISDIR', this.#shown(to))
        if (target.node.entries.size > 0) throw new FileError('ENOTEMPTY', this.#shown(to))
      } else if (target.node !== undefined && isDirectory) throw new FileError('ENOTDIR', this.#shown(to))
      this.#view.disk.change([
        { directory: source.parent, name: source.name },
        { directory: target.parent, name: target.name, node: source.node },
      ])
    })
  }

  remove(name: string): Promise<void> {
    return this.#call((part) => {
      const place = this.#placeIfThere(name)
      if (place?.node === undefined) return
      const { parent, name: leaf, node } = place
      this.#view.requireChange(parent, this.#shown(name))
      if (node.kind === 'directory') emptyPart(this.#view, node, part, this.#shown(name))
      if (part === 1) this.#view.disk.change([{ directory: parent, name: leaf }])
    })
  }

  removeDirectory(name: string): Promise<void> {
    return this.#call(() => {
      const { parent, name: leaf, node } = this.#place(name)
      if (node === undefined) throw new FileError('ENOENT', this.#shown(name))
      if (node.kind !== 'directory') throw new FileError('ENOTDIR', this.#shown(name))
      this.#view.requireChange(parent, this.#shown(name))
      if (node.entries.size > 0) throw new FileError('ENOTEMPTY', this.#shown(name))
      this.#view.disk.change([{ directory: parent, name: leaf }])
    })
  }

  makeDirectory(name: string): Promise<void> {
    return this.#call(() => {
      const { parent, name: leaf, node } = this.#place(name)
      if (node?.kind === 'symlink') throw new LinkRefusedError(this.#shown(name), node.target)
      if (node !== undefined && node.kind !== 'directory') throw new FileError('ENOTDIR', this.#shown(name))
      if (node !== undefined) return
      this.#view.requireChange(parent, this.#shown(name))
      const made = this.#view.disk.newDirectory({ uid: this.#view.uid, mode: 0o700 })
      this.#view.disk.change([{ directory: parent, name: leaf, node: made }])
      this.#view.disk.sync(parent)
    })
  }

  symlink(target: string, name: string): Promise<void> {
    return this.#call(() => {
      const { parent, name: leaf, node } = this.#place(name)
      if (node !== undefined) throw new FileError('EEXIST', this.#shown(name))
      this.#view.requireChange(parent, this.#shown(name))
      const { disk, uid } = this.#view
      disk.change([{ directory: parent, name: leaf, node: disk.newLink(target, uid) }])
    })
  }

  readLink(name: string): Promise<string | undefined> {
    return this.#call(() => {
      const node = this.#placeIfThere(name)?.node
      return node?.kind === 'symlink' ? node.target : undefined
    })
  }

  list(name = ''): Promise<readonly string[]> {
    return this.#call(() => {
      const directory = this.#directory(name)
      this.#view.require(directory, 4, this.#shown(name))
      return [...directory.entries.keys()]
    })
  }

  status(name: string): Promise<FileStatus | undefined> {
    return this.#call(() => {
      const node = name === '' ? this.#root : this.#placeIfThere(name)?.node
      if (node === undefined) return undefined
      const { kind, mode, uid, gid, modifiedAt } = node
      const sizeBytes = node.kind === 'file' ? node.data.length : 0
      const stamp = this.#view.disk.stampOf(node)
      return { kind, mode, uid, gid, modifiedAt, sizeBytes, stamp, changedAt: modifiedAt }
    })
  }

  setMode(name: string, mode: number): Promise<void> {
    return this.#call(() => {
      this.#changeable(name).mode = mode
    })
  }

  /** As on Linux, the group bits of the mode show the most that the list grants. */
  setReaders(names: readonly string[], readers: NamedReaders): Promise<void> {
    return this.#call((part) => {
      const nodes = names.map((name) => this.#changeable(name))
      if (!this.#view.disk.hasAccessLists) throw new FileError('ENOTSUP', this.path)
      for (const node of nodes.slice(0, Math.floor(nodes.length * part))) {
        node.readers = readers
        node.mode = (node.mode & 0o700) | (node.kind === 'directory' ? 0o050 : 0o040)
      }
    })
  }

  sync(name = ''): Promise<void> {
    return this.#call(() => this.#view.disk.sync(this.#directory(name)))
  }

  close(): Promise<void> {
    return this.#view.call(() => {
      this.#isOpen = false
    })
  }

  #call<T>(work: (part: number) => T): Promise<T> {
    return this.#view.call((part) => {
      if (!this.#isOpen) throw new FileError('EBADF', this.path)
      return work(part)
    })
  }

  #shown(name: string): string {
    return `${this.path === '/' ? '' : this.path}/${name}`
  }

  #place(name: string): DiskPlace {
    const path = nameParts(name).join('/')
    return walk(this.#root, path, { links: 'refuse', last: false, shown: this.path, enter: this.#enter })
  }

  /** What stands there, if its rights are this program's to change. */
  #changeable(name: string): DiskNode {
    const node = name === '' ? this.#root : this.#place(name).node
    if (node === undefined) throw new FileError('ENOENT', this.#shown(name))
    if (node.kind === 'symlink') throw new LinkRefusedError(this.#shown(name), node.target)
    if (this.#view.uid !== 0 && node.uid !== this.#view.uid) throw new FileError('EPERM', this.#shown(name))
    return node
  }

  #directory(name: string): DiskDirectory {
    const node = name === '' ? this.#root : this.#place(name).node
    if (node === undefined) throw new FileError('ENOENT', this.#shown(name))
    if (node.kind === 'symlink') throw new LinkRefusedError(this.#shown(name), node.target)
    if (node.kind !== 'directory') throw new FileError('ENOTDIR', this.#shown(name))
    return node
  }

  #placeIfThere(name: string): DiskPlace | undefined {
    try {
      return this.#place(name)
    } catch (thrown) {
      if (thrown instanceof FileError && thrown.code === 'ENOENT') return undefined
      throw thrown
    }
  }
}

/** Takes away part of a directory's content, as a removal stopped in the middle leaves it. */
function emptyPart(view: DiskView, directory: DiskDirectory, part: number, shown: string): void {
  view.requireChange(directory, shown)
  const names = [...directory.entries.keys()]
  for (const name of names.slice(0, Math.ceil(names.length * part))) {
    const node = directory.entries.get(name)
    if (node?.kind === 'directory') emptyPart(view, node, 1, `${shown}/${name}`)
    view.disk.change([{ directory, name }])
  }
}
