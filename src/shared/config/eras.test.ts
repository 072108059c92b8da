import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { targetVersions } from './problem.ts'
import type { TargetVersion } from './problem.ts'
import { file, services, toFolder } from './testing/cases.ts'

function found(text: string, target: TargetVersion): readonly string[] {
  return checkConfig(text, { target }).problems.map((each) => `${each.severity} ${each.code} ${each.path}`)
}

/** The file Teleport's v14 guide for applications ends with. */
const guide = `version: v2
auth_server: "example.teleport.sh:443"
onboarding:
  join_method: "token"
  token: "00000000000000000000000000000000"
  ca_pins:
  - "sha256:1111111111111111111111111111111111111111111111111111111111111111"
storage:
  type: directory
  path: /var/lib/teleport/bot
outputs:
  - type: application
    destination:
      type: directory
      path: /opt/machine-id
    app_name: grafana-example
`
/** In outputs, so that tbot 14 knows the list. */
function outputs(entry: string): string {
  return file({ outputs: `[${entry}]` })
}

test('the file of the v14 guide has no problem of any kind at target 14', () => {
  expect(found(guide, 14)).toEqual([])
})

test.each(targetVersions)('the file of the v14 guide has no error at target %d', (target) => {
  expect(checkConfig(guide, { target }).valid).toBe(true)
})

test('tbot 19 warns of the proxy in auth_server and names the newer key of outputs', () => {
  expect(found(guide, 19)).toEqual([
    'hazard config.proxy-as-auth-server auth_server',
    'info config.deprecated-key outputs',
  ])
})

describe('keys newer than the target', () => {
  test.each([
    ['credential_ttl', '1h', 16, 17],
    ['leeway', '1m', 16, 19],
    ['insecure', 'false', 14, 15],
    ['services', '[]', 14, 15],
  ] as const)(
    '%s is refused by tbot up to 16, with the version it came with',
    (key, value, target, since) => {
      const { problems } = checkConfig(file({ [key]: value }), { target })
      expect(problems).toMatchObject([{ severity: 'error', code: 'config.key-too-new', path: key }])
      expect(problems[0]?.message).toContain(`tbot ${since}`)
    },
  )

  test.each([
    [file({ join_uri: '""' }), 17, 'join_uri'],
    [file({ scoped: 'true' }), 18, 'scoped'],
    [services(toFolder('identity', 'name: a')), 17, 'services[0].name'],
    [
      outputs(toFolder('identity', 'credential_ttl: 1h, renewal_interval: 20m')),
      16,
      'outputs[0].credential_ttl',
    ],
    [
      services('{type: identity, destination: {type: kubernetes_secret, name: a, namespace: b}}'),
      17,
      'services[0].destination.namespace',
    ],
  ] as const)('elsewhere, and from 17 on, they are dropped', (text, target, path) => {
    expect(found(text, target)).toContain(`ignored config.key-too-new ${path}`)
    expect(checkConfig(text, { target }).valid).toBe(true)
  })
})

describe('types, values and removed keys', () => {
  test.each([
    ['ssh-multiplexer', '', 14, 15],
    ['kubernetes/v2', 'selectors: [{name: a}]', 16, 17],
    ['identity/key-agent', '', 18, 19],
  ] as const)('the type %s is refused before its time', (type, rest, target, since) => {
    const { problems } = checkConfig(outputs(toFolder(type, rest)), { target })
    const [error] = problems.filter((each) => each.severity === 'error')
    expect(error).toMatchObject({ code: 'config.type-too-new', path: 'outputs[0].type' })
    expect(error?.message).toContain(`tbot ${since}`)
  })

  test.each([
    ['spiffe-svid', 'workload-identity-x509'],
    ['spiffe-workload-api', 'workload-identity-api'],
  ])('tbot 19 refuses %s and the message names %s', (type, successor) => {
    const { problems } = checkConfig(services(`{type: ${type}}`), { target: 19 })
    expect(problems).toMatchObject([
      { severity: 'error', code: 'config.removed-type', path: 'services[0].type' },
    ])
    expect(problems[0]?.message).toContain(successor)
  })

  test('up to 18 the SPIFFE types are checked', () => {
    expect(found(services(toFolder('spiffe-svid', 'svid: {path: /web}')), 18)).toEqual([])
    expect(found(services(toFolder('spiffe-svid', 'svid: {path: web, sans: {ip: [x]}}')), 18)).toEqual([
      'error config.malformed-value services[0].svid.path',
      'error config.malformed-value services[0].svid.sans.ip[0]',
    ])
    expect(found(services('{type: spiffe-workload-api, listen: "unix:///a", svids: []}'), 18)).toEqual([
      'error config.missing-key services[0].svids',
    ])
  })

  test.each([
    ['tpm', 14, 15],
    ['bound_keypair', 16, 17],
    ['oracle', 17, 18],
    ['generic_oidc', 18, 19],
  ] as const)('the join method %s is refused at %d', (method, target, since) => {
    const { problems } = checkConfig(file({ onboarding: `{join_method: ${method}, token: t}` }), { target })
    expect(problems).toMatchObject([
      { severity: 'error', code: 'config.value-too-new', path: 'onboarding.join_method' },
    ])
    expect(problems[0]?.message).toContain(`tbot ${since}`)
  })

  test('roles are fine up to 18, refused by 19, and unknown to types that never had them', () => {
    const withRoles = services(toFolder('identity', 'roles: [editor]'))
    const without = services(toFolder('kubernetes/v2', 'selectors: [{name: a}], roles: [editor]'))
    expect(found(withRoles, 18)).toEqual([])
    expect(found(withRoles, 19)).toEqual(['error config.removed-key services[0].roles'])
    expect(found(without, 19)).toEqual(['ignored config.unknown-key services[0].roles'])
  })

  test('certificate_ttl is the only spelling at 14 and a deprecated one from 17 on', () => {
    expect(found(file({ certificate_ttl: '2h' }), 14)).toEqual([])
    expect(found(file({ certificate_ttl: '2h' }), 17)).toEqual([
      'hazard config.deprecated-key certificate_ttl',
    ])
  })

  test('both addresses stop tbot up to 17', () => {
    const both = file({ auth_server: 'a.example.com:3025' })
    expect(found(both, 17)).toEqual(['error config.two-addresses auth_server'])
    expect(found(both, 18)).toEqual(['hazard config.two-addresses auth_server'])
  })

  test.each(targetVersions)('version 1 and none are refused at target %d', (target) => {
    expect(checkConfig(file({ version: 'v1' }), { target }).valid).toBe(false)
    expect(checkConfig(file({ version: undefined }), { target }).valid).toBe(false)
  })
})
