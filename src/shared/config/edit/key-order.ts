import { isScalar } from 'yaml'
import type { YAMLMap } from 'yaml'
import { rootSchema } from '../catalogue.ts'
import type { Schema } from '../schema.ts'
import { scalarText } from '../yaml-scalar.ts'
import type { YamlSource } from '../yaml-source.ts'
import type { ConfigPath, YamlMap, YamlValue } from './model.ts'
import { isMerge, keyName, pairsOf } from './source.ts'
import { valueAt } from './values.ts'

/** What the schema says of a place in a document; undefined below unknown keys. */
function schemaAt(path: ConfigPath, document: YamlValue | undefined): Schema | undefined {
  let schema: Schema | undefined = rootSchema
  for (const [depth, step] of path.entries()) {
    schema = withVariant(schema, valueAt(document, path.slice(0, depth)))
    schema =
      typeof step === 'number' ? schema?.items : (schema?.properties?.[step] ?? schema?.additionalProperties)
  }
  return schema
}

function withVariant(schema: Schema | undefined, value: YamlValue | undefined): Schema | undefined {
  if (schema?.variants === undefined) return schema
  const type = valueAt(value, ['type'])
  return typeof type === 'string' ? schema.variants.get(type) : undefined
}

/**
 * Where a new key goes among the keys of a map. `type` comes first. Where the keys stand in the schema's order
 * the new one keeps it; else it comes last, `destination` right after `type`. A `destination` must also stand
 * before any value spelled so, which tbot would take for the key (tbot-config.md 7.4).
 */
export function indexForKey(
  map: YAMLMap,
  key: string,
  value: YamlValue,
  context: {
    readonly path: ConfigPath
    readonly document: YamlValue | undefined
    readonly source: YamlSource
  },
): number {
  const { path, document, source } = context
  const written = schemaAt(path, document)
  const names = pairsOf(map).map((pair) => (isMerge(pair) ? undefined : keyName(pair.key, source)))
  if (key === 'type' && written?.variants !== undefined) return 0
  const schema = withVariant(written, valueAt(document, path))
  const known = schema?.properties === undefined ? ['type', 'destination'] : Object.keys(schema.properties)
  const index = indexByOrder(names, key, known)
  if (written?.variants === undefined) return index
  if (key === 'destination') {
    const misread = pairsOf(map).findIndex(
      ({ value: each }) => isScalar(each) && scalarText(each) === 'destination',
    )
    return misread < 0 ? index : Math.min(index, misread)
  }
  return value === 'destination' ? Math.max(index, names.indexOf('destination') + 1) : index
}

function indexByOrder(names: readonly (string | undefined)[], key: string, known: readonly string[]): number {
  const rank = known.indexOf(key)
  const ranks = names.map((name) => (name === undefined ? -1 : known.indexOf(name)))
  const ordered = ranks.filter((each) => each >= 0)
  const isOrdered = ordered.every((each, index) => index === 0 || each > (ordered[index - 1] ?? -1))
  if (rank >= 0 && isOrdered && ordered.length > 0) {
    const before = ranks.findLastIndex((each) => each >= 0 && each < rank)
    return before >= 0 || names[0] !== undefined ? before + 1 : 1
  }
  return key === 'destination' && names.includes('type') ? names.indexOf('type') + 1 : names.length
}

/** The keys of a new map in the order they are written: `type` first, `destination` before a value spelled so. */
export function orderedEntries(map: YamlMap): [key: string, value: YamlValue][] {
  const entries = Object.entries(map)
  const type = entries.filter(([key, value]) => key === 'type' && typeof value === 'string')
  const isMisread = entries.some(([, value]) => value === 'destination')
  const early = entries.filter(([key]) => isMisread && key === 'destination')
  const rest = entries.filter((entry) => !type.includes(entry) && !early.includes(entry))
  return [...type, ...early, ...rest]
}

/**
 * True when an empty map here means the same as none: its keys are known, none of them is needed, and no
 * `type` decides what it is. (`storage: {}` is refused by tbot, no `storage` is not; tbot-config.md 3.2.)
 */
export function mayBeLeftOut(path: ConfigPath, document: YamlValue | undefined): boolean {
  const schema = schemaAt(path, document)
  const owner = withVariant(schemaAt(path.slice(0, -1), document), valueAt(document, path.slice(0, -1)))
  const key = path.at(-1)
  return (
    schema?.type === 'object' &&
    schema.variants === undefined &&
    typeof key === 'string' &&
    owner?.required?.includes(key) !== true
  )
}
