import type { Node } from 'yaml'
import type { Span } from './line-index.ts'
import type { Schema } from './schema.ts'

interface EntryBase {
  /** As in `Problem.path`. */
  readonly path: string
  readonly schema: Schema
  /** Where a problem of this entry is shown. */
  readonly span: Span
  /** The map or scalar itself, with aliases followed. */
  readonly node: Node | undefined
  /** The key before it, in a map. */
  readonly key: Node | undefined
  /** True when the text stands elsewhere (alias, merge key) or its key is repeated: no fix may touch it from here. */
  readonly borrowed: boolean
}

/** A value, read by tbot's rules. `unset` is null; `broken` has been reported and stays silent after that. */
export type Entry =
  | (EntryBase & { readonly kind: 'unset' | 'broken' })
  | (EntryBase & { readonly kind: 'scalar'; readonly value: string | number | boolean })
  | MapEntry
  | (EntryBase & { readonly kind: 'list'; readonly items: readonly Entry[] })

export interface MapEntry extends EntryBase {
  readonly kind: 'map'
  /** What is written and known at the target version, in file order; merged keys last. */
  readonly fields: ReadonlyMap<string, Entry>
}

/** `parent.key`, or `parent["key"]` where a dot would mislead. */
export function joinPath(parent: string, key: string): string {
  if (!/^[\p{L}\p{N}_<$•-]+$/u.test(key)) return `${parent}[${JSON.stringify(key)}]`
  return parent === '' ? key : `${parent}.${key}`
}

/** The entry at a key of a map, or of a map inside it; undefined when it is not written. */
export function entryAt(entry: Entry | undefined, ...keys: readonly string[]): Entry | undefined {
  let at = entry
  for (const key of keys) at = at?.kind === 'map' ? at.fields.get(key) : undefined
  return at
}

/** The text there, or "" when there is none (Go has no other idea of an absent text). */
export function textAt(entry: Entry | undefined, ...keys: readonly string[]): string {
  const at = entryAt(entry, ...keys)
  return at?.kind === 'scalar' && typeof at.value === 'string' ? at.value : ''
}

export function booleanAt(entry: Entry | undefined, ...keys: readonly string[]): boolean {
  const at = entryAt(entry, ...keys)
  return at?.kind === 'scalar' && at.value === true
}

/** The number there (milliseconds for a duration), or 0. */
export function numberAt(entry: Entry | undefined, ...keys: readonly string[]): number {
  const at = entryAt(entry, ...keys)
  return at?.kind === 'scalar' && typeof at.value === 'number' ? at.value : 0
}

export function itemsAt(entry: Entry | undefined, ...keys: readonly string[]): readonly Entry[] {
  const at = entryAt(entry, ...keys)
  return at?.kind === 'list' ? at.items : []
}

/** True when something is wrong there already, so that rules about it stay silent. */
export function isBroken(entry: Entry | undefined, ...keys: readonly string[]): boolean {
  return entryAt(entry, ...keys)?.kind === 'broken'
}

/** Null, "", an empty list, an empty map: what tbot cannot tell from an absent key. */
export function isEmpty(entry: Entry | undefined): boolean {
  switch (entry?.kind) {
    case undefined:
    case 'unset':
      return true
    case 'scalar':
      return entry.value === ''
    case 'list':
      return entry.items.length === 0
    case 'map':
      return entry.fields.size === 0
    default:
      return false
  }
}

/** Path and mark of a key of a map, also when the key is not written. */
export function spotOf(parent: Entry, key: string): { readonly path: string; readonly span: Span } {
  const path = joinPath(parent.path, key)
  return { path, span: entryAt(parent, key)?.span ?? parent.span }
}

/** True when there is something other than null, "" or an empty list, even something broken. */
export function isSet(entry: Entry | undefined, ...keys: readonly string[]): boolean {
  return !isEmpty(entryAt(entry, ...keys))
}
