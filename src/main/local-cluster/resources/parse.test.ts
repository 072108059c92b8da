import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { parseResources, readResource } from './parse.ts'

const folder = join(import.meta.dirname, '../../../../../shared/fixtures/resources')
const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
const json = (name: string): unknown => JSON.parse(text(name))
const written = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && name !== 'auth-preference.yaml' && name !== 'bot.yaml')
  .map((name) => name.replace('.yaml', ''))
const refused = json('refused.json') as { file: string; why: string }[]

/** Words of our refusal for each refused fixture. */
const reasons: Record<string, RegExp> = {
  'app-port-range-backwards': /tcp_ports\[0\]\.end_port.*greater than port/,
  'app-reserved-address': /public_addr.*reserved/,
  'app-without-uri': /uri or cloud/,
  'github-rule-too-wide': /github\.allow\[0\].*repository, repository_owner, sub/,
  'github-without-rules': /github\.allow.*at least one rule/,
  'github-without-section': /needs its section/,
  'iam-rule-empty': /allow\[0\].*aws_account or aws_arn/,
  'iam-with-region': /aws_regions.*not for method iam/,
  'iam-without-rules': /needs allow rules/,
  'kubernetes-account-form': /namespace:name/,
  'kubernetes-jwks-missing': /static_jwks.*key set/,
  'kubernetes-without-rules': /kubernetes\.allow.*at least one rule/,
  'lock-without-target': /needs a target/,
  'role-label-selector': /app_labels\.\*.*only the value \*/,
  'role-login-wildcard': /logins.*wildcard/,
  'role-recording-option': /enhanced_recording.*keyboard/,
  'token-bot-without-name': /role Bot needs bot_name/,
  'token-method-with-rules': /allow.*takes no allow rules/,
  'token-name-without-bot': /bot_name needs role Bot/,
  'token-unknown-method': /unknown join method "pigeon"/,
  'token-unknown-role': /unknown system role "Pigeon"/,
  'token-without-metadata-name': /metadata\.name: is missing/,
  'token-without-roles': /at least one role/,
}

describe('resources', () => {
  it.each(written)('applies the official defaults to %s', (name) => {
    expect(parseResources(text(`${name}.yaml`))).toEqual([json(`${name}.after.json`)])
  })

  it.each(written)('reads %s as the official type writes it, before and after defaults', (name) => {
    expect(readResource(json(`${name}.before.json`))).toEqual(json(`${name}.after.json`))
    expect(readResource(json(`${name}.after.json`))).toEqual(json(`${name}.after.json`))
  })

  it('reads a bot as written', () => {
    expect(parseResources(text('bot.yaml'))).toEqual([json('bot.json')])
  })

  it('has a reason for every refused fixture', () => {
    expect(refused.map(({ file }) => file.replace(/refused\/|\.yaml/g, ''))).toEqual(Object.keys(reasons))
  })

  it.each(Object.entries(reasons))('refuses %s and says why', (name, reason) => {
    const refusal = catchRefusal(() => parseResources(text(`refused/${name}.yaml`)))
    expect(refusal.code).toBe('cluster.refused')
    expect(refusal.message).toMatch(reason)
  })

  it('reads several documents at once', () => {
    const both = parseResources(`${text('role-least.yaml')}---\n---\n${text('bot.yaml')}`)
    expect(both.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'role/nothing',
      'bot/grafana',
    ])
  })

  it.each([
    ['no resource', '# nothing\n', /no resource/],
    ['broken YAML', 'kind: [role\n', /not YAML/],
    ['a kind it does not keep', 'kind: node\nmetadata: {name: x}\n', /"node" is not a kind/],
    ['an authority', 'kind: cert_authority\nmetadata: {name: x}\n', /cannot be written/],
    ['another version', 'kind: bot\nversion: v2\nmetadata: {name: x}\n', /must be v1/],
    [
      'a member it does not know',
      'kind: bot\nmetadata: {name: x}\nspec: {role: [a]}\n',
      /spec\.role: is not/,
    ],
    ['a duplicate key', 'kind: bot\nkind: bot\nmetadata: {name: x}\n', /not YAML/],
    ['a label expression', roleWith('allow: {app_labels_expression: "true"}'), /label expressions/],
    ['a session over a week', 'kind: bot\nmetadata: {name: x}\nspec: {max_session_ttl: 169h}\n', /168h/],
    ['a duration that is none', roleWith('options: {max_session_ttl: soon}'), /not a duration/],
  ])('refuses %s', (_, yaml, reason) => {
    expect(catchRefusal(() => parseResources(yaml)).message).toMatch(reason)
  })
})

function roleWith(spec: string): string {
  return `kind: role\nversion: v7\nmetadata: {name: x}\nspec: {${spec}}\n`
}

function catchRefusal(action: () => unknown): AppError {
  try {
    action()
  } catch (thrown) {
    return AppError.from(thrown)
  }
  throw new Error('nothing was refused')
}
