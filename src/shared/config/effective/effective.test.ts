import { describe, expect, test } from 'vitest'
import { rootSchema, serviceSchemas } from '../catalogue.ts'
import { dots } from '../mask-secrets.ts'
import { targetVersions } from '../problem.ts'
import type { TargetVersion } from '../problem.ts'
import { sampleFiles, sampleSecret } from '../testing/samples.ts'
import { effectiveValues } from './index.ts'
import type { EffectiveOptions } from './index.ts'

const secret = 'canary-secret-effective-1'

/** `value origin` by path, with the note when there is one. */
function rows(text: string, options: Partial<EffectiveOptions> = {}): Record<string, string> {
  return Object.fromEntries(
    effectiveValues(text, { target: 19, ...options }).map(({ path, value, origin, note }) => [
      path,
      `${value} (${origin}${note === undefined ? '' : `: ${note}`})`,
    ]),
  )
}

const base = `version: v2
proxy_server: p.example.com:443 # the proxy
onboarding:
  join_method: token
  token: ${secret}
`

describe('top level', () => {
  test('every key of the version has a row, in the order of the reference', () => {
    for (const target of targetVersions) {
      const paths = effectiveValues('version: v2\n', { target }).map(({ path }) => path.split('.')[0])
      const keys = Object.keys(rootSchema.properties ?? {})
      expect([...new Set(paths)]).toEqual(keys.filter((key) => paths.includes(key)))
      expect(paths).toContain(target >= 17 ? 'credential_ttl' : 'certificate_ttl')
      expect(paths).toContain(target >= 15 ? 'services' : 'outputs')
      expect(paths).not.toContain(target >= 17 ? 'certificate_ttl' : 'credential_ttl')
      expect(paths.includes('leeway')).toBe(target >= 19)
      expect(paths.includes('join_uri')).toBe(target >= 18)
    }
  })

  test('file and default, with the line', () => {
    expect(rows(base)).toMatchObject({
      proxy_server: 'p.example.com:443 (file)',
      credential_ttl: '1h (default)',
      renewal_interval: '20m (default)',
      debug: 'false (default)',
      leeway: '1m (default)',
    })
    const lines = effectiveValues(base, { target: 19 }).filter(({ line }) => line !== undefined)
    expect(lines.map(({ path, line }) => `${path} ${line}`)).toEqual([
      'version 1',
      'proxy_server 2',
      'onboarding.join_method 4',
      'onboarding.token 5',
    ])
  })

  test.each([
    [19, ' (rule: tbot 19: proxy_server wins over auth_server)', 'p.example.com:443 (file)'],
    [
      17,
      ' (rule: tbot 17 starts with neither when both are set)',
      ' (rule: tbot 17 starts with neither when both are set)',
    ],
  ] as const)('both addresses in version %i', (target, auth, proxy) => {
    expect(rows(`${base}auth_server: a:3025\n`, { target })).toMatchObject({
      auth_server: auth,
      proxy_server: proxy,
    })
  })

  test('the older name of the lifetime', () => {
    const old = `${base}certificate_ttl: 2h\n`
    expect(rows(old)).toMatchObject({
      credential_ttl: '2h (rule: certificate_ttl, its older name, says so)',
      certificate_ttl: '2h (file)',
    })
    expect(rows(`${old}credential_ttl: 3h\n`)).toMatchObject({
      credential_ttl: '3h (file)',
      certificate_ttl: ' (rule: credential_ttl is set and wins)',
    })
    expect(rows(old, { target: 16 })).toMatchObject({ certificate_ttl: '2h (file)' })
    expect(rows(base, { target: 16 })).toMatchObject({ certificate_ttl: '1h (default)' })
  })

  test('zero and null count as unset', () => {
    expect(rows(`${base}credential_ttl: 0s\nleeway: "0"\nrenewal_interval:\ndebug: ~\n`)).toMatchObject({
      credential_ttl: '1h (rule: zero counts as unset)',
      leeway: '1m (rule: zero counts as unset)',
      renewal_interval: '20m (default)',
      debug: 'false (default)',
    })
  })

  test('one-shot', () => {
    const text = `${base}oneshot: true\ndiag_addr: 127.0.0.1:1\nservices:\n  - {type: application-tunnel, listen: tcp://127.0.0.1:2, app_name: x}\n`
    expect(rows(text)).toMatchObject({
      renewal_interval: '20m (default: not used with oneshot)',
      diag_addr: '127.0.0.1:1 (file: not used with oneshot)',
      'services[0].type': 'application-tunnel (file: skipped: with oneshot tbot runs nothing that listens)',
    })
  })
})

describe('onboarding', () => {
  test('a join link says where and how', () => {
    const text = `version: v2\njoin_uri: tbot+proxy+gitlab://${secret}:MY_VARIABLE@p:443\n`
    expect(rows(text)).toMatchObject({
      join_uri: `${dots} (file)`,
      proxy_server: 'p:443 (rule: from join_uri)',
      'onboarding.join_method': 'gitlab (rule: from join_uri)',
      'onboarding.token': `${dots} (rule: from join_uri)`,
      'onboarding.gitlab.token_env_var_name': 'MY_VARIABLE (rule: from join_uri)',
    })
  })

  test('where a method takes its proof from', () => {
    const kubernetes = 'version: v2\nonboarding: {join_method: kubernetes}\n'
    const path = 'onboarding.kubernetes.token_path'
    const usual = '/var/run/secrets/kubernetes.io/serviceaccount/token (default)'
    expect(rows(kubernetes)).toMatchObject({ [path]: usual })
    expect(rows(kubernetes, { target: 14 })).toMatchObject({ [path]: usual })
    expect(rows(kubernetes, { environment: { KUBERNETES_TOKEN_PATH: '/t' } })).toMatchObject({
      [path]: '/t (environment: KUBERNETES_TOKEN_PATH)',
    })
    const written = 'version: v2\nonboarding: {join_method: kubernetes, kubernetes: {token_path: /w}}\n'
    expect(rows(written, { environment: { KUBERNETES_TOKEN_PATH: '/t' } })).toMatchObject({
      [path]: '/w (file)',
    })
    expect(rows('version: v2\nonboarding: {join_method: gitlab}\n')).toMatchObject({
      'onboarding.gitlab.token_env_var_name': 'TBOT_GITLAB_JWT (default)',
    })
    const bound = 'version: v2\nonboarding: {join_method: bound_keypair}\n'
    const environment = { TBOT_REGISTRATION_SECRET: secret, TBOT_BOUND_KEYPAIR_STATIC_KEY: secret }
    expect(rows(bound, { environment })).toMatchObject({
      'onboarding.bound_keypair.registration_secret': `${dots} (environment: TBOT_REGISTRATION_SECRET)`,
      'onboarding.bound_keypair.static_private_key_path': `${dots} (environment: the key itself, from TBOT_BOUND_KEYPAIR_STATIC_KEY)`,
    })
  })

  test('sections of other methods are void, and not offered', () => {
    const result = rows(`${base}  azure: {client_id: x}\n`)
    expect(result['onboarding.azure.client_id']).toBe(
      ' (rule: belongs to the method azure; tbot does not look at it)',
    )
    expect(Object.keys(result).filter((path) => path.includes('gitlab'))).toEqual([])
  })

  test('a token from elsewhere replaces the whole section', () => {
    const text = `${base}  ca_path: /ca\n`
    const environment = { TELEPORT_BOT_TOKEN: 'canary-secret-effective-2' }
    const expected = {
      'onboarding.token': `${dots} (environment: TELEPORT_BOT_TOKEN)`,
      'onboarding.join_method':
        ' (rule: the file says otherwise, but TELEPORT_BOT_TOKEN replaces the whole section)',
      'onboarding.ca_path':
        ' (rule: the file says otherwise, but TELEPORT_BOT_TOKEN replaces the whole section)',
    }
    expect(rows(text, { environment })).toMatchObject(expected)
    const flags = { joinMethod: 'iam', registrationSecretPath: '/r' }
    expect(rows(text, { flags })).toMatchObject({
      'onboarding.join_method': 'iam (flag: --join-method)',
      'onboarding.token': ' (rule: the file says otherwise, but --join-method replaces the whole section)',
    })
  })
})

test('flags and variables beat the file, and keep no line', () => {
  const flags = {
    certificateTtl: '30m',
    storage: 'memory://',
    oneshot: false,
    environment: { TBOT_DEBUG: '1' },
  }
  const text = `${base}credential_ttl: 1h\noneshot: true\n`
  expect(rows(text, { flags })).toMatchObject({
    credential_ttl: '30m (flag: --certificate-ttl)',
    'storage.type': 'memory (flag: --storage)',
    oneshot: 'false (flag: --no-oneshot)',
    debug: 'true (environment: TBOT_DEBUG)',
  })
  const ttl = effectiveValues(text, { target: 19, flags }).find(({ path }) => path === 'credential_ttl')
  expect(ttl).not.toHaveProperty('line')
})

test('the service of a sub-command comes from the command', () => {
  const text = `${base}services:\n  - {type: identity, destination: {type: memory}}\n`
  const service = { command: 'application', values: { destination: '/opt/app', app: 'x' } }
  expect(rows(text, { flags: { service } })).toMatchObject({
    'services[0].type': 'identity (file)',
    'services[1].type': 'application (flag: application)',
    'services[1].destination.path': '/opt/app (flag: application)',
    'services[1].destination.symlinks': 'try-secure (default)',
  })
})

describe('storage and destinations', () => {
  test('the default storage', () => {
    expect(rows(base)).toMatchObject({
      'storage.type': 'directory (default)',
      'storage.path': '/var/lib/teleport/bot (default)',
      'storage.symlinks': 'try-secure (default)',
      'storage.acls': 'try (default)',
    })
    expect(rows(`${base}storage: {type: memory}\n`)).not.toHaveProperty(['storage.path'])
  })

  test('a namespace comes from the pod', () => {
    const text = `${base}services:\n  - {type: identity, destination: {type: kubernetes_secret, name: s}}\n  - {type: kubernetes/argo-cd, selectors: [{name: a}]}\n`
    expect(rows(text, { environment: { POD_NAMESPACE: 'bots' } })).toMatchObject({
      'services[0].destination.namespace': 'bots (environment: POD_NAMESPACE)',
      'services[1].secret_namespace': 'bots (environment: POD_NAMESPACE)',
      'services[1].selectors': '[{name: a}] (file)',
    })
    expect(rows(text)).toMatchObject({ 'services[1].secret_namespace': 'default (default)' })
  })
})

describe('services', () => {
  const folder = 'destination: {type: directory, path: /a}'

  test('inherit the lifetime, or have their own', () => {
    const text = `${base}certificate_ttl: 2h
services:
  - {type: identity, ${folder}}
  - {type: identity, ${folder}, credential_ttl: 30m, renewal_interval: 10m}
  - {type: identity, ${folder}, credential_ttl: 30m}
  - {type: application-proxy, listen: "tcp://127.0.0.1:1"}
  - {type: workload-identity-aws-roles-anywhere, ${folder}}
`
    const result = rows(text)
    expect(result).toMatchObject({
      'services[0].credential_ttl': '2h (rule: credential_ttl at the top of the file)',
      'services[0].renewal_interval': '20m (rule: renewal_interval at the top of the file)',
      'services[1].credential_ttl': '30m (file)',
      'services[2].renewal_interval':
        ' (rule: half of the pair is missing, and tbot refuses that on a service)',
      'services[3].credential_lifetime.credential_ttl': '2h (rule: credential_ttl at the top of the file)',
      'services[4].session_duration': '6h (default)',
    })
    expect(result).not.toHaveProperty(['services[4].credential_ttl'])
    expect(rows(text, { target: 16 })).not.toHaveProperty(['services[0].credential_ttl'])
  })

  test('have generated names, counted over both lists', () => {
    const text = `${base}outputs:\n  - {type: identity, ${folder}}\nservices:\n  - {type: identity, name: mine, ${folder}}\n`
    const note = 'tbot makes it of the type and a number'
    expect(rows(text)).toMatchObject({
      'services[0].name': 'mine (file)',
      'outputs[0].name': `identity-2 (rule: ${note})`,
      'outputs[0].type': 'identity (file: outputs come after all of services)',
    })
    expect(rows(text, { target: 17 })).not.toHaveProperty(['outputs[0].name'])
  })

  test.each([...serviceSchemas])('%s: every key of the version has a row', (type, schema) => {
    const target = Math.min(schema['x-until'] ?? 19, 19) as TargetVersion
    const paths = Object.keys(rows(`${base}services: [{type: ${type}, ${folder}}]\n`, { target }))
    const known = Object.entries(schema.properties ?? {}).filter(
      ([, each]) =>
        each.type !== 'object' && (each['x-since'] ?? 0) <= target && target <= (each['x-until'] ?? 19),
    )
    for (const [key] of known) {
      expect(
        paths.some((path) => path === `services[0].${key}` || path.startsWith(`services[0].${key}.`)),
      ).toBe(true)
    }
  })

  test('unknown types and missing destinations are shown as they are', () => {
    expect(rows(`${base}services: [{type: nonsense, a: b}, {type: identity}]\n`)).toMatchObject({
      'services[0]': '{type: nonsense, a: b} (file)',
      'services[1].destination': ' (default: missing, and tbot refuses the service without it)',
    })
  })
})

test('no row holds a secret', () => {
  for (const text of sampleFiles) {
    for (const target of targetVersions) {
      expect(JSON.stringify(effectiveValues(text, { target }))).not.toContain(sampleSecret)
    }
  }
  expect(sampleFiles.join()).toContain(sampleSecret)
})

test.each(['', 'a: "x\n', '- a\n'])('%j has no values', (text) => {
  expect(effectiveValues(text, { target: 19 })).toEqual([])
})

describe('one part', () => {
  const partOf = (path: string): string =>
    /^(onboarding|storage|(?:services|outputs)\[\d+\])/.exec(path)?.[0] ?? ''

  test.each(sampleFiles.map((text, index) => ({ index, text })))(
    'of sample $index is what the whole has of it',
    ({ text }) => {
      for (const target of [15, 19] as const) {
        const whole = effectiveValues(text, { target })
        const parts = [...new Set(['', 'onboarding', 'storage', ...whole.map(({ path }) => partOf(path))])]
        for (const part of parts) {
          // An empty list is a value of its own, of no part.
          const expected = whole.filter(({ path, value }) => partOf(path) === part && value !== '[]')
          const found = effectiveValues(text, { target, part }).filter(({ value }) => value !== '[]')
          expect(found).toEqual(expected)
        }
      }
    },
  )

  test('of a file with flags too', () => {
    const text = `${base}services:\n  - {type: identity, destination: {type: memory}}\n`
    const options = { target: 19, flags: { token: 'other' } } as const
    const whole = effectiveValues(text, options)
    expect(effectiveValues(text, { ...options, part: 'onboarding' })).toEqual(
      whole.filter(({ path }) => path.startsWith('onboarding')),
    )
  })
})
