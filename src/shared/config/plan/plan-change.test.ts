import { describe, expect, test } from 'vitest'
import { newestTarget } from '../problem.ts'
import type { TargetVersion } from '../problem.ts'
import { foldersOf, needsRestart, planChange, writersOf } from './index.ts'
import type { FolderFacts, Plan, PlanFacts } from './index.ts'

const head = `version: v2
auth_server: teleport.example.com:3025
onboarding:
  join_method: token
  token: canary-secret-0123456789
credential_ttl: 1h
storage: {type: directory, path: /var/lib/bot}
`
const identity = `  - type: identity
    destination: {type: directory, path: /opt/id}
`
const grafana = `  - type: application
    name: grafana
    app_name: grafana
    destination: {type: directory, path: /opt/grafana}
`
const base = `${head}services:\n${identity}${grafana}`

const present = (path: string, changes: Partial<FolderFacts> = {}): [string, FolderFacts] => [
  path,
  {
    path,
    exists: true,
    kind: 'folder',
    mode: '0700',
    owner: 'deploy',
    isWritable: true,
    entries: [],
    ...changes,
  },
]
const absent = (path: string): [string, FolderFacts] => [path, { path, exists: false, isWritable: true }]

function facts(changes: Partial<PlanFacts> = {}): PlanFacts {
  const folders = new Map([present('/var/lib/bot'), present('/opt/id'), present('/opt/grafana')])
  return { account: 'deploy', folders, hasIdentity: true, ...changes }
}

function plan(
  after: string,
  before?: string,
  given: Partial<PlanFacts> = {},
  target: TargetVersion = newestTarget,
): Plan {
  return planChange({ ...(before === undefined ? {} : { before }), after, target, facts: facts(given) })
}

const changes = ({ services }: Plan) => services.map(({ name, change }) => `${name} ${change}`)
const reasons = (result: Plan, name: string) => result.services.find((each) => each.name === name)?.reasons
const codes = ({ hazards }: Plan) => hazards.map(({ code }) => code)

describe('services', () => {
  test.each([
    ['the same text', base],
    ['a comment', base.replace('services:', '# what it is for\nservices:')],
    ['other quotes', base.replace('app_name: grafana', 'app_name: "grafana"')],
    [
      'reordered keys',
      base.replace(
        '    name: grafana\n    app_name: grafana\n',
        '    app_name: grafana\n    name: grafana\n',
      ),
    ],
    [
      'a default written out',
      base.replace('app_name: grafana\n', 'app_name: grafana\n    specific_tls_naming: false\n'),
    ],
    ['the same duration written differently', base.replace('credential_ttl: 1h', 'credential_ttl: 60m')],
    ['the same folder written differently', base.replace('path: /opt/grafana', 'path: /opt//grafana/')],
    ['the old name of the list', base.replace('services:', 'outputs:')],
    ['a key tbot ignores', base.replace('services:', 'x-note: 1\nservices:')],
    ['another spelling of the lifetime', base.replace('credential_ttl', 'certificate_ttl')],
  ])('%s restarts nothing', (_what, after) => {
    const result = plan(after, base)
    expect(changes(result)).toEqual(['identity-1 none', 'grafana none'])
    expect(result.files).toEqual([])
    expect(result.title).toMatch(/^(?:Nothing to apply|No service restarts)/)
  })

  test('a changed key restarts that service alone and says why', () => {
    const after = base.replace(
      'app_name: grafana\n',
      'app_name: grafana\n    credential_ttl: 15m\n    renewal_interval: 5m\n',
    )
    const result = plan(after, base)
    expect(changes(result)).toEqual(['identity-1 none', 'grafana restart'])
    expect(reasons(result, 'grafana')).toEqual(['credential_ttl 1h to 15m', 'renewal_interval 20m to 5m'])
    expect(result.title).toBe('One service restarts, nothing stops')
    expect([result.restartsBot, needsRestart(base, after, 19)]).toEqual([true, true])
  })

  test('comments and another order need no restart of the bot', () => {
    const after = `# for the web\n${base}`
    expect([plan(after, base).restartsBot, needsRestart(base, after, 19)]).toEqual([false, false])
  })

  test('a lifetime at the top restarts those that inherit it', () => {
    const own = base.replace(
      'app_name: grafana\n',
      'app_name: grafana\n    credential_ttl: 30m\n    renewal_interval: 10m\n',
    )
    const result = plan(own.replace('credential_ttl: 1h', 'credential_ttl: 2h'), own)
    expect(changes(result)).toEqual(['identity-1 restart', 'grafana none'])
    expect(reasons(result, 'identity-1')).toEqual(['credential_ttl 1h to 2h'])
  })

  test.each([
    ['auth_server teleport.example.com:3025 to other:3025', base.replace('teleport.example.com', 'other')],
    ['insecure false to true', base.replace('credential_ttl', 'insecure: true\ncredential_ttl')],
    ['token changed', base.replace('canary-secret-0123456789', 'canary-secret-9876543210')],
    ['storage.path /var/lib/bot to /var/lib/new', base.replace('/var/lib/bot', '/var/lib/new')],
  ])('%s restarts everything', (reason, after) => {
    const result = plan(after, base)
    expect(changes(result)).toEqual(['identity-1 restart', 'grafana restart'])
    expect(reasons(result, 'grafana')).toEqual([reason])
  })

  test('diagnostics and debug restart no service, and are told', () => {
    const result = plan(base.replace('credential_ttl', 'diag_addr: 127.0.0.1:3001\ncredential_ttl'), base)
    expect(changes(result)).toEqual(['identity-1 none', 'grafana none'])
    expect(result.title).toBe('No service restarts: diag_addr set to 127.0.0.1:3001')
  })

  test('a service put in front does not restart the others, but for made names', () => {
    const other = identity.replace('/opt/id', '/opt/other')
    const result = plan(`${head}services:\n${other}${identity}${grafana}`, base)
    expect(changes(result)).toEqual(['identity-1 start', 'identity-2 restart', 'grafana none'])
    expect(reasons(result, 'identity-2')).toEqual(['name identity-1 to identity-2'])
  })

  test('a renamed service is the same one at the same place', () => {
    const result = plan(base.replace('name: grafana', 'name: boards'), base)
    expect(changes(result)).toEqual(['identity-1 none', 'boards restart'])
    expect(result.files.filter(({ change }) => change === 'left-behind')).toEqual([])
  })

  test('a removed service stops and a new one starts', () => {
    const added = grafana.replaceAll('grafana', 'loki')
    const result = plan(`${head}services:\n${identity}${added}`, base)
    expect(changes(result)).toEqual(['identity-1 none', 'loki start', 'grafana stop'])
    expect(result.title).toBe('One service starts, one stops')
  })

  test('one-shot mode stops a listener and says that tbot skips it', () => {
    const tunnel = `  - {type: application-tunnel, name: web, app_name: web, listen: 'tcp://127.0.0.1:8000'}\n`
    const before = `${base}${tunnel}`
    const result = plan(before.replace('credential_ttl', 'oneshot: true\ncredential_ttl'), before)
    expect(changes(result)).toContain('web stop')
    expect(reasons(result, 'web')).toEqual(['oneshot skips it: it has nothing to write once'])
  })

  test('leeway restarts a tunnel and nothing else', () => {
    const before = `${base}  - {type: application-tunnel, name: web, app_name: web, listen: 'tcp://127.0.0.1:8000'}\n`
    const result = plan(before.replace('credential_ttl', 'leeway: 5s\ncredential_ttl'), before)
    expect(changes(result)).toEqual(['identity-1 none', 'grafana none', 'web restart'])
  })
})

describe('titles', () => {
  test.each([
    ['Nothing to apply. The file equals the running one.', base, base],
    ['Two services start', base, undefined],
    ['The bot joins, and runs no service', head, undefined],
    ['Two services stop', head, base],
    ['Cannot be applied: 1 error', base.replace('type: identity', 'type: Identity'), base],
    [
      'Cannot be applied: 2 errors',
      base.replace('type: identity', 'type: Identity').replace('1h', '1 h'),
      base,
    ],
    ['No service restarts. Only comments, order or spelling change.', `${base}# end\n`, base],
    ['The bot itself starts over; it runs no service', head.replace('teleport', 'other'), head],
  ])('%s', (title, after, before) => {
    expect(plan(after, before).title).toBe(title)
  })

  test('a bot that does not run has a saved file', () => {
    expect(plan(base, base, { isRunning: false }).title).toBe(
      'Nothing to apply. The file equals the saved one.',
    )
  })

  test('with errors nothing is planned and the errors have their places', () => {
    const result = plan(base.replace('type: identity', 'type: Identity'), base)
    expect(result).toMatchObject({ canApply: false, services: [], files: [], errors: [{ line: 9 }] })
  })
})

describe('files', () => {
  const folders = new Map([
    absent('/var/lib/bot'),
    absent('/opt/id'),
    present('/opt/grafana', { entries: ['tlscert'] }),
  ])

  test('of a first start are made, with folders before them, modes and owner', () => {
    const { files } = plan(base, undefined, { folders, hasIdentity: false })
    const line = ({ change, path, shape, mode = '', owner = '' }: Plan['files'][number]) =>
      [change, path, shape, mode, owner].join(' ')
    const lines = files.map(line)
    expect(lines[0]).toBe('create /var/lib/bot folder 0700 deploy')
    expect(lines).toContain('create /var/lib/bot/lock file 0600 deploy')
    expect(lines).toContain('create /opt/id folder 0700 deploy')
    expect(lines).toContain('create /opt/id/<cluster>.ssh_config file 0600 deploy')
    expect(lines).toContain('replace /opt/grafana/tlscert file 0600 deploy')
    expect(lines).toContain('create /opt/grafana/key file 0600 deploy')
    expect(files.filter(({ shape }) => shape === 'folder')).toHaveLength(2)
  })

  test('of a moved service stay where they are', () => {
    const given = new Map([
      ...facts().folders,
      present('/opt/grafana', { entries: ['tlscert', 'key', 'unrelated'] }),
      absent('/srv/grafana'),
    ])
    const result = plan(base.replace('/opt/grafana', '/srv/grafana'), base, { folders: given })
    const behind = result.files.filter(({ change }) => change === 'left-behind').map(({ path }) => path)
    expect(behind).toEqual(['/opt/grafana/tlscert', '/opt/grafana/key'])
    expect(result.files[0]).toMatchObject({ path: '/srv/grafana', change: 'create', shape: 'folder' })
    expect(reasons(result, 'grafana')).toEqual(['destination.path /opt/grafana to /srv/grafana'])
  })

  test('of a stopped service stay, and nothing is written for it', () => {
    const given = new Map([...facts().folders, present('/opt/grafana', { entries: ['key'] })])
    const result = plan(`${head}services:\n${identity}`, base, { folders: given })
    expect(result.files).toEqual([
      { path: '/opt/grafana/key', change: 'left-behind', shape: 'file', service: 'grafana' },
    ])
  })

  test('that a set no longer has stay when tbot wrote them', () => {
    const before = base.replace('app_name: grafana\n', 'app_name: grafana\n    specific_tls_naming: true\n')
    const given = new Map([
      ...facts().folders,
      present('/opt/grafana', { entries: ['tls.crt'], written: [] }),
    ])
    expect(plan(base, before, { folders: given }).files).toContainEqual(
      expect.objectContaining({ path: '/opt/grafana/tls.crt', change: 'left-behind' }),
    )
  })

  test('in memory and in Secrets have the place in front and no mode', () => {
    const after = `${head}services:
  - {type: identity, ssh_config: off, destination: {type: memory}}
  - {type: application, app_name: web, destination: {type: kubernetes_secret, name: web, namespace: prod}}
`
    const result = plan(after)
    expect(result.files).toContainEqual({
      path: 'memory key',
      change: 'create',
      shape: 'file',
      service: 'identity-1',
    })
    expect(result.files).toContainEqual({
      path: 'kubernetes_secret prod/web',
      change: 'create',
      shape: 'secret',
      service: 'application-1',
    })
    expect(result.unknown).toEqual(['The Secret prod/web was not looked at; that takes the Kubernetes API.'])
  })

  test('sockets of listeners and Secrets for Argo CD are told too', () => {
    const after = `${head}services:
  - {type: database-tunnel, service: pg, database: a, username: b, listen: 'unix:///run/pg.sock'}
  - {type: kubernetes/argo-cd, selectors: [{name: prod}]}
`
    const own = plan(after).files.filter(({ service }) => service !== undefined)
    expect(own).toEqual([
      {
        path: '/run/pg.sock',
        change: 'create',
        shape: 'socket',
        mode: '0777',
        owner: 'deploy',
        service: 'database-tunnel-1',
      },
      {
        path: 'kubernetes_secret teleport.argocd-cluster.<hash>',
        change: 'create',
        shape: 'secret',
        service: 'kubernetes-argo-cd-1',
      },
    ])
  })

  test('name the readers beside their owner, unless access lists are off', () => {
    const readers = 'readers: [{user: nginx}, {group: web}]'
    const ownerOf = (after: string) =>
      plan(after).files.find(({ path }) => path === '/opt/grafana/key')?.owner
    const withReaders = base.replace('path: /opt/grafana}', `path: /opt/grafana, ${readers}}`)
    expect(ownerOf(withReaders)).toBe('deploy; nginx and group web may read')
    expect(ownerOf(withReaders.replace(readers, `acls: off, ${readers}`))).toBe('deploy')
  })
})

describe('joining', () => {
  const stopped = { isRunning: false }
  test.each([
    ['a first start without identity', base, undefined, { hasIdentity: false }, true],
    ['a first start with an identity', base, undefined, {}, false],
    [
      'a running bot',
      base.replace('app_name: grafana', 'app_name: loki'),
      base,
      { hasIdentity: false },
      false,
    ],
    ['a stopped bot with its identity', base, base, stopped, false],
    ['a stopped bot without identity', base, base, { ...stopped, hasIdentity: false }, true],
    ['another address', base.replace('teleport', 'other'), base, {}, true],
    ['another token', base.replace('0123456789', '9876543210'), base, {}, true],
    ['another method', base.replace('join_method: token', 'join_method: iam'), base, {}, true],
    ['another storage with an identity', base.replace('/var/lib/bot', '/var/lib/new'), base, {}, false],
    [
      'another storage without',
      base.replace('/var/lib/bot', '/var/lib/new'),
      base,
      { hasIdentity: false },
      true,
    ],
  ] as const)('%s', (_what, after, before, given, needsToken) => {
    const { join } = plan(after, before, given)
    expect(join.needsToken).toBe(needsToken)
    expect(join.reason).toMatch(/\w{3}.*\.$/)
  })

  test('a method that renews nothing joins at every start, and a running bot of it goes on', () => {
    const iam = base.replace('join_method: token', 'join_method: iam')
    expect(plan(iam).join).toMatchObject({ needsToken: true })
    expect(plan(iam).join.reason).toMatch(/nothing is used up/)
    expect(plan(`${iam}# end`, iam).join.needsToken).toBe(false)
  })

  test('memory loses the identity as soon as something restarts', () => {
    const memory = base.replace('{type: directory, path: /var/lib/bot}', '{type: memory}')
    expect(plan(memory.replace('app_name: grafana', 'app_name: loki'), memory).join.needsToken).toBe(true)
    expect(plan(`${memory}# end`, memory).join.needsToken).toBe(false)
  })
})

describe('hazards', () => {
  test('of the checks are kept with their places', () => {
    expect(plan(`insecure: true\n${base}`).hazards[0]).toMatchObject({ code: 'config.insecure', line: 1 })
  })

  test('types the engine does not run are told once each', () => {
    const result = plan(
      `${base}  - {type: ssh_host, principals: [a], destination: {type: directory, path: /opt/host}}\n`,
    )
    expect(result.hazards.filter(({ code }) => code === 'service.not-supported')).toEqual([
      {
        code: 'service.not-supported',
        path: 'services[2].type',
        message: "Botdesk's own engine does not run this type yet; tbot does.",
        line: 15,
        column: 5,
      },
    ])
    expect(codes(plan(base))).not.toContain('service.not-supported')
  })

  test('a folder inside the folder of another service', () => {
    const result = plan(base.replace('/opt/grafana', '/opt/id/grafana'))
    expect(result.hazards).toContainEqual(
      expect.objectContaining({ code: 'destination.nested', path: 'services[1].destination.path' }),
    )
    expect(codes(plan(base.replace('/opt/grafana', '/opt/idea')))).not.toContain('destination.nested')
  })

  test.each([
    ['destination.world-readable', { mode: '0755' }],
    ['destination.world-writable', { mode: '0777' }],
    ['destination.permission-denied', { isWritable: false }],
    ['destination.symlink', { kind: 'link' as const }],
    ['destination.not-a-directory', { kind: 'other' as const }],
  ])('%s', (code, change) => {
    const folders = new Map([...facts().folders, present('/opt/grafana', change)])
    expect(plan(base, undefined, { folders }).hazards).toContainEqual(
      expect.objectContaining({ code, path: 'services[1].destination.path', line: 14 }),
    )
    expect(codes(plan(base))).not.toContain(code)
  })

  test('links that are wanted are none', () => {
    const folders = new Map([...facts().folders, present('/opt/grafana', { kind: 'link' })])
    const after = base.replace('path: /opt/grafana}', 'path: /opt/grafana, symlinks: insecure}')
    expect(codes(plan(after, undefined, { folders }))).not.toContain('destination.symlink')
  })

  test.each([
    ['nobody knows', { entries: ['tls.crt', 'key'] }, true],
    ['Botdesk wrote', { entries: ['key'], written: ['key'] }, false],
    ['tbot left with its mark', { entries: ['key', '.write-test'] }, false],
    ['stand beside what Botdesk marked', { entries: ['key', '.write-test'], written: ['.write-test'] }, true],
    ['are taken over', { entries: ['key'], kept: [{ name: 'key', copy: 'key.before-botdesk' }] }, false],
    ['nobody needs', { entries: ['notes.txt'] }, false],
  ])('files of the same name that %s', (_what, content, isForeign) => {
    const folders = new Map([...facts().folders, present('/opt/grafana', content)])
    const result = plan(base, undefined, { folders })
    expect(codes(result).includes('destination.foreign-file')).toBe(isForeign)
    expect(result.canApply).toBe(!isForeign)
  })

  test('files of somebody else are decided on where a service that Botdesk runs needs them', () => {
    const foreign = (folder: string, entries: string[]) =>
      new Map([...facts().folders, present(folder, { entries })])
    const result = plan(base, undefined, { folders: foreign('/opt/grafana', ['key', 'tlscert']) })
    expect(result.title).toBe('Cannot be applied yet: 2 files are not decided')
    expect(result.hazards.find(({ undecided }) => undecided)?.undecided).toEqual({
      service: 'grafana',
      folder: '/opt/grafana',
      files: ['key', 'tlscert'],
    })
    // It keeps running and has the name already.
    expect(plan(base, base, { folders: foreign('/opt/grafana', ['key']) }).canApply).toBe(true)
    const host = `${base}  - {type: ssh_host, principals: [a], destination: {type: directory, path: /opt/host}}\n`
    const unrun = plan(host, undefined, { folders: foreign('/opt/host', ['ssh_host']) })
    expect(codes(unrun)).toContain('destination.foreign-file')
    expect(unrun.canApply).toBe(true)
  })

  test('a file where the folder of a set would be is in the way; other files of that folder are not', () => {
    const database = base.replace(
      /  - type: application[^]*$/,
      '  - {type: database, format: cockroach, service: a, username: b, database: c, destination: {type: directory, path: /opt/db}}\n',
    )
    const withEntries = (entries: string[]) =>
      codes(
        plan(database, undefined, {
          folders: new Map([...facts().folders, present('/opt/db', { entries })]),
        }),
      )
    expect(withEntries(['cockroach'])).toContain('destination.foreign-file')
    expect(withEntries(['cockroach/node.key'])).toContain('destination.foreign-file')
    expect(withEntries(['cockroach/notes'])).not.toContain('destination.foreign-file')
  })

  test('files of the running service are its own', () => {
    const folders = new Map([...facts().folders, present('/opt/grafana', { entries: ['key'] })])
    const result = plan(base.replace('app_name: grafana', 'app_name: loki'), base, { folders })
    expect(changes(result)).toContain('grafana restart')
    expect(codes(result)).not.toContain('destination.foreign-file')
  })

  test('readers that would lose access are named', () => {
    const readers = (list: string) =>
      base.replace('path: /opt/grafana}', `path: /opt/grafana, readers: [${list}]}`)
    const both = readers('{user: nginx}, {group: web}')
    const moved = plan(base.replace('/opt/grafana', '/srv/grafana'), both)
    expect(moved.hazards.find(({ code }) => code === 'destination.readers-removed')?.message).toBe(
      'nginx and group web would lose access. /opt/grafana lets them in; the new place has no readers.',
    )
    expect(
      plan(readers('{group: web}'), both).hazards.find(({ code }) => code === 'destination.readers-removed')
        ?.message,
    ).toBe('nginx would lose access. The new text does not name them as readers.')
    expect(codes(plan(both, base))).not.toContain('destination.readers-removed')
  })

  test.each([
    ['storage.shared', { bot: 'other', path: 'storage', folder: '/var/lib/bot' }],
    ['destination.shared', { bot: 'other', path: 'services[0]', service: 'x', folder: '/opt/grafana' }],
    ['destination.shared', { bot: 'other', path: 'services[0]', service: 'x', folder: '/opt/grafana/deep' }],
  ])('%s with a neighbour', (code, neighbour) => {
    expect(codes(plan(base, undefined, { neighbours: [neighbour] }))).toContain(code)
    expect(
      codes(plan(base, undefined, { neighbours: [{ ...neighbour, folder: '/elsewhere' }] })),
    ).not.toContain(code)
  })
})

test('no secret of either text is in a plan', () => {
  const after = base.replace('canary-secret-0123456789', 'canary-secret-9876543210')
  const links = 'join_uri: tbot+auth+token://canary-secret-link-token@teleport.example.com:3025\n'
  const byLink = base.replace(/auth_server.*\n/, links).replace(/  token: .*\n/, '')
  for (const [now, old] of [
    [after, base],
    [byLink, base],
    [base, byLink],
    [after, undefined],
  ] as const) {
    const result = plan(now, old)
    expect(result.canApply).toBe(true)
    expect(JSON.stringify(result)).not.toContain('canary-secret')
  }
})

test('the folders of a text are found with their writers, also where the text has errors', () => {
  const text = `${base}  - {type: application, destination: {type: directory, path: out}}\n`
  expect(foldersOf(text).map(({ folder }) => folder)).toEqual([
    '/var/lib/bot',
    '/opt/id',
    '/opt/grafana',
    'out',
  ])
  expect(foldersOf(text)[0]?.names).toContain('tokenhash')
  expect(foldersOf(text)[1]).toMatchObject({ followsLinks: false })
  expect(foldersOf(text)[1]?.names).toContain('<cluster>.ssh_config')
  const twice = text.replace('path: out', 'path: /opt/id, symlinks: insecure')
  expect(foldersOf(twice)[1]).toMatchObject({ folder: '/opt/id', followsLinks: true })
  expect(writersOf(text)[2]).toEqual({ path: 'services[1]', service: 'grafana', folder: '/opt/grafana' })
  expect(foldersOf('version: v2')).toMatchObject([{ folder: '/var/lib/teleport/bot' }])
  expect(foldersOf('{')).toEqual([])
})

/** How long it takes to compare that many services with themselves in another order, less one. */
function timeOf(length: number): number {
  const services = Array.from(
    { length },
    (_each, index) =>
      `  - {type: identity, name: n${index}, destination: {type: directory, path: /o/${index}}}\n`,
  )
  const head = 'version: v2\nauth_server: a:1\nonboarding: {join_method: iam, token: a}\nservices:\n'
  const before = `${head}${services.join('')}`
  const after = `${head}${services.toReversed().slice(1).join('')}`
  const facts = { account: 'bot', folders: new Map(), hasIdentity: true }
  const began = performance.now()
  const plan = planChange({ before, after, target: 19, facts })
  const time = performance.now() - began
  expect(plan.services.filter(({ change }) => change === 'stop')).toMatchObject([{ name: `n${length - 1}` }])
  expect(plan.services.filter(({ change }) => change === 'none')).toHaveLength(length - 1)
  return time
}

test('eight times as many services take about eight times as long, not sixty-four', () => {
  timeOf(100)
  const few = Math.min(timeOf(100), timeOf(100))
  expect(timeOf(800) / few).toBeLessThan(32)
})

test('a folder that is called like the token is told with dots', () => {
  const token = 'canary-secret-as-a-folder'
  const after = `version: v2
auth_server: a:1
onboarding: {join_method: token, token: ${token}}
services: [{type: identity, destination: {type: directory, path: /opt/${token}}}]
`
  const facts = { account: 'bot', folders: new Map(), hasIdentity: false }
  const plan = planChange({ after, target: 19, facts })
  expect(plan.files.map(({ path }) => path)).toContain('/opt/••••••••/tlscert')
  expect(JSON.stringify(plan)).not.toContain(token)
})
