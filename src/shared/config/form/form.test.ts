import { describe, expect, test } from 'vitest'
import { destinationSchemas, joinMethods, rootSchema, serviceSchemas } from '../catalogue.ts'
import { checkConfig } from '../check-config.ts'
import { newestTarget, targetVersions } from '../problem.ts'
import type { Schema } from '../schema.ts'
import { file } from '../testing/cases.ts'
import {
  destinationVariants,
  joinMethodKinds,
  newService,
  onboardingFields,
  serviceFields,
  serviceKind,
  serviceKinds,
  snippets,
  storageField,
  topFields,
} from './index.ts'
import type { FormField } from './index.ts'

/** The kinds that can hold a schema without losing anything of it. */
function kindsFor(schema: Schema): readonly FormField['kind'][] {
  if (schema.variants !== undefined) return ['variant']
  switch (schema.type) {
    case 'boolean':
      return ['toggle']
    case 'integer':
      return ['integer']
    case 'array':
      return schema.items?.type === 'string' ? ['words'] : ['list']
    case 'object':
      if (schema.additionalProperties === undefined) return ['section']
      return schema.additionalProperties.type === 'array' ? ['words-map'] : ['word-map']
    default:
      return ['text', 'secret', 'choice', 'duration']
  }
}

/** Compares a map of the schema with its fields, all levels down; returns what is wrong. */
function faults(schema: Schema, fields: readonly FormField[], path: string): string[] {
  const keys = Object.keys(schema.properties ?? {}).filter((key) => key !== 'type')
  const left = fields.map((field) => field.key).filter((key) => !keys.includes(key))
  return [
    ...left.map((key) => `${path}.${key} is in the form only`),
    ...keys.flatMap((key) => {
      const each = schema.properties?.[key] ?? {}
      const field = fields.find((candidate) => candidate.key === key)
      return field === undefined ? [`${path}.${key} is missing`] : fieldFaults(each, field, `${path}.${key}`)
    }),
  ]
}

function fieldFaults(schema: Schema, field: FormField, path: string): string[] {
  const inner = schema.type === 'array' ? schema.items : schema
  const variants = inner?.variants ?? new Map<string, Schema>()
  return [
    ...(kindsFor(schema).includes(field.kind) ? [] : [`${path} cannot be held by ${field.kind}`]),
    ...(field.label === '' || field.label === field.key ? [`${path} has no label`] : []),
    ...(field.description === '' ? [`${path} has no description`] : []),
    ...(schema.values === undefined || field.choices !== undefined ? [] : [`${path} has no choices`]),
    ...(inner?.properties === undefined ? [] : faults(inner, field.fields ?? [], path)),
    ...[...variants]
      .filter(([, each]) => each['x-hidden'] !== true)
      .flatMap(([type, each]) => {
        const variant = field.variants?.find((candidate) => candidate.type === type)
        return variant === undefined
          ? [`${path}(${type}) is missing`]
          : faults(each, variant.fields, `${path}(${type})`)
      }),
  ]
}

describe('fields', () => {
  test.each(targetVersions)('every key of the schema has a field that can hold it, at %d', (target) => {
    expect(faults(rootSchema, topFields(target), 'tbot')).toEqual([])
    for (const [type, schema] of serviceSchemas) {
      const fields = serviceFields(type, target).filter((field) => field.key !== 'destination')
      const { destination: _, ...properties } = schema.properties ?? {}
      expect(faults({ ...schema, properties }, fields, type)).toEqual([])
    }
    expect(
      faults(rootSchema.properties?.['onboarding'] ?? {}, onboardingFields(target), 'onboarding'),
    ).toEqual([])
    expect(storageField(target).variants?.map((variant) => variant.type)).toEqual([
      ...destinationSchemas.keys(),
    ])
  })

  test('what is not set is told where the reference has a default', () => {
    const unset = (fields: readonly FormField[], key: string): string | undefined =>
      fields.find((field) => field.key === key)?.unset
    expect(unset(topFields(newestTarget), 'credential_ttl')).toBe('1h')
    expect(unset(topFields(newestTarget), 'storage')).toBe('the folder /var/lib/teleport/bot')
    expect(unset(serviceFields('identity', newestTarget), 'cluster')).toBe('the root cluster')
    expect(unset(serviceFields('database', newestTarget), 'format')).toBe('Usual files only')
    expect(unset(serviceFields('ssh-multiplexer', newestTarget), 'enable_resumption')).toBe('true')
  })

  test('a key out of era says so and stays', () => {
    const at = (target: 16 | 19, key: string) =>
      serviceFields('application', target).find((field) => field.key === key)?.outOfEra
    expect([at(16, 'name'), at(19, 'name')]).toEqual(['needs Teleport 18 or newer', undefined])
    expect([at(16, 'roles'), at(19, 'roles')]).toEqual([undefined, 'removed in Teleport 19'])
  })

  test('required keys come first and never under "More settings"', () => {
    for (const type of serviceSchemas.keys()) {
      const fields = serviceFields(type, newestTarget)
      const lastRequired = fields.findLastIndex((field) => field.isRequired)
      expect(fields.slice(0, lastRequired).every((field) => field.isRequired)).toBe(true)
      expect(fields.some((field) => field.isRequired && field.isAdvanced)).toBe(false)
    }
  })

  test('a destination offers what the service can write to', () => {
    const types = (service?: string) => destinationVariants(newestTarget, service).map(({ type }) => type)
    expect(types()).toEqual(['directory', 'kubernetes_secret', 'memory'])
    expect(types('identity')).toEqual(types())
    expect(types('ssh-multiplexer')).toEqual(['directory'])
    expect(types('application-tunnel')).toEqual([])
  })

  test('a join method shows its own sections', () => {
    const keys = onboardingFields(newestTarget, 'gitlab').map((field) => field.key)
    expect(keys).toEqual(['join_method', 'token', 'ca_pins', 'ca_path', 'gitlab'])
  })
})

describe('kinds', () => {
  test('services are offered in the groups and the order of the design, those of a newer tbot last', () => {
    const titles = serviceKinds(18).map((kind) =>
      `${kind.group}: ${kind.title} ${kind.outOfEra ?? ''}`.trim(),
    )
    expect(titles).toEqual([
      'log-in: SSH and admin access',
      'log-in: An SSH server’s certificate',
      'log-in: Many SSH connections at once',
      'programs: A web application',
      'programs: A database',
      'programs: Kubernetes',
      'programs: Argo CD',
      'local-addresses: One web application',
      'local-addresses: One database',
      'local-addresses: All web applications',
      'workload-identity: A SPIFFE certificate',
      'workload-identity: A signed JWT',
      'workload-identity: The SPIFFE Workload API',
      'workload-identity: AWS',
      'log-in: An SSH agent that keeps the key needs Teleport 19 or newer',
      'local-addresses: A virtual network needs Teleport 19 or newer',
    ])
  })

  test.each(targetVersions)('every kind and method says what it is for, at %d', (target) => {
    for (const kind of [...serviceSchemas.keys()].map((type) => serviceKind(type, target))) {
      expect(kind?.promise).toMatch(/^You get /)
      expect(kind?.purpose).toMatch(/ Take /)
      expect(kind?.keywords.length).toBeGreaterThan(0)
    }
    for (const kind of joinMethodKinds(target)) {
      expect(kind.proof).toMatch(/^From .*\.$/)
      expect(kind.description).toMatch(/\.$/)
      expect(kind.fields.map((field) => field.key)).toContain('token')
    }
    expect(
      joinMethodKinds(target)
        .map((kind) => kind.method)
        .toSorted(),
    ).toEqual([...joinMethods.keys()].toSorted())
  })

  test('an old kind is offered only where its successor is not known, and can always be opened', () => {
    const types = (target: 16 | 17 | 19) => serviceKinds(target).map((kind) => kind.type)
    expect(types(16)).toContain('kubernetes')
    expect(types(17)).not.toContain('kubernetes')
    expect(types(19)).not.toContain('spiffe-svid')
    expect(types(19)).not.toContain('example')
    expect(serviceKind('kubernetes', 19)?.title).toBe('Kubernetes, one cluster')
  })

  test('methods that renew are the two of the reference', () => {
    const renewing = joinMethodKinds(newestTarget).filter((kind) => kind.isRenewable)
    expect(renewing.map((kind) => kind.method)).toEqual(['token', 'bound_keypair'])
    expect(joinMethodKinds(newestTarget)[0]?.method).toBe('token')
  })
})

describe('newService and snippets', () => {
  test('type and destination come first, then what is required, empty', () => {
    expect(JSON.stringify(newService('application', newestTarget))).toBe(
      '{"type":"application","destination":{"type":"directory","path":""},"app_name":""}',
    )
    expect(newService('kubernetes/v2', newestTarget)['selectors']).toEqual([{ name: '' }])
    expect(newService('workload-identity-jwt', newestTarget)).toEqual({
      type: 'workload-identity-jwt',
      destination: { type: 'directory', path: '' },
      selector: { name: '' },
      audiences: [],
    })
  })

  test.each(targetVersions)(
    'a snippet with its examples taken as they are is a valid file, at %d',
    (target) => {
      const offered = snippets(target)
      expect(offered.length).toBeGreaterThan(10)
      for (const { label, body } of offered) {
        const text = body.replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, (_, example: string) =>
          example.replace(/\\([\\$}])/g, '$1'),
        )
        const whole = text.startsWith('version:')
          ? text
          : text.startsWith('onboarding:')
            ? `version: v2\nproxy_server: teleport.example.com:443\n${text}`
            : `${file()}${target < 15 ? 'outputs' : 'services'}:\n${text}`
        const errors = checkConfig(whole, { target }).problems.filter(({ severity }) => severity === 'error')
        expect([label, errors]).toEqual([label, []])
      }
    },
  )
})
