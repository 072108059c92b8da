import { isAlias, isMap, isSeq } from 'yaml'
import { addItem, addKey } from './add-entry.ts'
import { cannotEdit } from './cannot-edit.ts'
import { updated } from './changed-value.ts'
import type { Draft } from './draft.ts'
import type { Place } from './locate.ts'
import { indexOfKey, isEmpty, locate } from './locate.ts'
import type { ConfigPath, YamlMap, YamlValue } from './model.ts'
import { removeEntry } from './remove-entry.ts'
import { replaceValue } from './replace-value.ts'
import { itemsOf } from './source.ts'
import { isListValue, isMapValue } from './model.ts'
import { isFilled, isSame, valueAt, valueOf } from './values.ts'

/**
 * Writes a value with as little change as possible. What comes in through an alias or `<<` is written out here
 * with the change; the anchor's own text stays.
 */
export function setValue(draft: Draft, path: ConfigPath, value: YamlValue): void {
  const { source } = draft.layout
  const location = locate(source, path)
  switch (location.kind) {
    case 'found':
      setPlace(draft, location.place, value)
      return
    case 'missing':
      setMissing(draft, location.place, location.rest, value)
      return
    case 'borrowed':
      writeOut(draft, location.path, path, () => value)
  }
}

/** Gives a borrowed value a copy of its own, with the change in it. */
export function writeOut(
  draft: Draft,
  borrowed: ConfigPath,
  path: ConfigPath,
  update: (old: YamlValue | undefined) => YamlValue | undefined,
): void {
  const { source } = draft.layout
  const old = valueAt(valueOf(source.root, source), borrowed)
  const copy = updated(old, path.slice(borrowed.length), update)
  if (copy !== undefined) setValue(draft, borrowed, copy)
}

function setMissing(draft: Draft, place: Place, rest: ConfigPath, value: YamlValue): void {
  const { node } = place
  const [step, ...inner] = rest
  if (step === undefined) return
  const added = nested(inner, value, [...place.path, ...rest])
  if (isMap(node) && typeof step === 'string' && !isEmpty(node)) {
    addKey(draft, place, step, added)
    return
  }
  const length = isSeq(node) ? node.items.length : 0
  if (typeof step === 'number' && step !== length) {
    throw cannotEdit('the list has no entry at this place', [...place.path, ...rest])
  }
  if (isSeq(node) && !isEmpty(node)) addItem(draft, place, length, added)
  else replaceValue(draft, place, typeof step === 'string' ? { [step]: added } : [added])
}

/** The value inside the maps and lists that are missing on the way. */
function nested(path: ConfigPath, value: YamlValue, whole: ConfigPath): YamlValue {
  return path.reduceRight<YamlValue>((inner, step) => {
    if (typeof step === 'string') return { [step]: inner }
    if (step !== 0) throw cannotEdit('the list has no entry at this place', whole)
    return [inner]
  }, value)
}

function setPlace(draft: Draft, place: Place, value: YamlValue): void {
  const { node, path } = place
  const { source } = draft.layout
  const old = valueOf(node, source)
  if (node !== undefined && isSame(old, value)) return
  const isOwn = node !== undefined && !isAlias(node) && isFilled(value) && isFilled(old)
  if (isOwn && isMap(node) && isMapValue(value) && isMapValue(old) && keepsMerged(place, old, value, draft)) {
    setFields(draft, path, old, value)
  } else if (isOwn && isSeq(node) && isListValue(value) && isListValue(old)) {
    setItems(draft, path, old, value)
  } else {
    replaceValue(draft, place, value)
  }
}

/** What `<<` adds cannot be taken out key by key, nor can a map without a key in common keep anything. */
function keepsMerged(place: Place, old: YamlMap, value: YamlMap, draft: Draft): boolean {
  const { node, path } = place
  if (!isMap(node)) return false
  const { source } = draft.layout
  return Object.keys(old).every(
    (key) => Object.hasOwn(value, key) || indexOfKey(node, key, source, [...path, key]) >= 0,
  )
}

/** Old keys first, so that their lines stay where they are; what is left over goes last. */
function setFields(draft: Draft, path: ConfigPath, old: YamlMap, value: YamlMap): void {
  for (const [key, each] of Object.entries(value)) {
    if (!Object.hasOwn(old, key) || !isSame(old[key], each)) setValue(draft, [...path, key], each)
  }
  for (const key of Object.keys(old)) {
    if (!Object.hasOwn(value, key)) removePlace(draft, [...path, key])
  }
}

/** Entries that are the same at both ends stay; those between are changed, added and removed one by one. */
function setItems(
  draft: Draft,
  path: ConfigPath,
  old: readonly YamlValue[],
  value: readonly YamlValue[],
): void {
  const shorter = Math.min(old.length, value.length)
  let head = 0
  while (head < shorter && isSame(old[head], value[head])) head += 1
  let tail = 0
  while (tail < shorter - head && isSame(old.at(-1 - tail), value.at(-1 - tail))) tail += 1
  const common = shorter - tail
  for (let index = head; index < common; index += 1) setValue(draft, [...path, index], value[index] ?? null)
  for (let index = common; index < value.length - tail; index += 1) {
    insertValue(draft, path, index, value[index] ?? null)
  }
  for (let index = old.length - tail - 1; index >= value.length - tail; index -= 1) {
    removePlace(draft, [...path, index])
  }
}

function removePlace(draft: Draft, path: ConfigPath): void {
  const location = locate(draft.layout.source, path)
  if (location.kind === 'found') removeEntry(draft, location.place)
}

/** Puts an entry into a list, which is made when it is missing or empty. */
export function insertValue(
  draft: Draft,
  path: ConfigPath,
  index: number | undefined,
  value: YamlValue,
): void {
  const { source } = draft.layout
  const location = locate(source, path)
  if (location.kind === 'borrowed') {
    writeOut(draft, location.path, path, (list) => inserted(list, index, value, path))
    return
  }
  const node = location.kind === 'found' ? location.place.node : undefined
  if (location.kind === 'missing' || isEmpty(node)) {
    setValue(draft, path, inserted(undefined, index, value, path))
    return
  }
  if (node !== undefined && isAlias(node)) {
    replaceValue(draft, location.place, inserted(valueOf(node, source), index, value, path))
    return
  }
  if (!isSeq(node)) throw cannotEdit('this is no list, so that nothing can be added to it', path)
  const at = index ?? itemsOf(node).length
  if (at > itemsOf(node).length) throw cannotEdit('the list has no entry at this place', path)
  addItem(draft, location.place, at, value)
}

function inserted(
  list: YamlValue | undefined,
  index: number | undefined,
  value: YamlValue,
  path: ConfigPath,
): YamlValue {
  if (isFilled(list) && !isListValue(list))
    throw cannotEdit('this is no list, so that nothing can be added to it', path)
  const items = isListValue(list) ? list : []
  if ((index ?? 0) > items.length) throw cannotEdit('the list has no entry at this place', path)
  return items.toSpliced(index ?? items.length, 0, value)
}
