import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { joinMethods, rootSchema, serviceSchemas } from './catalogue.ts'
import { editorSchema } from './editor-schema.ts'
import { targetVersions } from './problem.ts'
import type { Schema } from './schema.ts'
import { schemaFiles } from './tbot-config.gen.ts'
import { filesIn, readFile } from './testing/disk.ts'
import { sampleFiles } from './testing/samples.ts'

const fixtures = '../shared/fixtures/resources/'
const schemas = filesIn('schemas/').filter((path) => !path.endsWith('.schema.json'))

function read(path: string): object {
  return JSON.parse(readFile(`schemas/${path}`)) as object
}
function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  return ajv
}

/** Every schema inside a schema, with its path. */
function* within(schema: Schema, path: string): Generator<[path: string, schema: Schema]> {
  yield [path, schema]
  if (schema.items !== undefined) yield* within(schema.items, `${path}[]`)
  for (const [key, each] of Object.entries(schema.properties ?? {})) yield* within(each, `${path}.${key}`)
  if (schema.additionalProperties !== undefined) yield* within(schema.additionalProperties, `${path}{}`)
  for (const [type, each] of schema.variants ?? []) yield* within(each, `${path}(${type})`)
}

describe('schemas/', () => {
  test('the generated constant is current (npm run generate)', () => {
    const described = schemas.filter((path) => !path.startsWith('resources/'))
    expect(Object.keys(schemaFiles).toSorted()).toEqual(described)
    expect(schemaFiles).toEqual(Object.fromEntries(described.map((path) => [path, read(path)])))
  })

  test.each(schemas)('%s is a JSON Schema', (path) => {
    const ajv = newAjv()
    expect([ajv.validateSchema(read(path)), ajv.errors]).toEqual([true, null])
  })

  test('every key has a title and a description', () => {
    const bare = [...within(rootSchema, 'tbot')]
      .filter(
        ([path, each]) =>
          !/[\]}]$/.test(path) && (each.title === undefined || each.description === undefined),
      )
      .map(([path]) => path)
    expect(bare).toEqual([])
  })

  /** tbot-config.md 1 to 4: a default where the reference has one, else what happens without it, else an example. */
  test('every key says what is in force without it, or shows an example', () => {
    const silent = [...within(rootSchema, 'tbot')]
      .filter(([path]) => !/[\]}]$/.test(path))
      .filter(
        ([, each]) =>
          each.variants === undefined &&
          each.properties === undefined &&
          each.items?.properties === undefined &&
          each.items?.variants === undefined &&
          each.const === undefined &&
          each.default === undefined &&
          each.examples === undefined &&
          each['x-unset'] === undefined,
      )
      .map(([path]) => path)
    expect(silent).toEqual([])
  })

  test('has one file for each service type and join method of tbot-config.md', () => {
    expect([...serviceSchemas.keys()].toSorted()).toEqual(
      `application application-proxy application-tunnel beams/vnet database database-tunnel
        example identity identity/key-agent kubernetes kubernetes/argo-cd kubernetes/v2 spiffe-svid spiffe-workload-api ssh-multiplexer ssh_host workload-identity-api workload-identity-aws-roles-anywhere workload-identity-jwt workload-identity-x509`.split(
        /\s+/,
      ),
    )
    expect([...joinMethods.keys()].toSorted()).toEqual(
      `azure azure_devops bitbucket bound_keypair circleci env0 gcp generic_oidc github gitlab
        iam kubernetes oracle spacelift terraform_cloud token tpm`.split(/\s+/),
    )
  })
})

describe('editorSchema', () => {
  test.each(targetVersions)('for target %d compiles and accepts the file of the v14 guide', (target) => {
    const validate = newAjv().compile(editorSchema(target))
    expect([validate(parse(sampleFiles[0] ?? '')), validate.errors]).toEqual([true, null])
  })

  test('offers what the target knows', () => {
    const old = JSON.stringify(editorSchema(14))
    const now = JSON.stringify(editorSchema(19))
    expect(old).not.toContain('"credential_ttl"')
    expect(old).not.toContain('workload-identity-x509"')
    expect(now).toContain('"credential_ttl"')
    expect(now).toContain('"workload-identity-x509"')
    expect(now).not.toContain('"spiffe-svid"')
  })

  test('names what is missing by type', () => {
    const validate = newAjv().compile(editorSchema(19))
    expect(
      validate({ version: 'v2', services: [{ type: 'application', destination: { type: 'memory' } }] }),
    ).toBe(false)
    expect(validate.errors?.map((error) => error.params)).toContainEqual({ missingProperty: 'app_name' })
  })

  test('describes keys, defaults and versions for the hover', () => {
    const schema = editorSchema(19) as { properties: Record<string, { markdownDescription: string }> }
    expect(schema.properties['renewal_interval']?.markdownDescription).toContain('Unset: `20m`.')
    expect(schema.properties['leeway']?.markdownDescription).toContain('Since tbot 19.')
    expect(schema.properties['certificate_ttl']?.markdownDescription).toContain(
      'Old name of `credential_ttl`.',
    )
  })
})

describe('schemas of cluster resources', () => {
  const files = filesIn(fixtures)
  const names = files.filter((name) => /^(bot|token|role)\b.*\.(yaml|after\.json)$/.test(name))
  const refused = files.filter((name) => /^refused\/(?:role|token|github|iam|kubernetes)-/.test(name))
  const validate = (kind: string, name: string): boolean => {
    const ajv = newAjv()
    return ajv.validate(read(`resources/${kind}.json`), parse(readFile(fixtures + name)))
  }

  test('cover all fixtures', () => {
    expect([names.length, refused.length]).toEqual([25, 19])
  })

  test.each(names.filter((name) => name !== 'role-unknown-version.yaml'))('accept the fixture %s', (name) => {
    expect(validate(name.replace(/[-.].*$/, ''), name)).toBe(true)
  })

  test.each(refused)('refuse the fixture %s', (name) => {
    expect(validate(name.startsWith('refused/role-') ? 'role' : 'token', name)).toBe(false)
  })

  test('a role of an unknown version is refused', () => {
    expect(validate('role', 'role-unknown-version.yaml')).toBe(false)
  })

  test('a bot without a name, with an empty role, or with roles in a scope is refused', () => {
    const bot = { kind: 'bot', version: 'v1', metadata: { name: 'a' }, spec: { roles: ['b'] } }
    const isValid = (changes: object): boolean =>
      newAjv().validate(read('resources/bot.json'), { ...bot, ...changes })
    expect(isValid({})).toBe(true)
    expect(isValid({ metadata: {} })).toBe(false)
    expect(isValid({ spec: { roles: [''] } })).toBe(false)
    expect(isValid({ scope: '/a' })).toBe(false)
    expect(isValid({ scope: '/a', spec: {} })).toBe(true)
  })

  /** tbot-config.md 9.2, column "minimum per allow rule". */
  test.each([
    ['gitlab', { allow: [{ project_path: 'a/b' }] }, { allow: [{ ref: 'main' }] }],
    [
      'gitlab',
      { allow: [{ sub: 'a' }], domain: 'git.example.com' },
      { allow: [{ sub: 'a' }], domain: 'https://a' },
    ],
    ['circleci', { organization_id: 'a', allow: [{ context_id: 'b' }] }, { allow: [{ context_id: 'b' }] }],
    ['azure', { allow: [{ subscription: 'a' }] }, { allow: [{}] }],
    ['gcp', { allow: [{ project_ids: ['a'] }] }, { allow: [{ project_ids: [] }] }],
    ['spacelift', { hostname: 'a', allow: [{ space_id: 'b' }] }, { allow: [{ space_id: 'b' }] }],
    ['tpm', { allow: [{ ek_public_hash: 'a' }] }, { allow: [{}] }],
    [
      'terraform_cloud',
      { allow: [{ organization_name: 'a', workspace_id: 'b' }] },
      { allow: [{ organization_name: 'a' }] },
    ],
    [
      'bitbucket',
      { audience: 'a', identity_provider_url: 'b', allow: [{ workspace_uuid: 'c' }] },
      { audience: 'a', allow: [{ workspace_uuid: 'c' }] },
    ],
    ['oracle', { allow: [{ tenancy: 'a' }] }, { allow: [] }],
    ['bound_keypair', { recovery: { mode: 'relaxed', limit: 1 } }, { recovery: { mode: 'lax' } }],
  ])('the token method %s takes %o and not %o', (method, good, bad) => {
    const isValid = (rules: object): boolean =>
      newAjv().validate(read('resources/token.json'), {
        kind: 'token',
        version: 'v2',
        metadata: { name: 'a' },
        spec: { roles: ['Bot'], bot_name: 'b', join_method: method, [method]: rules },
      })
    expect([isValid(good), isValid(bad)]).toEqual([true, false])
  })
})
