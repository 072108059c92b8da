import { applyEdits } from '../../line-index.ts'
import { editsFor } from '../edits-for.ts'
import type { Change, YamlValue } from '../model.ts'
import { parsePath } from '../path.ts'

/** The text after the changes. */
export function edited(text: string, ...changes: readonly Change[]): string {
  return applyEdits(text, editsFor(text, changes))
}

export function set(path: string, value: YamlValue): Change {
  return { kind: 'set', path: parsePath(path), value }
}

export function remove(path: string): Change {
  return { kind: 'remove', path: parsePath(path) }
}

export function insert(path: string, value: YamlValue, index?: number): Change {
  return { kind: 'insert', path: parsePath(path), value, ...(index === undefined ? {} : { index }) }
}

export function rename(path: string, name: string): Change {
  return { kind: 'rename', path: parsePath(path), name }
}

export function move(path: string, to: number): Change {
  return { kind: 'move', path: parsePath(path), to }
}
