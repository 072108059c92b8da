import { isMap, isScalar, isSeq } from 'yaml'
import type { Node, Scalar } from 'yaml'
import { readInteger, resolveScalar, scalarText } from '../yaml-scalar.ts'
import type { YamlSource } from '../yaml-source.ts'
import { isBlockText } from './layout.ts'
import { isListValue, isMapValue } from './model.ts'
import type { ConfigPath, YamlMap, YamlValue } from './model.ts'
import { isMerge, itemsOf, keyName, mergedMaps, pairsOf, targetOf } from './source.ts'

/** A map or list that holds something. */
export function isFilled(value: YamlValue | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/** One value per node, however many aliases stand for it: a bomb of aliases stays as small as its text. */
const values = new WeakMap<Node, YamlValue>()

/** What a node holds as plain data, read as go-yaml v3 reads it; aliases and merge keys are followed. */
export function valueOf(written: Node | null | undefined, source: YamlSource): YamlValue {
  const node = targetOf(written, source)
  if (node === undefined) return null
  if (isScalar(node)) return readScalar(node, source)
  const known = values.get(node)
  if (known !== undefined) return known
  const value = isSeq(node) ? itemsOf(node).map((item) => valueOf(item, source)) : readMap(node, source)
  values.set(node, value)
  return value
}

function readScalar(node: Scalar, source: YamlSource): YamlValue {
  const text = textOf(node, source)
  switch (resolveScalar(node)) {
    case 'null':
      return null
    case 'boolean':
      return text.toLowerCase() === 'true'
    case 'integer': {
      const reading = readInteger(node)
      return reading.ok && reading.value !== undefined ? reading.value : text
    }
    case 'float':
      return readFloat(text)
    default:
      return text
  }
}

/** At the end of a file without a line break a text behind `|` has none either, for Go; our parser adds one. */
function textOf(node: Scalar, source: YamlSource): string {
  const isCut = isBlockText(node) && node.range?.[1] === source.text.length && !source.text.endsWith('\n')
  return isCut ? scalarText(node).replace(/\n$/, '') : scalarText(node)
}

function readFloat(text: string): number {
  if (/nan$/i.test(text)) return Number.NaN
  if (/inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return Number(text.replaceAll('_', ''))
}

function readMap(node: Node, source: YamlSource): YamlMap {
  if (!isMap(node)) return {}
  const fields = new Map<string, YamlValue>()
  for (const pair of pairsOf(node)) {
    const name = isMerge(pair) ? undefined : keyName(pair.key, source)
    if (name !== undefined) fields.set(name, valueOf(pair.value, source))
  }
  for (const map of mergedMaps(node, source)) {
    for (const [name, value] of Object.entries(valueOf(map, source) ?? {})) {
      if (!fields.has(name)) fields.set(name, value)
    }
  }
  return Object.fromEntries(fields)
}

/** The value at a path of plain data; undefined when there is none. */
export function valueAt(value: YamlValue | undefined, path: ConfigPath): YamlValue | undefined {
  let at = value
  for (const step of path) {
    if (isListValue(at)) at = typeof step === 'number' ? at[step] : undefined
    else at = isMapValue(at) && Object.hasOwn(at, step) ? at[step] : undefined
  }
  return at
}

/** True when both are the same data; the order of keys does not count. */
export function isSame(left: YamlValue | undefined, right: YamlValue | undefined): boolean {
  return isSameOnce(left, right, new WeakMap())
}

function isSameOnce(
  left: YamlValue | undefined,
  right: YamlValue | undefined,
  seen: WeakMap<object, WeakSet<object>>,
): boolean {
  if (left === right) return true
  if (typeof left === 'number' && typeof right === 'number') return Number.isNaN(left) && Number.isNaN(right)
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) return false
  const met = seen.get(left) ?? new WeakSet()
  if (met.has(right)) return true
  seen.set(left, met.add(right))
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameOnce(left[key], right[key], seen))
  )
}

function isObject(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null
}
