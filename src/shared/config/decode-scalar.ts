import type { Scalar } from 'yaml'
import { eraOf, isKnownAt } from './catalogue.ts'
import type { CheckContext } from './context.ts'
import type { Entry } from './entry.ts'
import { replaceValue } from './fixes.ts'
import { checkFormat } from './formats.ts'
import { guessBoolean, guessDuration } from './guesses.ts'
import { nearest } from './nearest.ts'
import { hasDots } from './restore-secrets.ts'
import type { ProblemFix } from './problem.ts'
import type { Era, Schema } from './schema.ts'
import { readBoolean, readDuration, readInteger, readText, scalarText } from './yaml-scalar.ts'
import type { Reading } from './yaml-scalar.ts'
import { choiceOf } from './wording.ts'

type Base = Omit<Extract<Entry, { kind: 'scalar' }>, 'kind' | 'value'>

/** Reads a scalar as its schema wants it, and checks its value alone. */
export function decodeScalar(node: Scalar, base: Base, context: CheckContext): Entry {
  const reading = read(node, base.schema)
  if (!reading.ok) {
    reportUnreadable(node, base, context)
    return { ...base, kind: 'broken' }
  }
  if (reading.value === undefined) return { ...base, kind: 'unset' }
  const entry: Entry = { ...base, kind: 'scalar', value: reading.value }
  return isAllowed(entry, node, context) ? entry : { ...base, kind: 'broken' }
}

function read(node: Scalar, schema: Schema): Reading<string | number | boolean> {
  if (schema.format === 'go-duration') return readDuration(node)
  if (schema.type === 'boolean') return readBoolean(node)
  return schema.type === 'integer' ? readInteger(node) : readText(node)
}

/** What a value of this schema looks like, for "must be …". */
export function wanted(schema: Schema): string {
  if (schema.format === 'go-duration') return 'a duration such as `1h`, `20m` or `1h30m`'
  switch (schema.type) {
    case 'boolean':
      return '`true` or `false`'
    case 'integer':
      return 'a whole number'
    case 'array':
      return 'a list'
    case 'string':
      return 'text'
    case 'object':
      return 'a map of keys and values'
    default:
      return 'a map with a `type`'
  }
}

function reportUnreadable(node: Scalar, base: Base, context: CheckContext): void {
  const { schema } = base
  const name = nameOf(base.path)
  const text = scalarText(node)
  const isDuration = schema.format === 'go-duration'
  const guess = isDuration ? guessDuration(text) : guessBooleanFor(schema, text)
  const reason = isDuration
    ? 'Units are h, m, s and ms, without spaces; there is no unit for days, and a number alone has no unit.'
    : quotedReason(schema, text)
  context.report.add({
    severity: 'error',
    code: isDuration ? 'config.malformed-duration' : 'config.wrong-type',
    path: base.path,
    span: base.span,
    message: `${name} must be ${wanted(schema)}.${reason === '' ? '' : ` ${reason}`}${guess === undefined ? '' : ` Write \`${guess}\`.`}`,
    fix: fixFor(base, node, guess, context),
  })
}

function guessBooleanFor(schema: Schema, text: string): string | undefined {
  return schema.type === 'boolean' ? guessBoolean(text) : undefined
}

function quotedReason(schema: Schema, text: string): string {
  if (schema.type === 'boolean' && /^(true|false)$/i.test(text))
    return 'In quotes it is text, which tbot refuses.'
  return schema.type === 'integer' ? 'A number in quotes is text.' : ''
}

function fixFor(
  base: Base,
  node: Scalar,
  text: string | undefined,
  context: CheckContext,
): ProblemFix | undefined {
  if (text === undefined || base.borrowed) return undefined
  return replaceValue(context.source.lines, node, text)
}

/** The last part of a path, as a person would call it. */
export function nameOf(path: string): string {
  const item = /\[(\d+)\]$/.exec(path)
  if (item !== null) return `Entry ${Number(item[1]) + 1} of ${nameOf(path.slice(0, item.index))}`
  const quoted = /\["((?:[^"\\]|\\.)*)"\]$/.exec(path)
  return `\`${quoted?.[1] ?? path.slice(path.lastIndexOf('.') + 1)}\``
}

function isAllowed(entry: Extract<Entry, { kind: 'scalar' }>, node: Scalar, context: CheckContext): boolean {
  const { value, schema } = entry
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) {
    context.report.add({
      severity: 'error',
      code: 'config.too-small',
      path: entry.path,
      span: entry.span,
      message: `${nameOf(entry.path)} may not be below ${schema.minimum}.`,
      fix: fixFor(entry, node, String(schema.minimum), context),
    })
    return false
  }
  const isAbsent = value === '' && entry.key !== undefined // in a list an empty word is an entry like any other
  if (typeof value !== 'string' || isAbsent || hasDots(value)) return true
  if (schema.values !== undefined) return isListed(entry, value, schema.values, node, context)
  const verdict = schema.format === undefined ? undefined : checkFormat(schema.format, value)
  if (verdict === undefined) return true
  context.report.add({
    severity: verdict.severity,
    code: verdict.code,
    path: entry.path,
    span: entry.span,
    message: verdict.message,
    fix: fixFor(entry, node, verdict.instead, context),
  })
  return verdict.severity !== 'error'
}

function isListed(
  entry: Base,
  value: string,
  values: ReadonlyMap<string, Era>,
  node: Scalar,
  context: CheckContext,
): boolean {
  const era = values.get(value)
  if (era !== undefined && isKnownAt(era, context.target)) return true
  const known = [...values]
    .filter(([name, each]) => name !== '' && isKnownAt(each, context.target))
    .map(([name]) => name)
  const note = entry.schema['x-value-notes']?.[value]
  const guess = era === undefined && note === undefined ? guessValue(value, known) : undefined
  const name = nameOf(entry.path)
  context.report.add({
    severity: 'error',
    code: era === undefined ? 'config.unknown-value' : 'config.value-too-new',
    path: entry.path,
    span: entry.span,
    message:
      era === undefined
        ? `${name} does not take this value, and tbot refuses it. ${note ?? choiceOf(known, guess)}`
        : `This ${name} is known from tbot ${era.since} on, and tbot ${context.target} refuses it. Raise the target version, or use another. ${choiceOf(known, undefined)}`,
    fix: fixFor(entry, node, guess, context),
  })
  return false
}

function guessValue(value: string, known: readonly string[]): string | undefined {
  const close = nearest(value, known)
  if (close !== undefined || !known.includes('off')) return close
  const meant = guessBoolean(value)
  if (meant === 'false') return 'off'
  return meant === 'true' && known.includes('on') ? 'on' : undefined
}

/** The era of a schema at the target, for callers that only need yes or no. */
export function isInEra(schema: Schema, target: number): boolean {
  return isKnownAt(eraOf(schema), target)
}
