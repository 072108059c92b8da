import { isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml'
import type { Node, YAMLMap, YAMLSeq } from 'yaml'
import { isNull } from '../yaml-scalar.ts'
import type { YamlSource } from '../yaml-source.ts'
import { cannotEdit } from './cannot-edit.ts'
import type { ConfigPath } from './model.ts'
import type { ParsedPair } from './source.ts'
import { isMerge, itemsOf, keyName, pairsOf } from './source.ts'
import { isMapValue } from './model.ts'
import { valueOf } from './values.ts'

/** The map or list an entry stands in, and which one it is. */
export type Owner =
  | {
      readonly kind: 'map'
      readonly place: Place
      readonly map: YAMLMap
      readonly index: number
      readonly pair: ParsedPair
    }
  | { readonly kind: 'list'; readonly place: Place; readonly list: YAMLSeq; readonly index: number }

/** Where a value is written. */
export interface Place {
  readonly path: ConfigPath
  /** As written: may be an alias. Undefined where nothing stands, not even a blank value. */
  readonly node: Node | undefined
  /** Undefined for the whole document. */
  readonly owner: Owner | undefined
  /** Inside brackets. */
  readonly isFlow: boolean
}

type Location =
  | { readonly kind: 'found'; readonly place: Place }
  /** `place` is the last value on the way; what is left of the path is not written. */
  | { readonly kind: 'missing'; readonly place: Place; readonly rest: ConfigPath }
  /** The value at this beginning of the path is written elsewhere and comes in by alias or `<<`. */
  | { readonly kind: 'borrowed'; readonly path: ConfigPath }

/** Follows a path through what is written in this very place; refuses keys that stand twice. */
export function locate(source: YamlSource, path: ConfigPath): Location {
  let place: Place = { path: [], node: source.root, owner: undefined, isFlow: false }
  for (const [depth, step] of path.entries()) {
    const { node } = place
    if (node !== undefined && isAlias(node)) return { kind: 'borrowed', path: place.path }
    const next: Place | undefined = isEmpty(node) ? undefined : stepInto(place, step, source)
    if (next === undefined) {
      const isMerged = depth < path.length - 1 && isMap(node) && hasField(node, step, source)
      if (isMerged) return { kind: 'borrowed', path: path.slice(0, depth + 1) }
      return { kind: 'missing', place, rest: path.slice(depth) }
    }
    place = next
  }
  return { kind: 'found', place }
}

/** Null, `{}` or `[]`. */
export function isEmpty(node: Node | null | undefined): boolean {
  if (node === undefined || node === null) return true
  return isCollection(node) ? node.items.length === 0 : isScalar(node) && isNull(node)
}

function hasField(map: YAMLMap, step: string | number, source: YamlSource): boolean {
  const value = valueOf(map, source)
  return isMapValue(value) && Object.hasOwn(value, step)
}

function stepInto(place: Place, step: string | number, source: YamlSource): Place | undefined {
  const { node } = place
  const path = [...place.path, step]
  if (isMap(node) && typeof step === 'string') {
    const index = indexOfKey(node, step, source, path)
    const pair = pairsOf(node)[index]
    const isFlow = place.isFlow || node.flow === true
    return (
      pair && {
        path,
        node: pair.value ?? undefined,
        owner: { kind: 'map', place, map: node, index, pair },
        isFlow,
      }
    )
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = itemsOf(node)[step]
    const isFlow = place.isFlow || node.flow === true
    return item && { path, node: item, owner: { kind: 'list', place, list: node, index: step }, isFlow }
  }
  throw cannotEdit('the value on the way is of another kind: a map has keys, a list has numbers', path)
}

/** Where a map itself has the key; -1 when it does not. */
export function indexOfKey(map: YAMLMap, key: string, source: YamlSource, path: ConfigPath): number {
  let found = -1
  for (const [index, pair] of pairsOf(map).entries()) {
    if (isMerge(pair) || keyName(pair.key, source) !== key) continue
    if (found >= 0) {
      throw cannotEdit(
        'this key stands twice in the same map, so that it is not clear which one counts; remove one of the two',
        path,
      )
    }
    found = index
  }
  return found
}
