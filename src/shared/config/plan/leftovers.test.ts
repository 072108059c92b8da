import { expect, test } from 'vitest'
import { planChange } from './index.ts'
import type { FolderFacts, PlanFacts } from './index.ts'

const head = `version: v2
auth_server: teleport.example.com:3025
onboarding: {join_method: token, token: canary-secret-0123456789}
storage: {type: directory, path: /var/lib/bot}
services:
  - {type: identity, name: ssh, destination: {type: directory, path: /opt/ssh}}
`
const grafana =
  '  - {type: application, name: grafana, app_name: a, destination: {type: directory, path: /opt/grafana}}\n'
const before = `${head}${grafana}`
const moved = before.replace('/opt/grafana', '/srv/grafana')
const written = ['tlscert', 'key', '.write-test']

function leftovers(
  after: string,
  o: { old?: string; folder?: Partial<FolderFacts>; facts?: Partial<PlanFacts> } = {},
) {
  const folder = (path: string): [string, FolderFacts] => [
    path,
    {
      path,
      exists: true,
      kind: 'folder',
      isWritable: true,
      entries: ['notes', ...written],
      written,
      ...o.folder,
    },
  ]
  const folders = new Map(['/opt/grafana', '/opt/ssh', '/var/lib/bot', '/opt'].map(folder))
  const facts = { account: 'deploy', folders, hasIdentity: true, ...o.facts }
  return planChange({ before: o.old ?? before, after, target: 19, facts }).leftovers
}

const all = [{ folder: '/opt/grafana', names: written.toSorted() }]

test.each([
  ['was removed', head],
  ['moved', moved],
  ['moved to memory', before.replace('{type: directory, path: /opt/grafana}', '{type: memory}')],
])('a service that %s leaves what Botdesk wrote, by its marks', (_what, after) => {
  expect(leftovers(after)).toEqual(all)
})

test.each([
  ['stays', before],
  ['changes in its place', before.replace('app_name: a', 'app_name: b')],
  ['left its folder to another one', before.replace('name: grafana', 'name: other')],
  [
    'left its folder inside that of another one',
    `${head}  - {type: identity, destination: {type: directory, path: /opt}}\n`,
  ],
  [
    'left its folder around that of another one',
    `${head}  - {type: identity, destination: {type: directory, path: /opt/grafana/in}}\n`,
  ],
  ['went with a bot that runs once from now on', `oneshot: true\n${head}`],
])('nothing may be deleted of a service that %s', (_what, after) => {
  expect(leftovers(after)).toEqual([])
})

test('two services that shared a folder must both be gone', () => {
  const shared = before.replace('/opt/ssh', '/opt/grafana')
  expect(leftovers(shared.replace(grafana, ''), { old: shared })).toEqual([])
  const both = shared.replaceAll('/opt/grafana', '/srv/new')
  expect(leftovers(both, { old: shared })).toEqual(all)
})

test.each([
  ['is a link', { kind: 'link' as const }],
  ['is reached by a link', { realPath: '/srv/real' }],
  ['cannot be written', { isWritable: false }],
  ['could not be looked at', { problem: 'no permission', exists: false }],
  ['holds nothing with a mark', { written: [], entries: ['tlscert', 'key'] }],
])('nothing may be deleted in a folder that %s', (_what, folder) => {
  expect(leftovers(moved, { folder })).toEqual([])
})

test('what tbot wrote is known by its mark, and only the names of the service count', () => {
  const entries = ['tlscert', 'key', 'notes', '.write-test', 'trial.known_hosts']
  expect(leftovers(moved, { folder: { written: [], entries } })).toEqual([
    { folder: '/opt/grafana', names: ['.write-test', 'key', 'tlscert'] },
  ])
  const withoutSsh = before.replace('/opt/ssh', '/srv/ssh')
  expect(leftovers(withoutSsh, { folder: { written: [], entries } })).toEqual([
    { folder: '/opt/ssh', names: ['.write-test', 'key', 'tlscert', 'trial.known_hosts'] },
  ])
})

test('neither the folder of another bot, nor a storage, nor one named like a secret', () => {
  const neighbours = [{ bot: 'other', path: 'services[0]', service: 'x', folder: '/opt/grafana/' }]
  expect(leftovers(moved, { facts: { neighbours } })).toEqual([])
  const inStorage = before.replaceAll('/opt/grafana', '/var/lib/bot')
  const elsewhere = moved.replace('/var/lib/bot', '/var/lib/new')
  expect(leftovers(elsewhere, { old: inStorage })).toEqual([])
  const secret = (text: string) => text.replace('canary-secret-0123456789', '/opt/grafana')
  expect(leftovers(secret(moved), { old: secret(before) })).toEqual([])
})
