import { isScalar } from 'yaml'
import { serviceSchemas } from './catalogue.ts'
import type { CheckContext } from './context.ts'
import { isInEra } from './decode-scalar.ts'
import type { Entry } from './entry.ts'
import { joinPath } from './entry.ts'
import { replaceValue } from './fixes.ts'
import { follow } from './map-fields.ts'
import type { Field } from './map-fields.ts'
import { nearest } from './nearest.ts'
import type { ProblemFix } from './problem.ts'
import type { Schema } from './schema.ts'
import { choiceOf } from './wording.ts'
import { readText } from './yaml-scalar.ts'
import { spanOf } from './yaml-source.ts'

type Base = Pick<Entry, 'path' | 'schema' | 'span' | 'borrowed'>

/** The schema a map's `type` picks, or undefined after reporting why there is none. */
export function pickVariant(fields: readonly Field[], base: Base, context: CheckContext): Schema | undefined {
  const variants = base.schema.variants ?? new Map<string, Schema>()
  const field = fields.find((each) => each.name === 'type')
  const node = follow(field?.value, context.source)
  const reading = node === undefined || !isScalar(node) ? undefined : readText(node)
  const type = reading?.ok === true ? (reading.value ?? '') : ''
  const found = variants.get(type)
  if (found !== undefined && isInEra(found, context.target)) return found
  const isShapeWrong = node !== undefined && (!isScalar(node) || reading?.ok === false)
  const offered = [...variants].filter(
    ([, each]) => isInEra(each, context.target) && each['x-hidden'] !== true,
  )
  const names = offered.map(([name]) => name)
  const guess = type === '' || found !== undefined ? undefined : nearest(type, names)
  const message = isShapeWrong
    ? '`type` must be a single word; tbot refuses anything else.'
    : (eraMessage(type, found, context) ?? typeMessage({ type, fields, names, guess }, base))
  const hasOwnText = field?.value !== undefined && spanOf(field.value).end > spanOf(field.value).start
  context.report.add({
    severity: 'error',
    code: codeOf(type, found, context),
    path: joinPath(base.path, 'type'),
    span: field === undefined ? base.span : hasOwnText ? spanOf(field.value) : spanOf(field.key),
    message,
    fix: fixFor(field, guess, base, context),
  })
  return undefined
}

function codeOf(type: string, found: Schema | undefined, context: CheckContext): `config.${string}` {
  if (type === '') return 'config.missing-type'
  if (found === undefined) return 'config.unknown-type'
  return (found['x-since'] ?? 0) > context.target ? 'config.type-too-new' : 'config.removed-type'
}

function eraMessage(type: string, found: Schema | undefined, context: CheckContext): string | undefined {
  if (found === undefined) return undefined
  const since = found['x-since'] ?? 0
  if (since > context.target) {
    return `\`${type}\` is known from tbot ${since} on, and tbot ${context.target} refuses it. Use another type, or raise the target version.`
  }
  const successor = found['x-successor']
  return `tbot ${(found['x-until'] ?? 0) + 1} removed \`${type}\` and refuses it. ${successor === undefined ? 'Remove the entry.' : `Use \`${successor}\` instead; it needs a workload identity in the cluster.`}`
}

interface TypeFault {
  readonly type: string
  readonly fields: readonly Field[]
  readonly names: readonly string[]
  readonly guess: string | undefined
}

function typeMessage({ type, fields, names, guess }: TypeFault, base: Base): string {
  const isService = base.schema.variants === serviceSchemas
  if (type !== '') return `This \`type\` does not exist, and tbot refuses it. ${choiceOf(names, guess)}`
  if (!isService) {
    const nested = fields.find((field) => ['destination', 'directory', 'memory'].includes(field.name))
    if (nested?.name === 'destination') {
      return '`type` is missing: `storage` is a destination itself, without a level `destination` in between. Move its keys one level up.'
    }
    if (nested !== undefined) {
      return `\`type\` is missing: \`${nested.name}:\` is the form of version 1. Write \`type: ${nested.name}\`${nested.name === 'directory' ? ' and `path:`' : ''}.`
    }
  }
  return `\`type\` is missing, and tbot refuses ${isService ? 'a service' : 'a destination'} without it. ${choiceOf(names, undefined)}`
}

function fixFor(
  field: Field | undefined,
  guess: string | undefined,
  base: Base,
  context: CheckContext,
): ProblemFix | undefined {
  if (guess === undefined || field?.value === undefined || field.locked || base.borrowed) return undefined
  return replaceValue(context.source.lines, field.value, guess)
}
