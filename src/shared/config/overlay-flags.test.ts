import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkConfig } from './check-config.ts'
import { overlayFlags } from './overlay-flags.ts'
import type { StartFlags } from './overlay-flags.ts'

const base = `# my bot
version: v2
auth_server: a.example.com:3025 # the old one
onboarding:
  join_method: token
  token: 6f2a9c01d4e8b7a35f60
  ca_path: /ca.pem
storage:
  type: directory
  path: /var/lib/teleport/bot
services:
  # for people
  - type: identity
    destination: {type: directory, path: /opt/one}
`

function overlaid(flags: StartFlags, text: string | undefined = base): unknown {
  return parse(overlayFlags(text, flags).text)
}

describe('overlayFlags', () => {
  test('without flags the text stays as it is, byte for byte', () => {
    const odd = 'version:   "v2"\r\n\r\nservices:\r\n- {type: x}\r\n'
    expect(overlayFlags(odd, {})).toEqual({ text: odd, warnings: [] })
  })

  test('without a file the flags make one that can run', () => {
    const { text, warnings } = overlayFlags(undefined, {
      proxyServer: 'p.example.com:443',
      token: '6f2a9c01d4e8b7a35f60',
      joinMethod: 'token',
      dataDir: '/tmp/bot',
      destinationDir: '/tmp/out',
      oneshot: true,
    })
    expect(warnings).toEqual([])
    expect(checkConfig(text, { target: 19 }).config).toMatchObject({
      address: { kind: 'proxy', address: 'p.example.com:443' },
      onboarding: { joinMethod: 'token', token: '6f2a9c01d4e8b7a35f60' },
      storage: { type: 'directory', path: '/tmp/bot' },
      oneshot: true,
      services: [{ type: 'identity', name: 'identity-1', destination: { path: '/tmp/out' } }],
    })
  })

  test('a flag beats the file with a warning, and comments stay', () => {
    const { text, warnings } = overlayFlags(base, { authServer: 'b.example.com:3025', renewalInterval: '5m' })
    expect(warnings).toEqual(['--auth-server overrides auth_server of the file'])
    expect(text).toContain('# my bot\n')
    expect(text).toContain('auth_server: b.example.com:3025 # the old one\n')
    expect(text).toContain('  # for people\n')
    expect(text).toContain('renewal_interval: 5m\n')
  })

  test('a flag with the value of the file says nothing', () => {
    expect(overlayFlags(base, { authServer: 'a.example.com:3025' })).toEqual({ text: base, warnings: [] })
  })

  test('a variable beats the file, a flag beats the variable', () => {
    const environment = { TELEPORT_AUTH_SERVER: 'env.example.com:3025', TELEPORT_PROXY: 'p.example.com:443' }
    expect(overlaid({ environment })).toMatchObject({
      auth_server: 'env.example.com:3025',
      proxy_server: 'p.example.com:443',
    })
    expect(overlaid({ environment, authServer: 'flag.example.com:3025' })).toMatchObject({
      auth_server: 'flag.example.com:3025',
    })
    expect(overlayFlags(base, { environment }).warnings).toEqual([
      'TELEPORT_AUTH_SERVER overrides auth_server of the file',
    ])
  })

  test.each([
    [{ token: 'other-token-1234' }, { token: 'other-token-1234' }, '--token'],
    [
      { environment: { TELEPORT_BOT_TOKEN: 'other-token-1234' } },
      { token: 'other-token-1234' },
      'TELEPORT_BOT_TOKEN',
    ],
    [{ joinMethod: 'iam' }, { join_method: 'iam' }, '--join-method'],
    [{ caPin: ['sha256:1', 'sha256:2'] }, { ca_pins: ['sha256:1', 'sha256:2'] }, '--ca-pin'],
  ] as const)('any join flag replaces onboarding as a whole: %j', (flags, onboarding, origin) => {
    expect(overlaid(flags)).toMatchObject({ onboarding })
    expect(Object.keys((overlaid(flags) as { onboarding: object }).onboarding)).toEqual(
      Object.keys(onboarding),
    )
    const { warnings } = overlayFlags(base, flags)
    expect(warnings).toEqual([`${origin} replaces the whole onboarding section of the file`])
    expect(warnings.join()).not.toContain('other-token-1234')
  })

  test('a destination folder replaces the services and leaves outputs', () => {
    const text = `${base}outputs: [{type: identity, destination: {type: memory}}]\n`
    expect(overlaid({ destinationDir: './out' }, text)).toMatchObject({
      services: [{ type: 'identity', destination: { type: 'directory', path: './out' } }],
      outputs: [{ destination: { type: 'memory' } }],
    })
    expect(overlayFlags(text, { destinationDir: './out' }).warnings).toEqual([
      '--destination-dir replaces all services of the file with one identity',
    ])
  })

  test.each([
    ['/a/b', { type: 'directory', path: '/a/b' }],
    ['file:///a/b', { type: 'directory', path: '/a/b' }],
    ['memory://', { type: 'memory' }],
    ['kubernetes-secret:///s', { type: 'kubernetes_secret', name: 's' }],
    ['kubernetes-secret://n/s', { type: 'kubernetes_secret', name: 's', namespace: 'n' }],
  ])('storage %s', (storage, expected) => {
    expect(overlaid({ storage })).toMatchObject({ storage: expected })
    expect((overlaid({ storage }) as { storage: object }).storage).toEqual(expected)
  })

  test.each([
    [{ storage: 'file://host/a' }],
    [{ storage: 'memory://x' }],
    [{ storage: 'kubernetes-secret://n' }],
    [{ dataDir: 's3://bucket/a' }],
    [{ joinMethod: 'ec2' }],
    [{ certificateTtl: '1 day' }],
    [{ renewalInterval: '20' }],
  ])('refuses %j', (flags) => {
    expect(() => overlayFlags(base, flags)).toThrowError(
      expect.objectContaining({ code: 'usage.bad-argument' }),
    )
  })

  test('switches only switch on', () => {
    const text = `${base}debug: true\ninsecure: true\n`
    expect(overlaid({ debug: false, insecure: false, oneshot: false }, text)).toMatchObject({
      debug: true,
      insecure: true,
    })
    expect(
      overlaid({ debug: true, insecure: true, oneshot: true, diagAddr: '127.0.0.1:3001' }),
    ).toMatchObject({
      debug: true,
      insecure: true,
      oneshot: true,
      diag_addr: '127.0.0.1:3001',
    })
    expect(overlaid({ environment: { TBOT_DEBUG: 'true' } })).toMatchObject({ debug: true })
  })

  test('the other flags of tbot', () => {
    expect(
      overlaid({
        fips: true,
        scoped: true,
        joinUri: 'tbot+proxy+iam://t@p.example.com:443',
        registrationSecretPath: '/secret',
        staticKeyPath: '/key',
        oneshot: true,
      }),
    ).toMatchObject({
      fips: true,
      scoped: true,
      join_uri: 'tbot+proxy+iam://t@p.example.com:443',
      oneshot: true,
      onboarding: {
        join_method: 'token',
        bound_keypair: { registration_secret_path: '/secret', static_private_key_path: '/key' },
      },
    })
    expect(overlaid({ oneshot: false }, `${base}oneshot: true\n`)).toMatchObject({ oneshot: false })
  })

  test('the older name of a lifetime for a version that knows no other', () => {
    const { text } = overlayFlags(base, { certificateTtl: '30m' }, { target: 16 })
    expect(text).toContain('certificate_ttl: 30m\n')
    expect(overlayFlags(base, { certificateTtl: '30m' }).text).toContain('credential_ttl: 30m\n')
  })

  test('a sub-command adds one service to those of the file', () => {
    const service = { command: 'application', values: { destination: '/opt/two', app: 'grafana' } }
    const { text, warnings } = overlayFlags(base, { service })
    expect(warnings).toEqual([])
    expect(text).toContain('  # for people\n')
    expect(parse(text)).toMatchObject({
      services: [{ type: 'identity' }, { type: 'application', app_name: 'grafana' }],
    })
    expect(parse(overlayFlags(undefined, { service }, { target: 14 }).text)).toHaveProperty('outputs')
    expect(parse(overlayFlags(undefined, { service: { command: 'noop', values: {} } }).text)).toEqual({
      version: 'v2',
    })
  })

  test('the keys come in the order of the documents', () => {
    const { text } = overlayFlags(undefined, {
      destinationDir: '/out',
      storage: '/data',
      caPin: ['sha256:1'],
      token: 'canary-secret-flags',
      joinMethod: 'token',
      renewalInterval: '5m',
      proxyServer: 'p.example.com:443',
      debug: true,
    })
    expect([...text.matchAll(/^ *(\w+):/gm)].map(([, key]) => key)).toEqual(
      'version debug proxy_server renewal_interval onboarding join_method token ca_pins storage type path services destination type path'.split(
        ' ',
      ),
    )
  })

  test.each(['version: "v2', '- a list', '', 'a: *b'])(
    'a text it cannot edit is returned for the checks: %j',
    (text) => {
      expect(overlayFlags(text, { token: 'x' })).toEqual({ text, warnings: [] })
    },
  )
})

describe('a file that borrows with aliases', () => {
  const shared = 'x: &o {join_method: token, token: canary-secret-aliased1, azure: {client_id: a}}\n'

  test('gets a copy to change', () => {
    const { text } = overlayFlags(`version: v2\n${shared}onboarding: *o\n`, { registrationSecretPath: '/s' })
    expect(parse(text)).toMatchObject({
      x: { join_method: 'token' },
      onboarding: { join_method: 'token', bound_keypair: { registration_secret_path: '/s' } },
    })
  })

  test('loses a borrowed section as it would its own', () => {
    const { text, warnings } = overlayFlags(`version: v2\n${shared}onboarding: *o\n`, { joinMethod: 'iam' })
    expect((parse(text) as { onboarding: object }).onboarding).toEqual({ join_method: 'iam' })
    expect(warnings).toEqual(['--join-method replaces the whole onboarding section of the file'])
  })

  test('is refused where a flag takes away what another part repeats', () => {
    const text = 'version: v2\nonboarding: &o {join_method: token, token: canary-secret-aliased2}\nx: *o\n'
    expect(() => overlayFlags(text, { joinMethod: 'iam' })).toThrow(
      expect.objectContaining({ code: 'config.cannot-edit' }),
    )
  })
})
