import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import type { TargetVersion } from './problem.ts'
import { file, services, toFolder } from './testing/cases.ts'

function found(text: string, target: TargetVersion = 19): readonly string[] {
  return checkConfig(text, { target }).problems.map((each) =>
    `${each.severity} ${each.code} ${each.path}`.trim(),
  )
}

describe('structure (tbot-config.md 7.4)', () => {
  test.each([
    ['a byte order mark', `\uFEFF${file()}`],
    ['CRLF line ends', file().replaceAll('\n', '\r\n')],
    ['%YAML 1.1', `%YAML 1.1\n---\n${file()}`],
    ['a tab after a colon', file().replace('version: ', 'version:\t')],
    ['a null key of any kind', file({ debug: '', credential_ttl: '~', storage: 'null', services: '' })],
    [
      'an alias as destination',
      `${file()}x-d: &d {type: memory}\nservices: [{type: identity, destination: *d}]\n`,
    ],
    ['explicit tags', file({ version: '!!str v2', debug: '!!bool true' })],
    ['null entries of a list of texts', services(toFolder('ssh_host', 'principals: [a, ~]'))],
    ['an empty text as principal', services(toFolder('ssh_host', 'principals: [""]'))],
  ])('accepts %s', (_what, text) => {
    expect(found(text).filter((each) => each.startsWith('error'))).toEqual([])
  })

  test('reads the first document only', () => {
    expect(found(`${file()}---\nnonsense: [\n`)).toEqual(['ignored config.second-document'])
  })

  test('keys are the same in quotes and without', () => {
    expect(found(`${file()}"version": v2\n`)).toEqual(['error config.duplicate-key version'])
  })

  test('keys that differ in case are different keys', () => {
    expect(found(file({ Debug: 'true' }))).toEqual(['ignored config.unknown-key Debug'])
  })

  test('merges plain keys, and its own keys win', () => {
    const text = `${file()}x: &x {credential_ttl: 2h, renewal_interval: 1h}\nservices: [{<<: *x, type: identity, destination: {type: memory}, renewal_interval: 30m}]\n`
    const { config } = checkConfig(text, { target: 19 })
    expect(config?.services[0]?.lifetime).toEqual({
      credentialTtlMs: 7_200_000,
      renewalIntervalMs: 1_800_000,
    })
  })

  test('merges a list of maps, the earlier first', () => {
    const text = `${file({ onboarding: undefined })}a: &a {join_method: iam}\nb: &b {join_method: gcp, token: t}\nonboarding: {<<: [*a, *b]}\n`
    expect(checkConfig(text, { target: 19 }).config?.onboarding).toEqual({
      joinMethod: 'iam',
      token: 't',
      caPins: [],
    })
  })

  test('refuses two merge keys and a merge of something else', () => {
    const anchors = `${file()}a: &a {debug: true}\n`
    expect(found(`${anchors}<<: *a\n<<: *a\n`)).toContain('error config.duplicate-key <<')
    expect(found(`${anchors}<<: word\n`)).toContain('error config.odd-merge <<')
  })

  test('a merged destination is not found', () => {
    const text = `${file()}x: &x {destination: {type: memory}}\nservices: [{<<: *x, type: identity}]\n`
    expect(found(text)).toContain('error config.merged-destination services[0].destination')
  })

  test('a service repeated through an alias has lost its destination, also from an anchor elsewhere', () => {
    const text = `${file()}x: &x {type: identity, destination: {type: memory}}\nservices: [*x, *x]\n`
    expect(found(text)).toContain('error config.reused-service services[1].destination')
    expect(found(text).filter((each) => each.startsWith('error'))).toHaveLength(1)
  })

  test('a value spelled destination before the key is taken for it, after the key it is not', () => {
    const before = services('{type: application, app_name: destination, destination: {type: memory}}')
    const after = services('{type: application, destination: {type: memory}, app_name: destination}')
    expect(found(before)).toEqual(['error config.value-named-destination services[0].app_name'])
    expect(found(after)).toEqual([])
  })

  test.each([
    ['a word', 'services: none\n'],
    ['an empty map', 'services: {}\n'],
  ])('services as %s is read as empty, with a hazard', (_what, line) => {
    expect(found(file() + line)).toEqual(['hazard config.services-not-a-list services'])
  })

  test.each([
    ['null', 'services: [~]\n'],
    ['an empty map', 'services: [{}]\n'],
  ])('a service of %s has no type', (_what, line) => {
    expect(found(file() + line)).toEqual(['error config.missing-type services[0].type'])
  })

  test.each([
    ['a control character', `${file()}debug: \u0007\n`],
    ['an alias inside its own value', `${file()}x: &x [*x]\n`],
    ['a root list', '[version]\n'],
    ['two keys on a line', 'a: b: c\n'],
    ['a bad escape', 'a: "\\q"\n'],
    ['bad indentation', 'a:\n  b: 1\n c: 2\n'],
  ])('%s is refused once, without a path', (_what, text) => {
    const { problems } = checkConfig(text, { target: 19 })
    expect(problems.map((each) => [each.severity, each.path])).toEqual([['error', '']])
  })

  test('a root of null has no version', () => {
    expect(found('---\n')).toEqual(['error config.missing-version version'])
  })

  test('more than 1 MiB is refused', () => {
    expect(found(`# ${'x'.repeat(1024 * 1024)}\n`)).toEqual(['error config.too-large'])
  })

  test('a syntax error is the only problem told', () => {
    expect(found('version: v1\ndebug: "x\nfoo: [')).toEqual(['error config.syntax'])
  })
})

describe('an empty text in a list is checked as any other', () => {
  const svid = 'svid: {path: /web, sans: {dns: [""], ip: [""]}}'
  test.each([
    [
      'a namespace',
      services('{type: kubernetes/argo-cd, selectors: [{name: a}], namespaces: [""]}'),
      19,
      ['error config.malformed-value services[0].namespaces[0]'],
    ],
    [
      'a trust domain',
      services(toFolder('workload-identity-x509', 'selector: {name: a}, trust_domains: ["", app_client]')),
      19,
      ['error config.unknown-value services[0].trust_domains[0]'],
    ],
    [
      'a name server',
      services('{type: beams/vnet, delegation_session_id: a, upstream_nameservers: [""]}'),
      19,
      ['error config.malformed-value services[0].upstream_nameservers[0]'],
    ],
    [
      'an address of a SPIFFE ID',
      services(toFolder('spiffe-svid', svid)),
      18,
      ['error config.malformed-value services[0].svid.sans.ip[0]'],
    ],
    [
      'a pin, which tbot reads when it connects',
      file({ onboarding: '{join_method: iam, token: bots, ca_pins: [""]}' }),
      19,
      [
        'info config.ca-pins-unused onboarding.ca_pins',
        'hazard config.malformed-ca-pin onboarding.ca_pins[0]',
      ],
    ],
    ['a role, which may be any text', services(toFolder('identity', 'roles: [""]')), 18, []],
  ] as const)('%s', (_what, text, target, problems) => {
    expect(found(text, target)).toEqual(problems)
  })

  test('behind a key it counts as not written', () => {
    expect(
      found(file({ services: '[{type: identity, destination: {type: memory}, ssh_config: ""}]' })),
    ).toEqual([])
  })
})

describe('unknown keys (7.4)', () => {
  const text = file({
    credental_ttl: '1h',
    onboarding: '{join_method: iam, token: t, tokn: x}',
    services: '[{type: identity, destination: {type: memory, pth: x}, cluser: y}]',
  })

  test('from 17 on they are dropped everywhere', () => {
    expect(found(text)).toEqual(
      [
        'ignored config.unknown-key credental_ttl',
        'ignored config.unknown-key onboarding.tokn',
        'ignored config.unknown-key services[0].destination.pth',
        'ignored config.unknown-key services[0].cluser',
      ].toSorted((left, right) => order(left) - order(right)),
    )
  })

  test('up to 16 the top level and onboarding refuse them', () => {
    expect(
      found(text, 16)
        .filter((each) => each.includes('unknown-key'))
        .toSorted(),
    ).toEqual([
      'error config.unknown-key credental_ttl',
      'error config.unknown-key onboarding.tokn',
      'ignored config.unknown-key services[0].cluser',
      'ignored config.unknown-key services[0].destination.pth',
    ])
  })

  /** Places in the file above: onboarding stands before the keys that `file` appends. */
  function order(problem: string): number {
    return ['onboarding', 'credental', 'pth', 'cluser'].findIndex((word) => problem.includes(word))
  }
})
