import { afterEach, expect, test } from 'vitest'
import { checkConfig } from '../../shared/config/index.ts'
import type { Preflight, ProbeStep } from '../../shared/contract/authoring.ts'
import { openLocalCluster } from '../local-cluster/index.ts'
import type { DiskDirectory } from '../ports/testing/memory-disk.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import { replaceTextFile } from '../ports/text-file.ts'
import { preflight } from './preflight.ts'

const { signal } = new AbortController()
const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

/** A cluster and a computer with two folders; `text` is a configuration that has nothing to complain about. */
async function createWorld() {
  const simulator = createSimulator({ seed: 1 })
  const cluster = await openLocalCluster({
    ports: simulator.host('cluster').ports,
    dataFolder: '/var/lib/cluster',
    clusterName: 'trial',
    version: '18.2.1',
    signal,
  })
  const info = await cluster.listen({ host: 'cluster', port: 3025 })
  const { token } = await cluster.addBot({ name: 'demo', roles: [] })
  const host = simulator.host('workstation')
  const { files } = host.ports
  for (const path of ['/srv/out', '/srv/storage']) {
    await (await files.openDirectory(path, { create: true, symlinks: 'refuse' })).close()
  }
  const text = `version: v2
auth_server: cluster:3025
onboarding: {join_method: token, token: ${token}, ca_pins: ['${info.caPins[0]}']}
storage: {type: directory, path: /srv/storage}
diag_addr: 127.0.0.1:3001
services:
  - {type: identity, destination: {type: directory, path: /srv/out/new/deeper}}
  - {type: ssh_host, principals: [a], destination: {type: directory, path: /srv/host}}
`
  const look = (change: (text: string) => string = (same) => same, target: 17 | 18 | 19 = 18) =>
    preflight(host.ports, { text: change(text), target }, { signal })
  return { simulator, cluster, host, text, look }
}

/** Every path below a directory, with the text of its files. */
function everything(directory: DiskDirectory, at = ''): string[] {
  return [...directory.entries].flatMap(([name, node]) => {
    const path = `${at}/${name}`
    if (node.kind === 'directory') return [path, ...everything(node, path)]
    return [node.kind === 'file' ? `${path}: ${Buffer.from(node.data).toString()}` : path]
  })
}

const named = ({ steps }: Preflight, name: ProbeStep['name']) => steps.filter((step) => step.name === name)
const shape = ({ steps }: Preflight) => steps.map(({ name, state }) => `${name} ${state}`)

test('a good configuration passes every step; nothing is left behind and the token is unused', async () => {
  const { cluster, host, look } = await createWorld()
  const before = everything(host.disk.root)
  const result = await look()
  expect(shape(result)).toEqual([
    'resolve done',
    'connect done',
    'tls done',
    'ping done',
    'pin done',
    'clock done',
    'version done',
    'join-method done',
    'token done',
    'storage done',
    'destination done',
    'destination skipped',
    'diagnostics done',
  ])
  expect(named(result, 'destination').map(({ path, detail }) => ({ path, detail }))).toEqual([
    { path: 'services[0].destination', detail: '/srv/out/new/deeper can be made in /srv/out' },
    { path: 'services[1]', detail: 'Botdesk does not run services of type ssh_host' },
  ])
  expect(everything(host.disk.root)).toEqual(before)
  expect(cluster.view().tokens).toMatchObject([{ bot: 'demo' }])
  expect(cluster.view().tokens[0]?.usedAt).toBeUndefined()
})

test('a text with errors, or with dots for a secret, is refused', async () => {
  const { look } = await createWorld()
  await expect(look(() => 'version: v2\noneshot: maybe\n')).rejects.toMatchObject({ code: 'config.invalid' })
  await expect(look((text) => text.replace(/token: \w+,/, 'token: "••••••••",'))).rejects.toMatchObject({
    code: 'config.invalid',
  })
})

test.each<[string, (text: string) => string, ProbeStep['name'], ProbeStep['state'], string]>([
  [
    'a pin of another authority',
    (text) => text.replace(/sha256:\w{8}/, 'sha256:00000000'),
    'pin',
    'failed',
    'join.ca-pin-mismatch',
  ],
  ['no pin', (text) => text.replace(/, ca_pins: .*\]/, ''), 'pin', 'warning', 'No pin is set'],
  [
    'an authority file that is not there',
    (text) => text.replace(/ca_pins: .*\]/, 'ca_path: /etc/none.pem'),
    'pin',
    'warning',
    '/etc/none.pem is not there',
  ],
  [
    'a join method that is not supported',
    (text) => text.replace('join_method: token', 'join_method: github'),
    'join-method',
    'failed',
    'join.method-not-supported',
  ],
  [
    'a token file that is missing',
    (text) => text.replace(/token: \w+,/, 'token: /etc/none,'),
    'token',
    'failed',
    'join.token-missing',
  ],
  [
    'storage in memory',
    (text) => text.replace(/storage: .*/, 'storage: {type: memory}'),
    'storage',
    'warning',
    'Kept in memory',
  ],
  [
    'a Kubernetes Secret',
    (text) => text.replace(/destination: \{.*deeper\}/, 'destination: {type: kubernetes_secret, name: x}'),
    'destination',
    'failed',
    'destination.not-supported',
  ],
  [
    'an address at which an auth service answers as proxy_server',
    (text) => text.replace('auth_server', 'proxy_server'),
    'ping',
    'failed',
    'An auth service answers at proxy_server',
  ],
])('tells of %s', async (_what, change, name, state, words) => {
  const { look } = await createWorld()
  const found = named(await look(change), name).find((step) => step.state === state)
  expect(`${found?.error?.code ?? ''} ${found?.detail ?? ''}`).toContain(words)
})

test('tells of a target newer than the cluster', async () => {
  const { look } = await createWorld()
  const [version] = named(await look(undefined, 19), 'version')
  expect(version).toMatchObject({
    state: 'warning',
    detail: 'The target, Teleport 19, is newer than the cluster, 18.2.1',
  })
})

test('looks at this computer also when the cluster does not answer', async () => {
  const { look } = await createWorld()
  const result = await look((text) => text.replace('cluster:3025', 'cluster:9'))
  expect(shape(result)).toEqual([
    'resolve done',
    'connect failed',
    'join-method done',
    'token done',
    'storage done',
    'destination done',
    'destination skipped',
    'diagnostics done',
  ])
})

test('tells that another process holds the storage, and leaves its lock alone', async () => {
  const { host, look } = await createWorld()
  const lock = await host.ports.files.lock('/srv/storage/lock', { purpose: 'bot', signal })
  cleanups.push(() => lock.release())
  const [storage] = named(await look(), 'storage')
  expect(storage).toMatchObject({ state: 'failed', error: { code: 'storage.in-use' } })
})

test('what the running bot holds itself is no problem', async () => {
  const { host, text } = await createWorld()
  const { ports } = host
  const lock = await ports.files.lock('/srv/storage/lock', { purpose: 'bot', signal })
  cleanups.push(() => lock.release())
  await ports.network.serveHttp({ host: '127.0.0.1', port: 3001, handle: () => undefined })
  const running = checkConfig(text, { target: 18 }).config
  const result = await preflight(ports, { text, target: 18, running }, { signal })
  expect([...named(result, 'storage'), ...named(result, 'diagnostics')]).toMatchObject([
    { state: 'done' },
    { state: 'done', detail: 'Held by this bot, which runs' },
  ])
  const stopped = await preflight(ports, { text, target: 18 }, { signal })
  expect(named(stopped, 'diagnostics')).toMatchObject([
    { state: 'failed', error: { code: 'diagnostics.port-in-use' } },
  ])
})

test('tells of a link on the way and of a folder that is a file', async () => {
  const { host, look } = await createWorld()
  const { files } = host.ports
  const folder = await files.openDirectory('/srv', { symlinks: 'follow' })
  await folder.symlink('/srv/storage', 'link')
  await folder.close()
  await replaceTextFile(files, '/srv/file', 'text')
  const to = (path: string) => (text: string) => text.replace('/srv/out/new/deeper', path)
  expect(named(await look(to('/srv/link')), 'destination')[0]).toMatchObject({
    error: { code: 'destination.symlink' },
  })
  expect(named(await look(to('/srv/file')), 'destination')[0]).toMatchObject({
    error: { code: 'destination.not-a-directory' },
  })
})

test('no step holds the token', async () => {
  const { look, text } = await createWorld()
  const token = /token: (\w+),/.exec(text)?.[1] ?? 'missing'
  const results = [await look(), await look((same) => same.replace('cluster:3025', 'cluster:9'))]
  expect(JSON.stringify(results)).not.toContain(token)
})

test.each([
  ['try', 'warning', 'can be made in /srv/out, but readers are not let in: no such account: group ghosts'],
  ['required', 'failed', 'no such account: group ghosts'],
  ['off', 'done', 'can be made in /srv/out'],
])('readers that this computer does not know, with acls: %s', async (acls, state, words) => {
  const { host, look } = await createWorld()
  host.processes.programs.set('getent', ([, database]) => ({
    exitCode: database === 'passwd' ? 0 : 2,
    stdout: database === 'passwd' ? 'nginx:x:33:33::/:/bin/false' : '',
    stderr: '',
  }))
  const before = everything(host.disk.root)
  const readers = `deeper, acls: ${acls}, readers: [{user: nginx}, {group: ghosts}]`
  const [found] = named(await look((text) => text.replace('deeper', readers)), 'destination')
  expect(found).toMatchObject({ state, path: 'services[0].destination' })
  expect(`${found?.detail} ${found?.error?.message ?? ''}`).toContain(words)
  expect(everything(host.disk.root)).toEqual(before)
})
