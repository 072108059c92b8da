import { FileError, LinkRefusedError } from '../file-errors.ts'
import type { DiskDirectory, DiskNode } from './memory-disk.ts'

/** Where a walk ended: a name in a directory, and what stands there. The root has the name `''`. */
export interface DiskPlace {
  readonly parent: DiskDirectory
  readonly name: string
  readonly node: DiskNode | undefined
}

export interface WalkOptions {
  /** `inside`: links are followed as long as they stay below the start. */
  readonly links: 'follow' | 'refuse' | 'inside'
  /** Whether a link under the last name is followed too. */
  readonly last: boolean
  /** Path of the start, for messages. */
  readonly shown: string
  /** Called for each directory a name is looked up in; may throw EACCES. */
  readonly enter?: (directory: DiskDirectory, shown: string) => void
  /** May make a directory that is missing. */
  readonly make?: (parent: DiskDirectory, name: string, shown: string) => DiskNode
}

const mostLinks = 40

/** Resolves a path below `start` as a kernel does, component by component. */
export function walk(start: DiskDirectory, path: string, options: WalkOptions): DiskPlace {
  const rest = parts(path)
  const trail: { directory: DiskDirectory; shown: string }[] = []
  let here = { directory: start, shown: options.shown }
  for (let hops = 0; ;) {
    const name = rest.shift()
    if (name === undefined) return { parent: here.directory, name: '', node: here.directory }
    if (name === '..') {
      here = trail.pop() ?? here
      continue
    }
    const shown = `${here.shown}/${name}`
    options.enter?.(here.directory, shown)
    const isLast = rest.length === 0
    let node = here.directory.entries.get(name)
    if (node?.kind === 'symlink' && (!isLast || options.last)) {
      const target = parts(node.target)
      const isAbsolute = node.target.startsWith('/')
      const leadsOut = options.links === 'inside' && (isAbsolute || climbs(target, trail.length))
      if (options.links === 'refuse' || leadsOut || ++hops > mostLinks)
        throw new LinkRefusedError(shown, node.target)
      if (isAbsolute) here = trail[0] ?? here
      if (isAbsolute) trail.length = 0
      rest.unshift(...target)
      continue
    }
    if (node === undefined) node = options.make?.(here.directory, name, shown)
    if (isLast && options.make === undefined) return { parent: here.directory, name, node }
    if (node === undefined) throw new FileError('ENOENT', shown)
    if (node.kind === 'symlink') throw new LinkRefusedError(shown, node.target)
    if (node.kind !== 'directory') throw new FileError('ENOTDIR', shown)
    trail.push(here)
    here = { directory: node, shown }
  }
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

function climbs(target: readonly string[], depth: number): boolean {
  let level = depth
  return target.some((part) => (level += part === '..' ? -1 : 1) < 0)
}
