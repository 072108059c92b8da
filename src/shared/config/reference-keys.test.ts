import { describe, expect, test } from 'vitest'
import {
  destinationSchemas,
  eraOf,
  isKnownAt,
  joinMethods,
  rootSchema,
  sectionsOf,
  serviceSchemas,
} from './catalogue.ts'
import { checkConfig } from './check-config.ts'
import {
  destinationVariants,
  joinMethodKinds,
  onboardingFields,
  serviceFields,
  topFields,
} from './form/index.ts'
import type { FormField } from './form/index.ts'
import { newestTarget, targetVersions } from './problem.ts'
import type { Problem, TargetVersion } from './problem.ts'
import type { Schema } from './schema.ts'
import { isKnownKey, referenceMethods, referencePlaces } from './testing/reference-table.ts'
import type { ReferenceKey, ReferenceKind, ReferencePlace } from './testing/reference-table.ts'
import { textBefore } from './testing/reference-text.ts'

const onboarding = rootSchema.properties?.['onboarding'] ?? {}

function schemaOf({ where, type }: ReferencePlace): Schema {
  if (where === 'top') return rootSchema
  if (where === 'onboarding') return onboarding
  return (where === 'service' ? serviceSchemas : destinationSchemas).get(type) ?? {}
}

function fieldsAt({ where, type }: ReferencePlace, target: TargetVersion): readonly FormField[] {
  if (where === 'top') return topFields(target)
  if (where === 'onboarding') return onboardingFields(target)
  if (where === 'service') return serviceFields(type, target)
  return destinationVariants(target).find((each) => each.type === type)?.fields ?? []
}

/** `a.b[].c` as `a`, `b`, `c`. */
const segments = (path: string): string[] => path.replaceAll('[]', '').split('.')

/** The schemas on the way to a key, the key's own last; none when one is missing. */
function schemasTo(schema: Schema, path: string): Schema[] {
  let here: Schema | undefined = schema
  const way: Schema[] = []
  for (const key of segments(path)) {
    here = (here?.items ?? here)?.properties?.[key]
    if (here === undefined) return []
    way.push(here)
  }
  return way
}

function fieldTo(fields: readonly FormField[], path: string): FormField | undefined {
  const [key, ...rest] = segments(path)
  const field = fields.find((each) => each.key === key)
  return rest.length === 0 ? field : fieldTo(field?.fields ?? [], rest.join('.'))
}

/** Paths of all keys of a schema but `type`, as the reference writes them. */
function pathsOf(schema: Schema, before = ''): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, each]) => each.const === undefined)
    .flatMap(([key, each]) => [
      before + key,
      ...pathsOf(each.variants === undefined ? each : {}, `${before}${key}.`),
      ...pathsOf(each.items?.variants === undefined ? (each.items ?? {}) : {}, `${before}${key}[].`),
    ])
}

function kindOf(schema: Schema): ReferenceKind | undefined {
  if (schema.variants !== undefined) return 'destination'
  switch (schema.type) {
    case 'boolean':
      return 'bool'
    case 'integer':
      return 'int'
    case 'array':
      if (schema.items?.variants !== undefined) return 'services'
      return schema.items?.type === 'string' ? 'texts' : 'list'
    case 'object':
      if (schema.properties !== undefined) return 'section'
      return schema.additionalProperties?.type === 'array' ? 'lists' : 'map'
    case 'string':
      return schema.format === 'go-duration' ? 'duration' : 'text'
    default:
      return undefined
  }
}

/** How a form may ask for each kind. */
const fieldKinds: Readonly<Record<ReferenceKind, readonly FormField['kind'][]>> = {
  text: ['text', 'secret', 'choice'],
  bool: ['toggle'],
  int: ['integer'],
  duration: ['duration'],
  texts: ['words'],
  map: ['word-map'],
  lists: ['words-map'],
  section: ['section'],
  list: ['list'],
  destination: ['variant'],
  services: ['list'],
}

const isKnown = (schemas: readonly Schema[], target: number): boolean =>
  schemas.every((each) => isKnownAt(eraOf(each), target))

/** A value of each kind, as YAML. */
const samples: Readonly<Record<ReferenceKind, string>> = {
  text: 'a',
  bool: 'true',
  int: '1',
  duration: '1h',
  texts: '[a]',
  map: '{a: b}',
  lists: '{a: [b]}',
  section: '{}',
  list: '[{}]',
  destination: '{type: memory}',
  services: '[]',
}

/** A file in which nothing but the key is set. */
function textWith(place: ReferencePlace, key: ReferenceKey, target: TargetVersion): string {
  if (key.path === 'version') return 'version: v2\n'
  return `${textBefore(place, key.path, target)}${segments(key.path).at(-1)}: ${samples[key.kind]}\n`
}

/** Versions by which the schema and the reference differ, e.g. "17". */
function eraFaults(place: ReferencePlace, key: ReferenceKey, way: readonly Schema[]): number[] {
  if (!key.isEraConfirmed) return []
  return targetVersions.filter(
    (target) => isKnown([schemaOf(place), ...way], target) !== isKnownKey(place, key.path, target),
  )
}

describe.each(referencePlaces)('the keys of $name', (place) => {
  const schema = schemaOf(place)

  test('are those of the schema', () => {
    const paths = pathsOf(schema).filter((path) => !path.startsWith('onboarding.')) // a place of its own
    expect(paths.toSorted()).toEqual(place.keys.map(({ path }) => path).toSorted())
  })

  test.each(place.keys)('the schema says what the reference says of $path', (key) => {
    const way = schemasTo(schema, key.path)
    const own = way.at(-1) ?? {}
    const parent = way.length > 1 ? (way.at(-2)?.items ?? way.at(-2)) : schema
    const values = (own.values ?? own.items?.values)?.keys()
    expect({
      kind: kindOf(own),
      isRequired: parent?.required?.includes(segments(key.path).at(-1) ?? '') ?? false,
      eraFaults: eraFaults(place, key, way),
      oldFrom: own['x-deprecated']?.from,
      unset: own.default === undefined || own.default === '' ? undefined : String(own.default),
      values: key.values === undefined ? undefined : [...(values ?? [])].filter((value) => value !== ''),
    }).toEqual({
      kind: key.kind,
      isRequired: key.isRequired,
      eraFaults: [],
      oldFrom: key.oldFrom,
      unset: key.unset,
      values: key.values,
    })
  })

  test.each(targetVersions)('all have a field that says whether it is known, at %d', (target) => {
    const fields = fieldsAt(place, target)
    const faults = place.keys.flatMap((key) => {
      const field = fieldTo(fields, key.path)
      if (field === undefined) return [`${key.path} is missing`]
      const eras = segments(key.path).map((_, index, all) =>
        fieldTo(fields, all.slice(0, index + 1).join('.')),
      )
      const typeIsKnown = isKnownAt(place, target)
      const isOffered = typeIsKnown && eras.every((each) => each?.outOfEra === undefined)
      const choices = field.choices?.map(({ value }) => value)
      return [
        ...(fieldKinds[key.kind].includes(field.kind) ? [] : [`${key.path} cannot be held by ${field.kind}`]),
        ...(field.isRequired === key.isRequired ? [] : [`${key.path} is required: ${field.isRequired}`]),
        ...(!key.isEraConfirmed || isOffered === isKnownKey(place, key.path, target)
          ? []
          : [`${key.path} is offered: ${isOffered}`]),
        ...((key.oldFrom ?? Infinity) <= target === (field.deprecatedFor !== undefined)
          ? []
          : [`${key.path} as old name`]),
        ...(key.unset === undefined || field.unset !== undefined
          ? []
          : [`${key.path} does not say what is in force`]),
        ...(key.values?.every((value) => choices?.includes(value)) === false
          ? [`${key.path} has not all choices`]
          : []),
      ]
    })
    expect(faults).toEqual([])
  })

  test.each(targetVersions.filter((target) => isKnownAt(place, target)))(
    'are known to the checks of their versions only, at %d',
    (target) => {
      const isOutOfEra = ({ code }: Problem): boolean =>
        ['config.unknown-key', 'config.key-too-new', 'config.removed-key'].includes(code)
      const faults = place.keys
        .filter((key) => key.isEraConfirmed || target === newestTarget)
        .map((key) => ({
          path: key.path,
          problems: checkConfig(textWith(place, key, target), { target }).problems,
        }))
        .filter(({ path, problems }) => problems.some(isOutOfEra) === isKnownKey(place, path, target))
      expect(faults).toEqual([])
    },
  )
})

describe('types and methods', () => {
  test('are those of the reference', () => {
    const typesAt = (where: ReferencePlace['where']): string[] =>
      referencePlaces.filter((place) => place.where === where).map(({ type }) => type)
    expect([...serviceSchemas.keys()].toSorted()).toEqual(typesAt('service').toSorted())
    expect([...destinationSchemas.keys()].toSorted()).toEqual(typesAt('destination').toSorted())
    const methods = [...joinMethods].map(([method, file]) => ({
      method,
      since: eraOf(file).since,
      ...(sectionsOf(method)[0] === undefined ? {} : { section: sectionsOf(method)[0] }),
    }))
    const byName = (a: { method: string }, b: { method: string }): number => (a.method < b.method ? -1 : 1)
    expect(methods.toSorted(byName)).toEqual([...referenceMethods].toSorted(byName))
  })

  test.each(targetVersions)('methods show their section and whether they are known, at %d', (target) => {
    const kinds = joinMethodKinds(target)
    const shown = referenceMethods.map(({ method }) => {
      const kind = kinds.find((each) => each.method === method)
      const section = kind?.fields.find((field) => field.kind === 'section')?.key
      return [method, section, kind?.outOfEra === undefined]
    })
    expect(shown).toEqual(
      referenceMethods.map(({ method, section, since }) => [method, section, since <= target]),
    )
  })
})
