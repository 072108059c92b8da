import { parse as parseHcl } from '@cdktf/hcl2json'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import botSchema from '../../../schemas/resources/bot.json' with { type: 'json' }
import roleSchema from '../../../schemas/resources/role.json' with { type: 'json' }
import tokenSchema from '../../../schemas/resources/token.json' with { type: 'json' }
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'
import { textAt } from './values.ts'
import type { PlainMap } from './values.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
const schemas: Readonly<Record<string, object>> = { bot: botSchema, role: roleSchema, token: tokenSchema }

const names = Object.keys(samples)
const yamlFiles = (sample: string, withSecrets = false) =>
  makeExport('resources', requestOf(sample, { withSecrets })).files.filter(
    ({ language }) => language === 'yaml',
  )

describe('the resources for the Teleport side', () => {
  test.each(names)('of %s pass the schemas of bot, role and token', (sample) => {
    const files = yamlFiles(sample, true)
    expect(files.length).toBeGreaterThan(0)
    for (const { text } of files) {
      const value = parse(text) as PlainMap
      ajv.validate(schemas[textAt(value, 'kind')] ?? false, value)
      expect(ajv.errors).toBeNull()
    }
  })

  test('name the bot, give it a role for what it opens, and leave the secret to the cluster', () => {
    const made = makeExport('resources', requestOf('application'))
    expect(made.files.map(({ path }) => path)).toEqual(['role.yaml', 'bot.yaml', 'create.sh'])
    expect(parse(made.files[1]?.text ?? '')).toEqual({
      kind: 'bot',
      version: 'v1',
      metadata: { name: 'ci-deploy' },
      spec: { roles: ['ci-deploy-access'] },
    })
    expect(parse(made.files[0]?.text ?? '')).toMatchObject({
      spec: { allow: { app_labels: { '*': ['*'] } } },
    })
    expect(made.files[2]?.text).toContain('tctl bots instances add ci-deploy')
  })

  test('use existing roles when they are named', () => {
    const { files } = makeExport('resources', requestOf('application', { options: { roles: 'a, b' } }))
    expect(files.map(({ path }) => path)).toEqual(['bot.yaml', 'create.sh'])
    expect(parse(files[0]?.text ?? '')).toMatchObject({ spec: { roles: ['a', 'b'] } })
  })

  test('the token of a delegated method keeps its name and asks for its rule', () => {
    const token = yamlFiles('github').find(({ path }) => path === 'token.yaml')
    expect(parse(token?.text ?? '')).toMatchObject({
      metadata: { name: 'github-demo' },
      spec: {
        bot_name: 'ci-deploy',
        join_method: 'github',
        github: { allow: [{ repository: 'CHANGE-ME/CHANGE-ME' }] },
      },
    })
  })
})

describe('the Terraform export', () => {
  test.each(names)('of %s is read by HashiCorp’s parser and says what the resources say', async (sample) => {
    const [file] = makeExport('terraform', requestOf(sample)).files
    const read = (await parseHcl('teleport.tf', file?.text ?? '')) as {
      resource: Record<string, Record<string, Record<string, unknown>[]>>
    }
    const bot = read.resource['teleport_bot']?.['ci_deploy']?.[0]
    expect(bot).toEqual({ name: 'ci-deploy', roles: ['${teleport_role.ci_deploy.metadata.name}'] })
    const role = yamlFiles(sample).find(({ path }) => path === 'role.yaml')
    expect(read.resource['teleport_role']?.['ci_deploy']?.[0]?.['spec']).toEqual(
      (parse(role?.text ?? '') as PlainMap)['spec'],
    )
    const token = yamlFiles(sample).find(({ path }) => path === 'token.yaml')
    const spec = read.resource['teleport_provision_token']?.['ci_deploy']?.[0]?.['spec']
    const expected =
      token === undefined
        ? { roles: ['Bot'], join_method: 'token' }
        : ((parse(token.text) as PlainMap)['spec'] as PlainMap)
    expect(spec).toEqual({ ...expected, bot_name: '${teleport_bot.ci_deploy.name}' })
  })

  test('nothing of the file becomes a template of Terraform', async () => {
    const text = (samples['application'] ?? '').replace(
      'teleport.example.com:443',
      '"${file(1)}.example.com:443"',
    )
    const [file] = makeExport('terraform', requestOf(text)).files
    expect(file?.text).toContain('addr = "$${file(1)}.example.com:443"')
    await expect(parseHcl('teleport.tf', file?.text ?? '')).resolves.toHaveProperty('provider')
  })
})
