import { isAlias, isMap, isScalar } from 'yaml'
import type { YAMLMap } from 'yaml'
import { joinPath } from '../entry.ts'
import type { Field } from '../map-fields.ts'
import { readBoolean, scalarText } from '../yaml-scalar.ts'
import { spanOf } from '../yaml-source.ts'
import type { OldFile } from './old-file.ts'
import { canMerge, ownMap, valueOf } from './old-file.ts'
import { CannotPatch } from './patch.ts'
import type { Patch } from './patch.ts'

/** Where version 1 writes to: `directory` and `memory` are keys of `storage` or of an entry. */
export interface Place {
  readonly file: OldFile
  readonly patch: Patch
  /** Of the map that holds the keys. */
  readonly path: string
  /** The key of `storage`; absent in an entry, whose place moves below `destination`. */
  readonly owner?: Field
  readonly map: YAMLMap
  readonly fields: readonly Field[]
}

/** Turns `directory` or `memory` into a destination of version 2; refuses both, neither, and other shapes. */
export function migratePlace(place: Place): void {
  const { file, fields, path, map, owner } = place
  const { source, story } = file
  const directory = fields.find(({ name }) => name === 'directory')
  const memory = fields.find(({ name }) => name === 'memory')
  const set = [directory, memory].filter((field) => valueOf(field, source) !== undefined)
  const [only] = set
  if (only === undefined || set.length > 1) {
    const span = only === undefined ? spanOf(owner?.key ?? map) : spanOf((set[1] ?? only).key)
    story.refuse(
      'config.v1-place',
      only === undefined ? path : joinPath(path, 'memory'),
      span,
      only === undefined
        ? 'There is neither `directory` nor `memory` here; version 1 wants exactly one of them. Write one.'
        : 'There are both `directory` and `memory` here; version 1 wants exactly one of them. Remove one.',
    )
    return
  }
  if (only.locked || (owner !== undefined && isAlias(owner.value))) throw new CannotPatch(spanOf(only.key))
  if (only === memory) migrateMemory(place, only)
  else migrateDirectory(place, only)
}

function migrateMemory({ file, patch, path, owner }: Place, field: Field): void {
  const node = valueOf(field, file.source)
  const reading = isScalar(node) ? readBoolean(node) : undefined
  // Version 1 wrote an empty map; `true` is taken for the same.
  const isMemory = isMap(node) ? node.items.length === 0 : reading?.ok === true && reading.value === true
  if (!isMemory) {
    const message = '`memory` has no settings in version 1. Write `memory: {}`.'
    file.story.refuse('config.v1-place', joinPath(path, 'memory'), spanOf(field.key), message)
    return
  }
  patch.replace(patch.spanOfPair(field), owner === undefined ? 'destination: {type: memory}' : 'type: memory')
  noteMove(file, path, field, owner, 'memory')
}

function migrateDirectory(place: Place, field: Field): void {
  const { file, patch, path, map, owner } = place
  const node = valueOf(field, file.source)
  noteMove(file, path, field, owner, 'directory')
  if (isScalar(node)) {
    wrap(place, field, 'path')
    if (isScalar(field.value)) patch.oneLine(field.value, scalarText(field.value))
    return
  }
  if (!isMap(node)) {
    const message = '`directory` must be a path, or a map with `path`, `symlinks` and `acls`.'
    file.story.refuse('config.v1-place', joinPath(path, 'directory'), spanOf(field.key), message)
    return
  }
  if (canMerge(field, owner === undefined ? undefined : map)) {
    wrap(place, field, '<<')
    return
  }
  const inner = ownMap(field)
  if (inner === undefined) throw new CannotPatch(spanOf(field.key))
  if (owner !== undefined) patch.flatten(map, field, inner, 'type: directory')
  else {
    patch.renameKey(field, 'destination')
    patch.addFirst(inner, 'type: directory')
  }
}

/** Puts the value of `directory` behind a key of the destination. */
function wrap({ patch, map, owner }: Place, field: Field, key: string): void {
  const separator = patch.separator(map)
  const before =
    owner !== undefined
      ? `type: directory${separator}${key}`
      : map.flow === true
        ? `destination: {type: directory, ${key}`
        : `destination:${separator}  type: directory${separator}  ${key}`
  patch.replace(spanOf(field.key), before)
  if (owner === undefined && map.flow === true) patch.insert(patch.spanOfPair(field).end, '}')
}

function noteMove(file: OldFile, path: string, field: Field, owner: Field | undefined, type: string): void {
  const where = owner === undefined ? '`destination` with ' : ''
  const message = `Is ${where}\`type: ${type}\` now.`
  file.story.note('changed', joinPath(path, field.name), spanOf(field.key), message)
}
