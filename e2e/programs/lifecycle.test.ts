import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Background, ask, botdesk, cli, eventually, freePort, freshFolder, run } from './program.ts'
import { TrialCluster } from './trial-cluster.ts'

let cluster: TrialCluster
const started: Background[] = []

beforeAll(async () => {
  cluster = await TrialCluster.start(freshFolder('lifecycle'))
})

afterAll(async () => {
  await Promise.all(started.map((each) => each.end('SIGKILL')))
  await cluster.stop()
})

async function startHealthy(file: string, port: number): Promise<Background> {
  const bot = Background.botdesk(['start', '-c', file, '--diag-addr', `127.0.0.1:${port}`])
  started.push(bot)
  const url = `http://127.0.0.1:${port}/readyz`
  await eventually(async () => ((await ask(url))?.status === 200 ? true : undefined), bot.output)
  return bot
}

const certificate = (folder: string) => readFileSync(join(folder, 'app/tlscert'), 'utf8')

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops in order with exit code 0', async (signal) => {
  const folder = freshFolder('stop')
  const file = cluster.config({ token: cluster.addBot(`stop-${signal.toLowerCase()}`), folder })
  const bot = await startHealthy(file, await freePort())
  expect(await bot.end(signal)).toBe(0)
  expect(existsSync(join(folder, 'app/tlscert'))).toBe(true)
})

test.each(['SIGHUP', 'SIGUSR1'] as const)('%s renews now', async (signal) => {
  const folder = freshFolder('renew')
  const file = cluster.config({ token: cluster.addBot(`renew-${signal.toLowerCase()}`), folder })
  const bot = await startHealthy(file, await freePort())
  const before = certificate(folder)
  bot.signal(signal)
  await eventually(() => (certificate(folder) === before ? undefined : true), bot.output)
  expect(await bot.end()).toBe(0)
})

test('after kill -9 it goes on from its storage; the used token is not needed', async () => {
  const folder = freshFolder('killed')
  const file = cluster.config({ token: cluster.addBot('killed'), folder })
  const port = await freePort()
  const bot = await startHealthy(file, port)
  await bot.end('SIGKILL')
  const before = certificate(folder)
  const again = await startHealthy(file, port)
  expect(certificate(folder)).not.toBe(before)
  expect(await again.end()).toBe(0)
})

test('the flags of the documents start a bot without a file', () => {
  const folder = freshFolder('flags')
  const token = cluster.addBot('flags')
  const { code, stderr } = botdesk([
    'start',
    '--destination-dir',
    join(folder, 'out'),
    '--data-dir',
    join(folder, 'data'),
    '--token',
    token,
    '--join-method',
    'token',
    '--ca-pin',
    cluster.pin,
    '--auth-server',
    cluster.address,
    '--certificate-ttl',
    '30m',
    '--renewal-interval',
    '10m',
    '--oneshot',
    '--log-format',
    'json',
  ])
  expect(stderr).not.toContain(token)
  expect(code).toBe(0)
  for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('message')
  const life = run('openssl', ['x509', '-in', join(folder, 'out/tlscert'), '-noout', '-checkend', '1900'])
  expect(life.code).toBe(1)
})

test('a one-shot run listens nowhere and exits 0', async () => {
  const folder = freshFolder('oneshot')
  const port = await freePort()
  const file = cluster.config({
    token: cluster.addBot('oneshot'),
    folder,
    extra: `diag_addr: 127.0.0.1:${port}\n`,
  })
  expect(botdesk(['start', '-c', file, '--oneshot']).code).toBe(0)
  expect(await ask(`http://127.0.0.1:${port}/livez`)).toBeUndefined()
  expect(statSync(join(folder, 'app/key')).mode & 0o777).toBe(0o600)
})

test('a file that stands where it writes is replaced without a question, as tbot does', () => {
  const folder = freshFolder('drop-in')
  const file = cluster.config({ token: cluster.addBot('drop-in'), folder })
  mkdirSync(join(folder, 'app'), { mode: 0o700 })
  writeFileSync(join(folder, 'app/key'), 'of somebody else')
  expect(botdesk(['start', '-c', file, '--oneshot']).code).toBe(0)
  expect(readFileSync(join(folder, 'app/key'), 'utf8')).toContain('PRIVATE KEY')
  expect(existsSync(join(folder, 'app/key.before-botdesk'))).toBe(false)
})

const guideFile = `version: v2
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

test("the file of the user's guide has no finding for version 14 and no error for any later one", () => {
  const file = join(freshFolder('guide'), 'tbot.yaml')
  writeFileSync(file, guideFile)
  const check = (target: string) => botdesk(['validate', file, '--target', target, '--format', 'json'])
  expect(JSON.parse(check('14').stdout)).toEqual({ valid: true, problems: [] })
  for (const target of ['15', '16', '17', '18', '19', 'newest']) {
    expect(check(target).code).toBe(0)
    expect(check(target).stdout).not.toContain('"severity": "error"')
  }
})

/** True where this user may make a mount namespace, so that the guide's absolute paths can be used without touching the machine. */
function canUnshare(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.skipIf(!canUnshare())(
  "the file of the user's guide runs as it is with the values of the cluster filled in",
  () => {
    const folder = freshFolder('guide-run')
    const text = guideFile
      .replace('example.teleport.sh:443', cluster.address)
      .replace('0'.repeat(32), cluster.addBot('guide'))
      .replace(`sha256:${'1'.repeat(64)}`, cluster.pin)
    const file = join(folder, 'tbot.yaml')
    writeFileSync(file, text, { mode: 0o600 })
    mkdirSync(join(folder, 'proof'))
    // Private /var/lib and /opt for this one process: what it writes there never reaches the machine.
    const script = `set -e
mount -t tmpfs none /var/lib; mount -t tmpfs none /opt
"${process.execPath}" "${cli}" start -c "${file}" --oneshot
stat -c '%a' /opt/machine-id > "${folder}/proof/mode"
cp -rL /opt/machine-id/. "${folder}/proof/"; ls /var/lib/teleport/bot > "${folder}/proof/storage"`
    const { code, stderr } = run('unshare', ['--mount', 'bash', '-c', script])
    expect(stderr).not.toContain('error')
    expect(code).toBe(0)
    expect(readFileSync(join(folder, 'proof/mode'), 'utf8').trim()).toBe('700')
    expect(readFileSync(join(folder, 'proof/tlscert'), 'utf8')).toContain('BEGIN CERTIFICATE')
    expect(readFileSync(join(folder, 'proof/storage'), 'utf8').split('\n')).toEqual(
      expect.arrayContaining([
        'key',
        'key-cert.pub',
        'key.pub',
        'sshcacerts',
        'tlscacerts',
        'tlscert',
        'tokenhash',
      ]),
    )
  },
)
