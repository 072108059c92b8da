import { FileError } from '../file-errors.ts'
import type { NamedReaders } from '../files.ts'
import type { LockHolder } from '../lock-note.ts'
import { walk } from './memory-walk.ts'
import type { SeededRandom } from './seeded-random.ts'

interface Owned {
  uid: number
  gid: number
  mode: number
  modifiedAt: number
  /** Whom its access list lets in besides the owner. */
  readers?: NamedReaders
}
export interface DiskFile extends Owned {
  readonly kind: 'file'
  data: Uint8Array
  /** What follows these bytes may be cut anywhere by a crash. */
  syncedBytes: number
}
export interface DiskLink extends Owned {
  readonly kind: 'symlink'
  readonly target: string
}
export interface DiskDirectory extends Owned {
  readonly kind: 'directory'
  /** What programs see. */
  entries: Map<string, DiskNode>
  /** What a crash is sure to leave. */
  durable: Map<string, DiskNode>
}
/** A socket, pipe or device. */
export interface DiskOther extends Owned {
  readonly kind: 'other'
}
export type DiskNode = DiskFile | DiskLink | DiskDirectory | DiskOther

/** One entry set or (without a node) removed. */
interface EntryChange {
  readonly directory: DiskDirectory
  readonly name: string
  readonly node?: DiskNode
}

/**
 * A file system in memory that outlives the programs using it. Changes of entries are durable once their
 * directory was synced; a crash keeps or loses each other change by chance, all parts of a rename together.
 */
export class MemoryDisk {
  readonly root: DiskDirectory
  /** Files locked with flock(2), with who holds them. */
  readonly locks = new Map<DiskNode, LockHolder>()
  /** Bytes that file contents may take in all. */
  capacityBytes = Number.POSITIVE_INFINITY
  /** Whether files can have access lists here. */
  hasAccessLists = true
  /** Every change is refused with EROFS. */
  isReadOnly = false
  now: () => number = () => 0
  #pending: EntryChange[][] = []
  readonly #numbers = new WeakMap<object, number>()
  #lastNumber = 0

  /** `uid` owns the root directory. */
  constructor(uid = 1000) {
    this.root = this.newDirectory({ uid, mode: 0o755 })
  }

  /** Tells one state of a file from every other. */
  stampOf(node: DiskNode): string {
    const content = node.kind === 'file' ? node.data : node
    return [this.#numberOf(node), this.#numberOf(content), node.mode, node.uid].join(':')
  }

  #numberOf(thing: object): number {
    const known = this.#numbers.get(thing) ?? ++this.#lastNumber
    this.#numbers.set(thing, known)
    return known
  }

  newDirectory(owner: { uid: number; mode: number }): DiskDirectory {
    return { kind: 'directory', ...this.#owned(owner), entries: new Map(), durable: new Map() }
  }

  newFile(data: Uint8Array, owner: { uid: number; mode: number }): DiskFile {
    return { kind: 'file', ...this.#owned(owner), data, syncedBytes: 0 }
  }

  newLink(target: string, uid: number): DiskLink {
    return { kind: 'symlink', ...this.#owned({ uid, mode: 0o777 }), target }
  }

  /** Changes entries together: after a crash all of them happened or none. */
  change(changes: readonly EntryChange[]): void {
    for (const { directory, name, node } of changes) {
      setEntry(directory.entries, name, node)
      directory.modifiedAt = this.now()
    }
    this.#pending.push([...changes])
  }

  /** fsync of a directory. What happened earlier to the same entries becomes durable with it. */
  sync(directory: DiskDirectory): void {
    const touched = new Map<DiskDirectory, Set<string>>()
    const isNeeded = (change: EntryChange) =>
      change.directory === directory || touched.get(change.directory)?.has(change.name) === true
    const durable = this.#pending.toReversed().filter((changes) => {
      if (!changes.some(isNeeded)) return false
      for (const { directory: place, name } of changes) {
        touched.set(place, (touched.get(place) ?? new Set()).add(name))
      }
      return true
    })
    this.#pending = this.#pending.filter((changes) => !durable.includes(changes))
    for (const changes of durable.toReversed()) persist(changes)
  }

  /** Power loss: unsynced entries and contents are kept or lost by chance; all locks are gone. */
  crash(random: SeededRandom): void {
    const keepChance = [0, 0.5, 1][random.integer(3)] ?? 0
    for (const changes of this.#pending) if (random.float() < keepChance) persist(changes)
    this.#pending = []
    this.locks.clear()
    const restore = (directory: DiskDirectory) => {
      directory.entries = new Map(directory.durable)
      for (const node of directory.entries.values()) {
        if (node.kind === 'directory') restore(node)
        if (node.kind !== 'file') continue
        const kept = node.syncedBytes + random.integer(node.data.length - node.syncedBytes + 1)
        node.data = node.data.slice(0, kept)
        node.syncedBytes = kept
      }
    }
    restore(this.root)
  }

  usedBytes(directory: DiskDirectory = this.root): number {
    let sum = 0
    for (const node of directory.entries.values()) {
      if (node.kind === 'file') sum += node.data.length
      if (node.kind === 'directory') sum += this.usedBytes(node)
    }
    return sum
  }

  /** What any program may find at a path now, through links; undefined when nothing is there. */
  find(path: string): DiskNode | undefined {
    try {
      return walk(this.root, path, { links: 'follow', last: true, shown: '' }).node
    } catch {
      return undefined
    }
  }

  /** Text of the file a path leads to now; undefined when there is none. */
  textAt(path: string): string | undefined {
    const node = this.find(path)
    return node?.kind === 'file' ? Buffer.from(node.data).toString() : undefined
  }

  /** Puts a durable file, link or other node in place, making its directories like the root; for the state a test starts from. */
  plant(path: string, node: DiskNode | string, owner: { uid: number } = this.root): void {
    const names = path.split('/').filter((part) => part !== '')
    const leaf = names.pop() ?? ''
    let parent = this.root
    for (const name of names) {
      const next = parent.entries.get(name) ?? this.newDirectory(this.root)
      if (next.kind !== 'directory') throw new FileError('ENOTDIR', path)
      setEntry(parent.entries, name, next)
      setEntry(parent.durable, name, next)
      parent = next
    }
    const planted =
      typeof node === 'string' ? this.newFile(Buffer.from(node), { uid: owner.uid, mode: 0o600 }) : node
    if (planted.kind === 'file') planted.syncedBytes = planted.data.length
    setEntry(parent.entries, leaf, planted)
    setEntry(parent.durable, leaf, planted)
  }

  #owned({ uid, mode }: { uid: number; mode: number }): Owned {
    return { uid, gid: uid, mode, modifiedAt: this.now() }
  }
}

function setEntry(entries: Map<string, DiskNode>, name: string, node: DiskNode | undefined): void {
  if (node === undefined) entries.delete(name)
  else entries.set(name, node)
}

function persist(changes: readonly EntryChange[]): void {
  for (const { directory, name, node } of changes) setEntry(directory.durable, name, node)
}
