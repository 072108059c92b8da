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
const schemas = filesIn('schemas/')

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
          !path.endsWith('[]') && (each.title === undefined || each.description === undefined),
      )
      .map(([path]) => path)
    expect(bare).toEqual([])
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
  const names = filesIn(fixtures).filter((name) => /^(bot|token|role)\b.*\.yaml$/.test(name))

  test.each(names.filter((name) => name !== 'role-unknown-version.yaml'))('accept the fixture %s', (name) => {
    const validate = newAjv().compile(read(`resources/${name.replace(/[-.].*$/, '')}.json`))
    expect([validate(parse(readFile(fixtures + name))), validate.errors]).toEqual([true, null])
  })

  test('a role of an unknown version is refused', () => {
    const role = parse(readFile(fixtures + 'role-unknown-version.yaml')) as unknown
    expect(newAjv().validate(read('resources/role.json'), role)).toBe(false)
  })

  test('a bot without a name and a token without roles are refused', () => {
    const ajv = newAjv()
    expect(ajv.validate(read('resources/bot.json'), { kind: 'bot', version: 'v1', metadata: {} })).toBe(false)
    const token = { kind: 'token', version: 'v2', metadata: { name: 'a' }, spec: {} }
    expect(ajv.validate(read('resources/token.json'), token)).toBe(false)
  })
})
