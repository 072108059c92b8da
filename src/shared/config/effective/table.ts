import { isInEra } from '../decode-scalar.ts'
import type { Entry } from '../entry.ts'
import { isEmpty, joinPath } from '../entry.ts'
import { dots } from '../mask-secrets.ts'
import type { TargetVersion } from '../problem.ts'
import type { Schema } from '../schema.ts'
import type { EffectiveValue } from './model.ts'
import { shownValue } from './read-entries.ts'
import type { ReadFile } from './read-entries.ts'

/** What decides a value besides the file and the schema. */
export interface Decision {
  readonly value: string
  readonly origin: EffectiveValue['origin']
  readonly note?: string
}

/** A place that a flag or variable has written to. */
export interface Given {
  readonly path: string
  readonly origin: 'flag' | 'environment'
  readonly name: string
}

/** The values in force while they are collected. */
export interface Table {
  readonly target: TargetVersion
  /** The file with the flags laid over it. */
  readonly file: ReadFile
  /** Lines of the file itself. */
  readonly lines: ReadonlyMap<string, number>
  /** Where flags and variables have written. */
  readonly given: readonly Given[]
  /** Keys of the file that flags have made void, and why. */
  readonly dropped: ReadonlyMap<string, string>
  readonly rows: EffectiveValue[]
  /** By path: beats what the file and the schema say. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** By path: said beside the value. */
  readonly notes: ReadonlyMap<string, string>
}

/** One row; a decision for its path beats what is given here. */
export function addRow(table: Table, path: string, given: Decision, schema?: Schema): void {
  const decided = table.decisions.get(path) ?? given
  const note = decided.note ?? table.notes.get(path)
  const line = table.lines.get(path)
  const isSecret = schema?.['x-secret'] === true && decided.value !== ''
  table.rows.push({
    path,
    value: isSecret ? dots : decided.value,
    origin: decided.origin,
    ...(note === undefined ? {} : { note }),
    ...(line === undefined || decided.origin === 'flag' || decided.origin === 'environment' ? {} : { line }),
  })
}

/** The keys of a map, those that are not written included; maps inside it follow with their defaults only. */
export function addMap(
  table: Table,
  schema: Schema,
  entry: Entry | undefined,
  path: string,
  without: readonly string[] = [],
  isInner = false,
): void {
  const fields = entry?.kind === 'map' ? entry.fields : new Map<string, Entry>()
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const child = fields.get(key)
    const isOld = property['x-deprecated'] !== undefined || !isInEra(property, table.target)
    if (without.includes(key) || (isOld && child === undefined)) continue
    const at = joinPath(path, key)
    if (property.variants !== undefined) addPlace(table, child, at)
    else if (property.type === 'object' && property.properties !== undefined) {
      addMap(table, property, child, at, [], true)
    } else addLeaf(table, property, child, at, isInner)
  }
}

/** A destination: the keys of its type. */
export function addPlace(table: Table, entry: Entry | undefined, path: string): void {
  if (entry?.kind === 'map') addMap(table, entry.schema, entry, path)
  else if (entry?.kind === 'broken' && entry.node !== undefined) {
    addRow(table, path, { value: shownValue(entry, table.file.source), origin: 'file' })
  } else {
    const note = 'missing, and tbot refuses the service without it'
    addRow(table, path, { value: '', origin: 'default', note })
  }
}

/** One value: what is written, else what a variable says, else the default. */
export function addLeaf(
  table: Table,
  schema: Schema,
  entry: Entry | undefined,
  path: string,
  isInner = false,
): void {
  const isZero = entry?.kind === 'scalar' && entry.value === 0 && schema.format === 'go-duration'
  if (entry !== undefined && !isEmpty(entry) && !isZero) {
    addRow(table, path, { value: shownValue(entry, table.file.source), ...originOf(table, path) }, schema)
    return
  }
  const unset = schema['x-unset']
  const dropped = table.dropped.get(path)
  const isDecided = table.decisions.has(path) || dropped !== undefined
  if (schema.default === undefined && isInner && !isDecided) return
  const value = schema.default === undefined ? '' : String(schema.default)
  if (isZero) addRow(table, path, { value, origin: 'rule', note: 'zero counts as unset' }, schema)
  else if (dropped !== undefined) addRow(table, path, { value, origin: 'rule', note: dropped }, schema)
  else {
    const note = value === '' && unset !== undefined ? { note: `unset: ${unset}` } : {}
    addRow(table, path, { value, origin: 'default', ...note }, schema)
  }
}

function originOf({ given }: Table, path: string): Pick<Decision, 'origin' | 'note'> {
  const source = given.find(
    ({ path: at }) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`),
  )
  return source === undefined ? { origin: 'file' } : { origin: source.origin, note: source.name }
}
