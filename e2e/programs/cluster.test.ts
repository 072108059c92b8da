import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Background, botdesk, botdeskJson, freshFolder } from './program.ts'
import { TrialCluster, canaryToken } from './trial-cluster.ts'

const folder = freshFolder('cluster')
const dataDir = join(folder, 'cluster')
let cluster: TrialCluster

beforeAll(async () => {
  cluster = await TrialCluster.start(folder)
})

afterAll(async () => {
  await cluster.stop()
})

test('start and status give the documented JSON', () => {
  const status = botdeskJson(['cluster', 'status', '--data-dir', dataDir])
  expect(Object.keys(status).toSorted()).toEqual(['auth_server', 'ca_pins', 'cluster_name', 'pid', 'version'])
  expect(status).toMatchObject({
    auth_server: cluster.address,
    ca_pins: [cluster.pin],
    pid: cluster.process.pid,
  })
})

test('bots add and tokens add give the documented JSON', () => {
  const bot = botdeskJson([
    'cluster',
    'bots',
    'add',
    'shape',
    '--roles=grafana-reader',
    '--data-dir',
    dataDir,
  ])
  expect(Object.keys(bot).toSorted()).toEqual([
    'auth_server',
    'bot',
    'ca_pins',
    'expires',
    'join_method',
    'token',
  ])
  const token = botdeskJson([
    'cluster',
    'tokens',
    'add',
    '--bot=shape',
    '--single-use',
    '--data-dir',
    dataDir,
  ])
  expect(Object.keys(token).toSorted()).toEqual(['expires', 'token', 'type'])
})

test('state survives kill -9, and the folder is for its owner only', async () => {
  cluster.admin('bots', 'add', 'kept', '--roles=grafana-reader')
  const pin = cluster.pin
  await cluster.process.end('SIGKILL')
  await cluster.run()
  expect(cluster.pin).toBe(pin)
  expect(cluster.admin('bots', 'ls')).toContain('kept')
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
})

test('a second process is refused with a message that names the first', () => {
  const { code, stderr } = botdesk(['cluster', 'start', '--data-dir', dataDir, '--listen', '127.0.0.1:0'])
  expect(code).toBe(1)
  expect(stderr).toContain('cluster.in-use')
  expect(stderr).toContain(String(cluster.process.pid))
})

test('a taken port is named and nothing is started', () => {
  const other = freshFolder('taken')
  const { code, stderr } = botdesk(['cluster', 'start', '--data-dir', other, '--listen', cluster.address])
  expect(code).toBe(1)
  expect(stderr).toContain('cluster.port-in-use')
})

test('administration of a cluster that does not run says how to start it', () => {
  const { code, stderr } = botdesk(['cluster', 'bots', 'ls', '--data-dir', freshFolder('none')])
  expect(code).toBe(1)
  expect(stderr).toContain('cluster.not-running')
})

test('without --data-dir the other commands find the cluster that runs', async () => {
  const home = freshFolder('find')
  const env = { BOTDESK_HOME: home }
  const elsewhere = freshFolder('elsewhere')
  const started = Background.botdesk(
    ['cluster', 'start', '--data-dir', elsewhere, '--listen', '127.0.0.1:0'],
    { env },
  )
  await started.waitFor(/is ready at/)
  const found = botdesk(['cluster', 'status', '--format', 'json'], { env })
  expect(JSON.parse(found.stdout)).toMatchObject({ pid: started.pid })
  await started.end()
  expect(botdesk(['cluster', 'status'], { env }).stderr).toContain('cluster.not-running')
})

test('resources can be made, read and removed', () => {
  const file = join(folder, 'second-role.yaml')
  writeFileSync(file, 'kind: role\nversion: v7\nmetadata: {name: second}\nspec: {allow: {logins: [demo]}}\n')
  cluster.admin('create', file)
  expect(cluster.admin('get', 'role/second')).toContain('name: second')
  expect(() => cluster.admin('create', file)).toThrow(/exists/)
  cluster.admin('create', '--force', file)
  cluster.admin('rm', 'role/second')
  expect(() => cluster.admin('get', 'role/second')).toThrow(/second/)
})

test('a removed token does not join', () => {
  cluster.admin('bots', 'add', 'revoked', '--roles=grafana-reader')
  const token = cluster.addToken('revoked')
  expect(cluster.admin('tokens', 'ls')).toContain(token)
  cluster.admin('tokens', 'rm', token)
  const config = cluster.config({ token, folder: freshFolder('revoked') })
  expect(botdesk(['start', '-c', config, '--oneshot']).stderr).toContain('join.token-unknown')
})

test('static tokens from a file join again and again', async () => {
  const own = new TrialCluster(freshFolder('static'))
  const file = join(own.folder, 'tokens.yaml')
  writeFileSync(file, `- token: ${canaryToken}\n  bot: fixed\n`)
  await own.run(['--static-tokens', file])
  const role = join(own.folder, 'role.yaml')
  writeFileSync(role, readFileSync(join(folder, 'role.yaml')))
  own.admin('create', role)
  own.admin('bots', 'add', 'fixed', '--roles=grafana-reader')
  for (const name of ['one', 'two']) {
    const config = own.config({ token: canaryToken, folder: freshFolder(name) })
    const { code, stderr } = botdesk(['start', '-c', config, '--oneshot'])
    expect(stderr).not.toContain(canaryToken)
    expect(code).toBe(0)
  }
  await own.stop()
})

test('garbage on its port does not disturb it', async () => {
  const noise = new Background('bash', [
    '-c',
    `for i in 1 2 3; do printf 'SSH-2.0-noise\\r\\n' > /dev/tcp/127.0.0.1/${cluster.port}; head -c 4096 /dev/urandom > /dev/tcp/127.0.0.1/${cluster.port}; done; true`,
  ])
  await noise.ended()
  expect(cluster.admin('status')).toContain(cluster.address)
})
