import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { Node, YAMLMap, YAMLSeq } from 'yaml'
import type { CheckContext } from './context.ts'
import { decodeScalar, isInEra, nameOf, wanted } from './decode-scalar.ts'
import { takeDestination } from './destination-key.ts'
import type { Entry, MapEntry } from './entry.ts'
import { isEmpty, joinPath } from './entry.ts'
import { quoteIfNeeded } from './fixes.ts'
import type { Span } from './line-index.ts'
import { fieldsOf, follow } from './map-fields.ts'
import type { Field } from './map-fields.ts'
import type { ProblemFix } from './problem.ts'
import type { Schema } from './schema.ts'
import { reportUnknownKey } from './unknown-key.ts'
import { pickVariant } from './variants.ts'
import { inBrackets } from './wording.ts'
import { isNull, scalarText } from './yaml-scalar.ts'
import { spanOf } from './yaml-source.ts'

/** Where a value stands, told by its parent. */
export interface Slot {
  readonly path: string
  readonly key?: Node | undefined
  readonly borrowed: boolean
  /** Unknown keys below are errors for tbot up to 16. */
  readonly strict: boolean
}

type Base = Pick<Entry, 'path' | 'schema' | 'span' | 'node' | 'key' | 'borrowed'>

/**
 * Reads a value by its schema as tbot would, reports what tbot refuses or drops in it, and returns what is
 * left for the rules that look at several values.
 */
export function decode(written: Node | undefined, schema: Schema, slot: Slot, context: CheckContext): Entry {
  const node = follow(written, context.source)
  const borrowed = slot.borrowed || (written !== undefined && isAlias(written))
  const base: Base = {
    path: slot.path,
    schema,
    span: markOf(written, slot.key),
    node,
    key: slot.key,
    borrowed,
  }
  if (!context.budget.spend()) return { ...base, kind: 'broken' }
  const isNothing = node === undefined || (isScalar(node) && isNull(node))
  if (schema.variants !== undefined) return decodeVariant(isNothing ? undefined : node, base, context)
  if (isNothing) return { ...base, kind: 'unset' }
  if (schema.type === 'array') return decodeList(node, base, slot.strict, context)
  if (schema.type === 'object') {
    if (!isMap(node)) return refuseShape(node, base, context)
    const fields = fieldsOf(node, base.path, context)
    return decodeMap(node, fields, base, slot.strict, context)
  }
  return isScalar(node) ? decodeScalar(node, base, context) : refuseShape(node, base, context)
}

/** Marks a scalar or alias itself, and the key of anything larger or empty. */
function markOf(written: Node | undefined, key: Node | undefined): Span {
  const own = written === undefined ? { start: 0, end: 0 } : spanOf(written)
  const isSmall = written !== undefined && (isScalar(written) || isAlias(written)) && own.end > own.start
  return isSmall || key === undefined ? own : spanOf(key)
}

function refuseShape(node: Node, base: Base, context: CheckContext): Entry {
  context.report.add({
    severity: 'error',
    code: 'config.wrong-type',
    path: base.path,
    span: base.span,
    message: `${nameOf(base.path)} must be ${wanted(base.schema)}, and this is ${shapeOf(node)}; tbot refuses it.`,
    fix: wrapInList(node, base, context),
  })
  return { ...base, kind: 'broken' }
}

function shapeOf(node: Node): string {
  if (isMap(node)) return 'a map'
  return isSeq(node) ? 'a list' : 'a single value'
}

function wrapInList(node: Node, base: Base, context: CheckContext): ProblemFix | undefined {
  const isTextList = base.schema.type === 'array' && base.schema.items?.type === 'string'
  if (
    !isTextList ||
    !isScalar(node) ||
    base.borrowed ||
    node.anchor !== undefined ||
    node.tag !== undefined
  ) {
    return undefined
  }
  const text = scalarText(node)
  if (text === '' || /\n/.test(context.source.text.slice(spanOf(node).start, spanOf(node).end)))
    return undefined
  const edit = context.source.lines.edit(spanOf(node), `[${quoteIfNeeded(text)}]`)
  return { title: 'Write it as a list', edits: [edit] }
}

function decodeList(node: Node, base: Base, strict: boolean, context: CheckContext): Entry {
  const { schema } = base
  const itemSchema = schema.items ?? { type: 'string' }
  if (!isSeq(node)) {
    const isServices = itemSchema.variants !== undefined
    if (!isServices || (isMap(node) && node.items.length > 0)) return refuseShape(node, base, context)
    context.report.add({
      severity: 'hazard',
      code: 'config.services-not-a-list',
      path: base.path,
      span: base.span,
      message: `${nameOf(base.path)} is not a list; tbot reads it as an empty one, so no service runs. Start each service with a dash.`,
    })
    return { ...base, kind: 'unset' }
  }
  const items = decodeItems(node, itemSchema, base, strict, context)
  if (schema.minItems !== undefined && items.length < schema.minItems) {
    context.report.add({
      severity: 'error',
      code: 'config.empty-list',
      path: base.path,
      span: base.span,
      message: `${nameOf(base.path)} needs at least one entry; tbot refuses an empty list. Add one.`,
    })
    return { ...base, kind: 'broken' }
  }
  return { ...base, kind: 'list', items }
}

function decodeItems(
  list: YAMLSeq,
  schema: Schema,
  base: Base,
  strict: boolean,
  context: CheckContext,
): Entry[] {
  return list.items
    .map((item, index) => {
      const slot = { path: `${base.path}[${index}]`, borrowed: base.borrowed, strict }
      return decode(item as Node, schema, slot, context) // a parsed list holds nodes only
    })
    .filter((entry) => entry.kind !== 'unset')
}

function decodeVariant(node: Node | undefined, base: Base, context: CheckContext): Entry {
  const isListItem = base.key === undefined
  if (node === undefined && !isListItem) return { ...base, kind: 'unset' }
  if (node !== undefined && !isMap(node)) return refuseShape(node, base, context)
  const fields = node === undefined ? [] : fieldsOf(node, base.path, context)
  const variant = pickVariant(fields, base, context)
  if (variant === undefined || node === undefined) return { ...base, kind: 'broken' }
  const typed = { ...base, schema: variant }
  const { destination, rest } = takeDestination(node, fields, typed, context)
  const entry = decodeMap(node, rest, typed, false, context, destination)
  return entry
}

function decodeMap(
  map: YAMLMap,
  fields: readonly Field[],
  base: Base,
  strict: boolean,
  context: CheckContext,
  given?: Entry,
): Entry {
  const { schema, path, borrowed } = base
  const present = new Set(fields.map((field) => field.name))
  const entries = new Map<string, Entry>(given === undefined ? [] : [['destination', given]])
  for (const field of fields) {
    const known = schema.properties?.[field.name] ?? schema.additionalProperties
    if (known === undefined || !(isInEra(known, context.target) || isRemoved(known, context))) {
      reportUnknownKey({ field, map, path, schema, strict, borrowed, present }, context)
      continue
    }
    const slot = {
      path: joinPath(path, field.name),
      key: field.key,
      borrowed: borrowed || field.locked,
      strict,
    }
    entries.set(field.name, decode(field.value, known, slot, context))
  }
  for (const name of schema.required ?? []) requireField(name, entries, base, context)
  const entry: MapEntry = { ...base, kind: 'map', fields: entries }
  return hasExactlyOne(entry, context) ? entry : { ...base, kind: 'broken' }
}

/** Keys of an older version that tbot still reads, to refuse them by name. */
function isRemoved(schema: Schema, context: CheckContext): boolean {
  return schema['x-removed-message'] !== undefined && (schema['x-until'] ?? Infinity) < context.target
}

function requireField(name: string, entries: Map<string, Entry>, base: Base, context: CheckContext): void {
  const found = entries.get(name)
  if (!isEmpty(found)) return
  const schema = base.schema.properties?.[name] ?? {}
  const path = joinPath(base.path, name)
  const isVersion = path === 'version'
  if (!isVersion) {
    context.report.add({
      severity: 'error',
      code: 'config.missing-key',
      path,
      span: found?.span ?? base.span,
      message: `\`${name}\` is ${found === undefined ? 'missing' : 'empty'}; tbot refuses this without it. Write \`${name}\`${inBrackets(schema.description)}.`,
    })
  }
  const at = {
    path,
    schema,
    span: found?.span ?? base.span,
    node: undefined,
    key: found?.key,
    borrowed: base.borrowed,
  }
  entries.set(name, { ...at, kind: isVersion ? 'unset' : 'broken' })
}

function hasExactlyOne(entry: MapEntry, context: CheckContext): boolean {
  const names = entry.schema['x-exactly-one']
  if (names === undefined) return true
  const set = names.filter((name) => !isEmpty(entry.fields.get(name)))
  if (set.length === 1) return true
  const choice = names.map((name) => `\`${name}\``)
  context.report.add({
    severity: 'error',
    code: 'config.not-exactly-one',
    path: entry.path,
    span: entry.span,
    message:
      set.length === 0
        ? `${nameOf(entry.path)} has neither ${choice.join(' nor ')}; tbot wants exactly one of them. Write one.`
        : `${nameOf(entry.path)} has both ${choice.join(' and ')}; tbot wants exactly one of them. Remove one.`,
  })
  return false
}
