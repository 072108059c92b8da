import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { file, services, toFolder } from './testing/cases.ts'

function found(text: string): readonly string[] {
  return checkConfig(text, { target: 19 }).problems.map(
    (each) => `${each.severity} ${each.code} ${each.path}`,
  )
}
function joining(rest: string): string {
  return file({ onboarding: `{${rest}}` })
}
const token = 'join_method: token, token: 6f2a9c01d4e8b7a35f60'

describe('folders and Secrets', () => {
  const secret = '{type: identity, destination: {type: kubernetes_secret, name: s}}'
  test.each([
    [
      'two services in one folder',
      services(toFolder('identity'), toFolder('identity', '', '/opt/./one/')),
      'hazard config.shared-folder services[1].destination.path',
    ],
    [
      'storage and output',
      file({ storage: '{type: directory, path: /s}', services: `[${toFolder('identity', '', '/s/')}]` }),
      'hazard config.output-in-storage services[0].destination.path',
    ],
    [
      'an output inside the storage',
      services(toFolder('identity', '', '/var/lib/teleport/bot/out')),
      'hazard config.output-in-storage services[0].destination.path',
    ],
    [
      'two services in one Secret',
      services(secret, secret),
      'hazard config.shared-secret services[1].destination.name',
    ],
    [
      'the name of a Secret that Kubernetes refuses',
      services('{type: identity, destination: {type: kubernetes_secret, name: Bad_Name}}'),
      'hazard config.malformed-secret services[0].destination.name',
    ],
    [
      'its namespace',
      services('{type: identity, destination: {type: kubernetes_secret, name: a.b-c, namespace: a.b}}'),
      'hazard config.malformed-secret services[0].destination.namespace',
    ],
    [
      'the Secret of the storage',
      file({ storage: '{type: kubernetes_secret, name: -a}' }),
      'hazard config.malformed-secret storage.name',
    ],
    [
      'a home folder',
      services(toFolder('identity', '', '~/out')),
      'hazard config.relative-path services[0].destination.path',
    ],
    [
      'a variable',
      services(toFolder('identity', '', '$HOME/out')),
      'hazard config.relative-path services[0].destination.path',
    ],
    [
      'readers without acls',
      services('{type: identity, destination: {type: directory, path: /a, acls: off, readers: [{user: a}]}}'),
      'info config.readers-without-acls services[0].destination.readers',
    ],
  ])('%s', (_what, text, problem) => {
    expect(found(text)).toEqual([problem])
  })

  test('memory never clashes, nor do Secrets of two namespaces', () => {
    const inNamespace = (name: string): string =>
      `{type: identity, destination: {type: kubernetes_secret, name: s, namespace: ${name}}}`
    expect(
      found(
        services(
          '{type: identity, destination: {type: memory}}',
          '{type: identity, destination: {type: memory}}',
        ),
      ),
    ).toEqual([])
    expect(found(services(inNamespace('a'), inNamespace('b')))).toEqual([])
  })
})

describe('joining', () => {
  test.each([
    ['no token', joining('join_method: iam'), 'hazard config.no-token onboarding.token'],
    ['an empty token', joining('join_method: token, token: ""'), 'hazard config.no-token onboarding.token'],
    [
      'a blank token',
      joining('join_method: token, token: "  "'),
      'hazard config.unlikely-token onboarding.token',
    ],
    [
      'blanks around a token',
      joining('join_method: token, token: " 6f2a9c01d4 "'),
      'hazard config.unlikely-token onboarding.token',
    ],
    [
      'a place holder',
      joining('join_method: token, token: <token>'),
      'hazard config.unlikely-token onboarding.token',
    ],
    [
      'an example token',
      joining('join_method: token, token: abcd123-insecure-do-not-use-this'),
      'hazard config.unlikely-token onboarding.token',
    ],
    [
      'a variable as token',
      joining('join_method: token, token: $TOKEN'),
      'hazard config.unlikely-token onboarding.token',
    ],
    [
      'a relative token file',
      joining('join_method: token, token: ./token'),
      'hazard config.unlikely-token onboarding.token',
    ],
    ['memory storage', file({ storage: '{type: memory}' }), 'hazard config.memory-storage storage.type'],
    [
      'a section of another method',
      joining(`${token}, azure: {client_id: a}`),
      'ignored config.section-unused onboarding.azure',
    ],
    [
      'two secrets',
      joining(
        'join_method: bound_keypair, token: t, bound_keypair: {registration_secret: a, registration_secret_path: /b}',
      ),
      'hazard config.exclusive-keys onboarding.bound_keypair.registration_secret_path',
    ],
    [
      'two sources of a JWT',
      joining('join_method: generic_oidc, token: t, generic_oidc: {env: A, command: [b]}'),
      'hazard config.exclusive-keys onboarding.generic_oidc.command',
    ],
    [
      'pins through a proxy',
      joining(`${token}, ca_pins: ["sha256:${'a'.repeat(64)}"]`),
      'info config.ca-pins-unused onboarding.ca_pins',
    ],
    [
      'the key of the pages',
      joining('join_method: bound_keypair, token: t, bound_keypair: {static_key_path: /k}'),
      'ignored config.unknown-key onboarding.bound_keypair.static_key_path',
    ],
  ])('%s', (_what, text, problem) => {
    expect(found(text)).toEqual([problem])
  })

  test('insecure excludes pins and file, each told once', () => {
    const text = `${joining(`${token}, ca_pins: ["sha256:${'a'.repeat(64)}"], ca_path: /a`)}insecure: true\n`
    expect(found(text).filter((each) => each.startsWith('error'))).toEqual([
      'error config.trust-conflict onboarding.ca_pins',
      'error config.trust-conflict onboarding.ca_path',
    ])
  })
})

describe('addresses', () => {
  test.each([
    [
      'a link',
      file({ proxy_server: 'https://a.example.com:443/' }),
      'hazard config.malformed-address proxy_server',
    ],
    ['no port', file({ proxy_server: 'a.example.com' }), 'hazard config.malformed-address proxy_server'],
    ['blanks', file({ proxy_server: 'a b' }), 'hazard config.malformed-address proxy_server'],
    [
      'a diagnostics link',
      file({ diag_addr: 'http://127.0.0.1:3001' }),
      'hazard config.malformed-diag-addr diag_addr',
    ],
    [
      'a diagnostics port alone',
      file({ diag_addr: '"3001"' }),
      'hazard config.malformed-diag-addr diag_addr',
    ],
    [
      'diagnostics for all',
      file({ diag_addr: '0.0.0.0:3001' }),
      'info config.diag-addr-beyond-loopback diag_addr',
    ],
    [
      'a proxy port at an Auth Service',
      file({ proxy_server: undefined, auth_server: 'a.example.com:3080' }),
      'hazard config.proxy-as-auth-server auth_server',
    ],
    ['fips', file({ fips: 'true' }), 'hazard config.needs-fips-build fips'],
  ])('%s', (_what, text, problem) => {
    expect(found(text)).toEqual([problem])
  })

  test('one-shot mode has no diagnostics and skips listeners', () => {
    const tunnel = '{type: application-tunnel, app_name: a, listen: "tcp://127.0.0.1:1"}'
    expect(found(file({ oneshot: 'true', diag_addr: '127.0.0.1:3001', services: `[${tunnel}]` }))).toEqual([
      'ignored config.no-diagnostics-in-oneshot diag_addr',
      'info config.skipped-in-oneshot services[0].type',
    ])
  })

  test('two listeners at one address', () => {
    const tunnel = '{type: application-tunnel, app_name: a, listen: "tcp://127.0.0.1:1"}'
    expect(found(services(tunnel, tunnel))).toEqual(['hazard config.shared-listen services[1].listen'])
  })
})

describe('lifetimes (tbot-config.md 6.1)', () => {
  test.each([
    [
      'an interval above the default TTL',
      file({ renewal_interval: '2h' }),
      ['hazard config.gap renewal_interval'],
    ],
    [
      'gap before length',
      file({ credential_ttl: '30h', renewal_interval: '40h' }),
      ['hazard config.gap credential_ttl'],
    ],
    [
      'zero is unset',
      file({ credential_ttl: '0s', certificate_ttl: '15m' }),
      ['hazard config.deprecated-key certificate_ttl', 'hazard config.gap certificate_ttl'],
    ],
    ['one-shot mode', file({ credential_ttl: '5m', oneshot: 'true' }), []],
    ['exactly 24h', file({ credential_ttl: '24h' }), []],
    [
      'a zero pair on a service',
      services(toFolder('identity', 'credential_ttl: 0s, renewal_interval: 0s')),
      [],
    ],
    [
      'a TTL alone on a service',
      services(toFolder('identity', 'credential_ttl: 1h')),
      ['error config.half-lifetime services[0].renewal_interval'],
    ],
    [
      'a negative TTL on a service',
      services(toFolder('identity', 'credential_ttl: -1h, renewal_interval: 1m')),
      ['error config.negative-duration services[0].credential_ttl'],
    ],
    [
      'gap before length on a service',
      services(toFolder('identity', 'credential_ttl: 30h, renewal_interval: 40h')),
      ['error config.gap services[0].credential_ttl'],
    ],
  ])('%s', (_what, text, problems) => {
    expect(found(text)).toEqual(problems)
  })
})

describe('join links (tbot-config.md 2.5)', () => {
  const link = 'tbot+proxy+token://6f2a9c01d4e8b7a35f60@a.example.com:443'
  const bare = { proxy_server: undefined, onboarding: undefined, join_uri: link }
  test.each([
    ['alone', bare, []],
    ['with an address', { ...bare, auth_server: 'a.b:3025' }, ['error config.join-uri-conflict auth_server']],
    [
      'with a token',
      { ...bare, onboarding: '{token: x}' },
      ['error config.join-uri-conflict onboarding.token'],
    ],
    [
      'with another method',
      { ...bare, onboarding: '{join_method: iam}' },
      ['error config.join-uri-conflict onboarding.join_method'],
    ],
    [
      'with a useless part',
      { ...bare, join_uri: 'tbot+proxy+iam://t:x@a.b:443' },
      ['ignored config.join-uri-parameter-unused join_uri'],
    ],
    [
      'with another value in the file',
      {
        ...bare,
        join_uri: 'tbot+proxy+gitlab://t:VAR@a.b:443',
        onboarding: '{gitlab: {token_env_var_name: OTHER}}',
      },
      ['error config.join-uri-conflict onboarding.gitlab.token_env_var_name'],
    ],
  ])('%s', (_what, changes, problems) => {
    expect(found(file(changes)).toSorted()).toEqual(problems)
  })

  test('a link gives address, method and token', () => {
    const { config } = checkConfig(file(bare), { target: 19 })
    expect(config?.address).toEqual({ kind: 'proxy', address: 'a.example.com:443' })
    expect(config?.onboarding).toEqual({ joinMethod: 'token', token: '6f2a9c01d4e8b7a35f60', caPins: [] })
  })
})

describe('names (tbot-config.md 5)', () => {
  test('a generated name that is taken is refused at the second', () => {
    const text = services(
      toFolder('application', 'app_name: a, name: application-2'),
      toFolder('application', 'app_name: b', '/opt/two'),
    )
    expect(found(text)).toEqual(['error config.duplicate-name services[1].name'])
  })

  test('scoped bots may use parts of some types', () => {
    const scoped = (service: string): string => file({ scoped: 'true', services: `[${service}]` })
    expect(found(scoped(toFolder('identity')))).toEqual([])
    expect(found(scoped(toFolder('identity', 'allow_reissue: true, cluster: leaf')))).toEqual([
      'error config.not-for-scoped-bots services[0].allow_reissue',
      'error config.not-for-scoped-bots services[0].cluster',
    ])
  })

  test('both kubelet ports are refused when the attestor is on', () => {
    const kubelet = '{enabled: true, kubelet: {read_only_port: 1, secure_port: 2}}'
    const text = services(
      `{type: workload-identity-api, listen: "unix:///a", selector: {name: a}, attestors: {kubernetes: ${kubelet}}}`,
    )
    expect(found(text)).toEqual([
      'error config.two-kubelet-ports services[0].attestors.kubernetes.kubelet.secure_port',
    ])
  })

  test('a session of 30m is refused: the default interval is longer', () => {
    const arn = 'arn:aws:iam::1:role/r'
    const rest = `selector: {name: a}, role_arn: "${arn}", profile_arn: "${arn}", trust_anchor_arn: "${arn}", session_duration: 30m`
    expect(found(services(toFolder('workload-identity-aws-roles-anywhere', rest)))).toEqual([
      'error config.session-lifetime services[0].session_duration',
    ])
  })
})
