import { expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { generatedServiceNames } from './rules/name-rules.ts'
import { file, services, toFolder } from './testing/cases.ts'

function config(text: string): ReturnType<typeof checkConfig>['config'] {
  return checkConfig(text, { target: 19 }).config
}

test('fills in what the file leaves open', () => {
  expect(config(file())).toEqual({
    debug: false,
    address: { kind: 'proxy', address: 'teleport.example.com:443' },
    insecure: false,
    onboarding: { joinMethod: 'token', token: '6f2a9c01d4e8b7a35f60', caPins: [] },
    storage: {
      type: 'directory',
      path: '/var/lib/teleport/bot',
      symlinks: 'try-secure',
      acls: 'try',
      readers: [],
    },
    lifetime: { credentialTtlMs: 3_600_000, renewalIntervalMs: 1_200_000 },
    oneshot: false,
    services: [],
  })
})

test('keeps what the file says', () => {
  const text = file({
    debug: 'yes',
    oneshot: 'on',
    diag_addr: '127.0.0.1:3001',
    auth_server: 'auth.example.com:3025',
    proxy_server: undefined,
    onboarding: '{join_method: token, token: /run/token, ca_path: /ca.pem}',
    certificate_ttl: '2h',
    storage: '{type: kubernetes_secret, name: s, namespace: n}',
  })
  expect(config(text)).toMatchObject({
    debug: true,
    oneshot: true,
    diagAddr: '127.0.0.1:3001',
    address: { kind: 'auth', address: 'auth.example.com:3025' },
    onboarding: { joinMethod: 'token', token: '/run/token', caPins: [], caPath: '/ca.pem' },
    lifetime: { credentialTtlMs: 7_200_000, renewalIntervalMs: 1_200_000 },
    storage: { type: 'kubernetes_secret', name: 's', namespace: 'n' },
  })
})

test('services come before outputs, each with its path, name and lifetime', () => {
  const text = file({
    outputs: `[${toFolder('application', 'app_name: a, specific_tls_naming: true, name: web')}]`,
    services: `[${toFolder('identity', 'ssh_config: off, allow_reissue: true, cluster: leaf, credential_ttl: 2h, renewal_interval: 1h', '/opt/two')}, {type: kubernetes/argo-cd, selectors: [{name: k}]}]`,
  })
  const inherited = { credentialTtlMs: 3_600_000, renewalIntervalMs: 1_200_000 }
  const folder = { type: 'directory', symlinks: 'try-secure', acls: 'try', readers: [] }
  expect(config(text)?.services).toEqual([
    {
      type: 'identity',
      name: 'identity-1',
      path: 'services[0]',
      lifetime: { credentialTtlMs: 7_200_000, renewalIntervalMs: 3_600_000 },
      roles: [],
      cluster: 'leaf',
      sshConfig: false,
      allowReissue: true,
      destination: { ...folder, path: '/opt/two' },
    },
    {
      type: 'unsupported',
      typeName: 'kubernetes/argo-cd',
      name: 'kubernetes-argo-cd-1',
      path: 'services[1]',
      lifetime: inherited,
      roles: [],
    },
    {
      type: 'application',
      name: 'web',
      path: 'outputs[0]',
      lifetime: inherited,
      roles: [],
      appName: 'a',
      specificTlsNaming: true,
      destination: { ...folder, path: '/opt/one' },
    },
  ])
})

test('a destination keeps its modes and readers', () => {
  const text = services(
    '{type: identity, destination: {type: directory, path: /a, symlinks: insecure, acls: required, readers: [{user: www}, {group: 1001}]}}',
  )
  expect(config(text)?.services[0]).toMatchObject({
    destination: {
      symlinks: 'insecure',
      acls: 'required',
      readers: [
        { kind: 'user', name: 'www' },
        { kind: 'group', name: '1001' },
      ],
    },
  })
})

test('a nested lifetime counts for the proxy', () => {
  const text = services(
    '{type: application-proxy, listen: "tcp://127.0.0.1:1", credential_lifetime: {credential_ttl: 2h, renewal_interval: 1h}}',
  )
  expect(config(text)?.services[0]?.lifetime).toEqual({
    credentialTtlMs: 7_200_000,
    renewalIntervalMs: 3_600_000,
  })
})

test('generated names count all services of a type, named ones included (tbot-config.md 5.2)', () => {
  const types = ['identity', 'kubernetes/v2', 'identity', 'ssh_host', 'kubernetes/v2', 'beams/vnet']
  const named = types.map((type, index) => (index === 0 ? { type, name: 'mine' } : { type }))
  expect(generatedServiceNames(named)).toEqual([
    'mine',
    'kubernetes-v2-1',
    'identity-2',
    'ssh_host-1',
    'kubernetes-v2-2',
    'beams-vnet-1',
  ])
})
