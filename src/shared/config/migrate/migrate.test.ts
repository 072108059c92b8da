import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { TargetVersion } from '../problem.ts'
import { migrate } from './index.ts'
import type { Migration, MigrationNote } from './index.ts'

const head = `auth_server: a.example.com:3025
onboarding: {join_method: token, token: canary-secret-migrate}
`

function migrated(text: string, target: TargetVersion = 18): Extract<Migration, { kind: 'migrated' }> {
  const result = migrate(text, { target })
  if (result.kind !== 'migrated') throw new Error(`not migrated: ${JSON.stringify(result)}`)
  return result
}

function refusal(text: string, target: TargetVersion = 18): string[] {
  const result = migrate(text, { target })
  return result.kind === 'refused'
    ? result.problems.map(({ code, path, line }) => `${code} ${path} ${line}`)
    : []
}

/** The services of a file with this entry. */
function service(entry: string): unknown {
  const { text, problems } = migrated(`${head}destinations:\n${entry}`)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return (parse(text) as { services: unknown[] }).services[0]
}

function paths(notes: readonly MigrationNote[], kind: MigrationNote['kind']): string[] {
  return notes.filter((note) => note.kind === kind).map(({ path }) => path)
}

describe('tbot-config.md 1.3, row by row', () => {
  test.each([
    ['no version', head, `version: v2\n${head}`],
    ['version 1', `version: v1\n${head}`, `version: v2\n${head}`],
    ['a null version', `version:\n${head}`, `version: v2\n${head}`],
    ['a quoted version', `version: "v1" # old\n${head}`, `version: v2 # old\n${head}`],
  ])('%s', (_what, before, after) => {
    expect(migrated(before).text).toBe(after)
  })

  test('the keys both versions share stay byte for byte', () => {
    const shared = `debug:   true\ncertificate_ttl: 1h\nrenewal_interval: 20m  # often\noneshot: false\nfips: false\ndiag_addr: "127.0.0.1:1"\n`
    const { text, notes } = migrated(`${head}${shared}`, 16)
    expect(text).toBe(`version: v2\n${head}${shared}`)
    expect(paths(notes, 'left')).toEqual([])
    expect(paths(notes, 'understood')).toEqual([
      'auth_server',
      'onboarding',
      'debug',
      'certificate_ttl',
      'renewal_interval',
      'oneshot',
      'fips',
      'diag_addr',
    ])
  })

  test.each([
    ['storage: {directory: /a}', { type: 'directory', path: '/a' }],
    ['storage:\n  directory: /a', { type: 'directory', path: '/a' }],
    ['storage:\n  directory: "/a\n    b"', { type: 'directory', path: '/a b' }],
    ['storage:\n  directory: |-\n    /a', { type: 'directory', path: '/a' }],
    [
      'storage: {directory: {path: /a, symlinks: secure, acls: off}}',
      { type: 'directory', path: '/a', symlinks: 'secure', acls: 'off' },
    ],
    ['storage:\n  directory:\n    path: /a\n    acls: off', { type: 'directory', path: '/a', acls: 'off' }],
    ['storage:\n  directory: {path: /a}', { type: 'directory', path: '/a' }],
    ['storage: {memory: {}}', { type: 'memory' }],
    ['storage:\n  memory: {}', { type: 'memory' }],
    ['storage: {memory: true}', { type: 'memory' }],
    ['storage: {memory: {}, directory: }', { type: 'memory' }],
  ])('%s', (storage, expected) => {
    expect(parse(migrated(`${head}${storage}\n`).text)).toMatchObject({ version: 'v2', storage: expected })
  })

  test.each(['storage: {}', 'storage: {directory: ~}', 'storage: {path: /a}'])(
    '%s names neither place, and is refused',
    (storage) => expect(refusal(`${head}${storage}\n`)).toEqual(['config.v1-place storage 3']),
  )

  test.each([
    ['storage: {directory: /a, memory: {}}', 'config.v1-place storage.memory 3'],
    ['storage: {memory: {size: 1}}', 'config.v1-place storage.memory 3'],
    ['storage: {directory: [a]}', 'config.v1-place storage.directory 3'],
    ['storage: /a', 'config.v1-storage storage 3'],
    ['destinations: [{app: x}]', 'config.v1-place destinations[0] 3'],
    ['destinations: [{directory: /a, memory: {}}]', 'config.v1-place destinations[0].memory 3'],
    ['destinations: [/a]', 'config.v1-entry destinations[0] 3'],
    ['destinations: {directory: /a}', 'config.v1-entry destinations 3'],
  ])('%s is refused', (line, problem) => {
    expect(refusal(`${head}${line}\n`)).toEqual([problem])
  })

  test.each([
    ['  - {directory: /a}', { type: 'identity', destination: { type: 'directory', path: '/a' } }],
    [
      '  - {memory: {}, cluster: leaf}',
      { type: 'identity', destination: { type: 'memory' }, cluster: 'leaf' },
    ],
    ['  - directory: /a\n    app: x', { type: 'application', app_name: 'x' }],
    ['  - {app: x, directory: {path: /a, acls: off}}', { type: 'application', destination: { acls: 'off' } }],
    ['  - {directory: /a, app: x, configs: [tls]}', { type: 'application', specific_tls_naming: true }],
    ['  - {directory: /a, app: x, configs: [{tls: {}}]}', { type: 'application', specific_tls_naming: true }],
    [
      '  - {directory: /a, database: {service: s, database: d, username: u}}',
      { type: 'database', service: 's', database: 'd', username: 'u' },
    ],
    ['  - {directory: /a, database: {service: s}, configs: [mongo]}', { service: 's', format: 'mongo' }],
    ['  - directory: /a\n    database: {service: s}\n    configs:\n    - cockroach', { format: 'cockroach' }],
    [
      '  - configs:\n    - tls\n    database:\n      service: s\n    directory: /a',
      { service: 's', format: 'tls' },
    ],
    ['  - {directory: /a, kubernetes_cluster: k}', { type: 'kubernetes', kubernetes_cluster: 'k' }],
    ['  - {directory: /a, kubernetes_cluster: k, configs: [kubernetes]}', { type: 'kubernetes' }],
    [
      '  - {directory: /a, configs: [{ssh_host_cert: {principals: [a.b, c.d]}}]}',
      { type: 'ssh_host', principals: ['a.b', 'c.d'] },
    ],
    [
      '  - configs:\n      - ssh_host_cert:\n          principals:\n            - a.b # one\n            - "c.d"\n    directory: /a',
      { type: 'ssh_host', principals: ['a.b', 'c.d'] },
    ],
    ['  - configs: [ssh_client, identity, tls_cas]\n    directory: /a', { type: 'identity' }],
    ['  - {directory: /a, app: x, roles: [r]}', { type: 'application', roles: ['r'] }],
    ['  - {directory: /a, app: "", database: }', { type: 'identity' }],
  ])('%s', (entry, expected) => {
    expect(service(`${entry}\n`)).toMatchObject(expected)
    expect(service(`${entry}\n`)).not.toHaveProperty('configs')
  })

  test.each([
    ['{directory: /a, app: x, kubernetes_cluster: k}', 'config.v1-two-kinds', '.kubernetes_cluster'],
    ['{directory: /a, app: x, database: {service: s}}', 'config.v1-two-kinds', '.database'],
    [
      '{directory: /a, app: x, configs: [{ssh_host_cert: {principals: [a]}}]}',
      'config.v1-two-kinds',
      '.configs[0]',
    ],
    [
      '{directory: /a, database: {service: s}, configs: [tls, mongo]}',
      'config.v1-two-formats',
      '.configs[1]',
    ],
    ['{directory: /a, configs: [ssh_host_cert]}', 'config.v1-no-principals', '.configs[0]'],
    ['{directory: /a, configs: [{ssh_host_cert: {principals: []}}]}', 'config.v1-no-principals', '.configs'],
    ['{directory: /a, app: x, configs: [{tls: {prefix: p}}]}', 'config.v1-template', '.configs[0]'],
    ['{directory: /a, configs: [identity, identity]}', 'config.v1-template', '.configs[1]'],
    ['{directory: /a, configs: [mongo]}', 'config.v1-template', '.configs[0]'],
    ['{directory: /a, app: x, configs: [kubernetes]}', 'config.v1-template', '.configs[0]'],
    ['{directory: /a, configs: [ssh-client]}', 'config.v1-template', '.configs[0]'],
    ['{directory: /a, configs: tls}', 'config.v1-template', '.configs'],
    ['{directory: /a, database: x}', 'config.v1-entry', '.database'],
    ['{directory: /a, app: {name: x}}', 'config.v1-entry', '.app'],
  ])('%s is refused', (entry, code, path) => {
    expect(refusal(`${head}destinations:\n  - ${entry}\n`)).toEqual([`${code} destinations[0]${path} 4`])
  })

  test.each([
    ['outputs: [{type: identity, destination: {type: memory}}]\n', 'config.v1-mixed outputs 3'],
    ['services: [{type: identity, destination: {type: memory}}]\n', 'config.v1-mixed services 3'],
    ['version: v1\noutputs: [{type: identity}]\n', 'config.v1-mixed outputs 4'],
  ])('%j looks like version 2 without its header, and is refused', (rest, problem) => {
    expect(refusal(`${head}${rest}`)).toEqual([problem])
  })

  test('the header that is missing is offered', () => {
    const result = migrate(`${head}outputs: [{type: identity}]\n`, { target: 18 })
    expect(result).toMatchObject({ problems: [{ fix: { edits: [{ text: 'version: v2\n' }] } }] })
  })
})

describe('old spellings at the target version', () => {
  const output = '- {type: identity, destination: {type: directory, path: /a}}'
  const old = `version: v2\n${head}certificate_ttl: 1h # short\noutputs: # list\n  ${output}\n`

  test.each([
    [19, 'credential_ttl', 'services'],
    [17, 'credential_ttl', 'services'],
    [16, 'certificate_ttl', 'services'],
    [15, 'certificate_ttl', 'services'],
  ] as const)('version %s', (target, ttl, list) => {
    expect(migrated(old, target).text).toBe(
      `version: v2\n${head}${ttl}: 1h # short\n${list}: # list\n  ${output}\n`,
    )
  })

  test('version 14 has no newer ones', () => {
    expect(migrate(old, { target: 14 })).toEqual({ kind: 'nothing-to-do' })
  })

  test('destinations of version 1 become what the target knows', () => {
    const entry = `${head}destinations: [{directory: /a}]\n`
    expect(migrated(entry, 14).text).toContain('\noutputs: [{type: identity')
    expect(migrated(entry, 15).text).toContain('\nservices: [{type: identity')
  })

  test('both spellings are left to a person', () => {
    const { text, notes } = migrated(`version: v2\n${head}certificate_ttl: 1h\ncredential_ttl: 2h\n`)
    expect(text).toContain('certificate_ttl: 1h\ncredential_ttl: 2h')
    expect(paths(notes, 'left')).toEqual(['certificate_ttl'])
    const lists = migrated(`version: v2\n${head}services: []\noutputs:\n  ${output}\n`)
    expect(paths(lists.notes, 'left')).toEqual(['outputs'])
  })

  test.each([
    ['kubernetes', 'kubernetes_cluster: k', 17],
    ['spiffe-svid', 'svid: {path: /a}', 18],
    ['spiffe-svid', 'svid: {path: /a}', 19],
  ] as const)('a type with a successor is named and not changed: %s', (type, rest, target) => {
    const before = `version: v2\n${head}services:\n  - {type: ${type}, destination: {type: memory}, ${rest}}\n`
    const { text, notes } = migrated(before, target)
    expect(text).toBe(before)
    expect(paths(notes, 'left')).toEqual(['services[0].type'])
  })

  test('kubernetes is not named where its successor is not known', () => {
    const before = `version: v2\n${head}services:\n  - {type: kubernetes, destination: {type: memory}, kubernetes_cluster: k}\n`
    expect(migrate(before, { target: 16 })).toEqual({ kind: 'nothing-to-do' })
  })
})

test('comments, order, blank lines and line ends stay where they are', () => {
  const before = `# My bot
# for ops

# address
auth_server: a.example.com:3025   # eol


storage:   # here
  # dir
  directory: /var/lib/b  # place
destinations:   # list
  # the app
  - directory: /opt/app   # where
    # which
    app: grafana  # name

    configs:   # c0
      - tls  # c1
  - # db
    database:  # d0
      # d1
      service: s   # d2
    directory:
      # p
      path: /x  # s
    configs: [mongo]
onboarding: {join_method: token, token: canary-secret-migrate}
`
  const after = `# My bot
# for ops

version: v2
# address
auth_server: a.example.com:3025   # eol


storage:   # here
  # dir
  type: directory
  path: /var/lib/b  # place
services:   # list
  # the app
  - type: application
    destination:
      type: directory
      path: /opt/app   # where
    # which
    app_name: grafana  # name

    # c0
    specific_tls_naming: true  # c1
  - # db
    # d0
    # d1
    type: database
    service: s   # d2
    destination:
      # p
      type: directory
      path: /x  # s
    format: mongo
onboarding: {join_method: token, token: canary-secret-migrate}
`
  expect(migrated(before).text).toBe(after)
  const windows = before.replaceAll('\n', '\r\n')
  expect(migrated(windows).text).toBe(after.replaceAll('\n', '\r\n'))
})

test('what has no place in version 2 stays, and is named', () => {
  const { text, notes } = migrated(
    `${head}colour: blue\ndestinations:\n  - directory: /a\n    app: x\n    cluster: leaf\n`,
  )
  expect(text).toContain('colour: blue\n')
  expect(text).toContain('    cluster: leaf\n')
  expect(paths(notes, 'left')).toEqual(['colour', 'destinations[0].cluster'])
})

test('roles are never dropped, because the service would get all rights of the bot', () => {
  const { text, notes, problems } = migrated(
    `${head}destinations:\n  - {directory: /a, app: x, roles: [r]}\n`,
    19,
  )
  expect(text).toContain('roles: [r]')
  expect(paths(notes, 'left')).toEqual(['destinations[0].roles'])
  expect(problems.map(({ code }) => code)).toContain('config.removed-key')
})

test.each([
  [
    'a folder',
    'x: &d {path: /a, acls: off}\ndestinations:\n- directory: *d # c\n  app: x\n',
    'x: &d {path: /a, acls: off}\nservices:\n- type: application\n  destination:\n    type: directory\n    <<: *d # c\n  app_name: x\n',
  ],
  [
    'a folder in brackets',
    'x: &d {path: /a}\ndestinations: [{directory: *d}]\n',
    'x: &d {path: /a}\nservices: [{type: identity, destination: {type: directory, <<: *d}}]\n',
  ],
  [
    'the folder of an entry',
    'destinations:\n- directory: &d {path: /a}\n- directory: *d\n  app: x\n',
    'services:\n- type: identity\n  destination: &d {type: directory, path: /a}\n- type: application\n  destination:\n    type: directory\n    <<: *d\n  app_name: x\n',
  ],
  [
    'a path',
    'x: &p /a\ndestinations:\n- directory: *p\n',
    'x: &p /a\nservices:\n- type: identity\n  destination:\n    type: directory\n    path: *p\n',
  ],
  [
    'the storage',
    'x: &d\n  path: /a\nstorage:\n  directory: *d\n',
    'x: &d\n  path: /a\nstorage:\n  type: directory\n  <<: *d\n',
  ],
  [
    'a database',
    'x: &d {service: s, database: d}\ndestinations:\n- database: *d\n  directory: /a\n',
    'x: &d {service: s, database: d}\nservices:\n- type: database\n  <<: *d\n  destination:\n    type: directory\n    path: /a\n',
  ],
])('%s that stands elsewhere stays there', (_what, before, after) => {
  const { text, problems } = migrated(`${head}${before}`)
  expect(text).toBe(`version: v2\n${head}${after}`)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
})

test.each([
  ['a second merged map', 'x: &d {path: /a}\nstorage: {<<: {colour: blue}, directory: *d}\n'],
  ['an anchor that goes away', 'storage: {directory: &d {path: /a}}\ndestinations: [{directory: *d}]\n'],
  ['an alias in place of the storage', 's: &s {directory: /a}\nstorage: *s\n'],
  ['an alias in place of an entry', 'a: &e {directory: /a}\ndestinations: [*e]\n'],
  ['a merged place', 'a: &e {directory: /a}\ndestinations: [{<<: *e, app: x}]\n'],
  [
    'an anchor that would go away',
    'destinations:\n- {directory: /a, configs: &c [tls], app: x}\n- {directory: /b, other: *c, app: y}\n',
  ],
])('%s is refused with what to do', (_what, text) => {
  expect(refusal(`${head}${text}`)[0]).toMatch(/^config\.v1-borrowed/)
})

test.each(['', '# only\n', '- a\n', 'a: "x\n', 'version: V2\n', 'version: [v1]\n', 'a: 1\na: 2\n'])(
  '%j is refused as the checks would',
  (text) => expect(refusal(text).length).toBeGreaterThan(0),
)

test('no note and no problem holds a secret', () => {
  const { notes, problems } = migrated(
    `${head}destinations:\n  - {directory: /a, canary-secret-migrate: canary-secret-migrate}\n`,
  )
  expect(JSON.stringify([notes, problems.map(({ message }) => message)])).not.toContain(
    'canary-secret-migrate',
  )
})

test('a file of 10,000 lines, all of it in need of change', () => {
  const entry = `  # the app
  - directory: /opt/app # where
    app: grafana
    configs: [tls] # why
`
  const before = `auth_server: a.example.com:3025\ndestinations:\n${entry.repeat(2_500)}`
  expect(migrated(before).text.match(/type: application/g)).toHaveLength(2_500)
})
