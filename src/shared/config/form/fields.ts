import { eraOf, isKnownAt, joinMethods } from '../catalogue.ts'
import type { TargetVersion } from '../problem.ts'
import type { Era, Schema } from '../schema.ts'
import type { FieldChoice, FieldKind, FieldVariant, FormField } from './model.ts'

/** "needs Teleport 17 or newer", or that it was removed; undefined when the target knows it. */
export function outOfEra(era: Era, target: TargetVersion): string | undefined {
  if (isKnownAt(era, target)) return undefined
  return era.since > target ? `needs Teleport ${era.since} or newer` : `removed in Teleport ${era.until + 1}`
}

/** How a schema is asked for; every schema of `tbot.yaml` has an answer (form.test.ts walks them all). */
export function kindOf(schema: Schema): FieldKind {
  if (schema.variants !== undefined) return 'variant'
  if (schema['x-secret'] === true) return 'secret'
  if (schema.format === 'go-duration') return 'duration'
  switch (schema.type) {
    case 'boolean':
      return 'toggle'
    case 'integer':
      return 'integer'
    case 'array':
      return schema.items?.type === 'string' ? 'words' : 'list'
    case 'object':
      if (schema.additionalProperties === undefined) return 'section'
      return schema.additionalProperties.type === 'array' ? 'words-map' : 'word-map'
    default:
      return schema.values === undefined ? 'text' : 'choice'
  }
}

/** The fields of a map in the order of its schema; `type` is chosen elsewhere. */
export function fieldsOf(schema: Schema, target: TargetVersion): FormField[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, each]) => each.const === undefined)
    .map(([key, each]) => fieldOf(key, each, target, schema.required?.includes(key) === true))
}

/** One key as a form shows it. */
export function fieldOf(key: string, schema: Schema, target: TargetVersion, isRequired = false): FormField {
  const kind = kindOf(schema)
  const inner = kind === 'list' ? schema.items : schema
  const variants = kind === 'list' ? inner?.variants : schema.variants
  const choices = choicesOf(kind === 'words' ? (schema.items ?? {}) : schema, target)
  const format = schema.format ?? schema.items?.format
  const exactlyOne = inner?.['x-exactly-one']
  const unset = unsetOf(schema)
  const era = outOfEra(eraOf(schema), target)
  const deprecated = schema['x-deprecated']
  return {
    key,
    kind,
    label: schema.title ?? key,
    description: schema.description ?? '',
    isRequired,
    isAdvanced: schema['x-advanced'] === true && !isRequired,
    examples: (schema.examples ?? []).map(exampleText),
    ...(unset === undefined || isRequired ? {} : { unset }),
    ...(format === undefined ? {} : { format }),
    ...(choices === undefined ? {} : { choices }),
    ...(inner?.properties === undefined ? {} : { fields: fieldsOf(inner, target) }),
    ...(variants === undefined ? {} : { variants: variantsOf(variants, target) }),
    ...(exactlyOne === undefined ? {} : { exactlyOne }),
    ...(era === undefined ? {} : { outOfEra: era }),
    ...(deprecated === undefined || deprecated.from > target ? {} : { deprecatedFor: deprecated.use }),
  }
}

/** The kinds a value with a `type` can have, hidden ones left out. */
export function variantsOf(variants: ReadonlyMap<string, Schema>, target: TargetVersion): FieldVariant[] {
  return [...variants]
    .filter(([, each]) => each['x-hidden'] !== true)
    .map(([type, each]) => {
      const era = outOfEra(eraOf(each), target)
      return {
        type,
        label: each.title ?? type,
        description: each.description ?? '',
        fields: fieldsOf(each, target),
        ...(era === undefined ? {} : { outOfEra: era }),
      }
    })
}

function unsetOf(schema: Schema): string | undefined {
  const text = schema['x-unset'] ?? (schema.default === undefined ? undefined : String(schema.default))
  return text === '' ? choiceLabel(schema, '') : text
}

function choiceLabel(schema: Schema, value: string): string | undefined {
  return schema['x-choices']?.[value]?.label
}

function choicesOf(schema: Schema, target: TargetVersion): FieldChoice[] | undefined {
  if (schema.values === undefined) return undefined
  const values = [...schema.values].filter(([value]) => value !== '') // "" is what an absent key means
  return values.map(([value, era]) => {
    const isMethod = schema['x-values-of'] === 'join-methods'
    const method = isMethod ? joinMethods.get(value) : undefined
    const description = method?.description ?? schema['x-choices']?.[value]?.description
    const reason = outOfEra(era, target)
    return {
      value,
      label: method?.title ?? choiceLabel(schema, value) ?? value,
      ...(description === undefined ? {} : { description }),
      ...(reason === undefined ? {} : { outOfEra: reason }),
    }
  })
}

function exampleText(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example)
}
