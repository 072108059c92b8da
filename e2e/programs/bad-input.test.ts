import { chmodSync, chownSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Background, ask, botdesk, cli, eventually, freePort, freshFolder, run } from './program.ts'
import { TrialCluster, canaryToken } from './trial-cluster.ts'

let cluster: TrialCluster
const started: Background[] = []

beforeAll(async () => {
  cluster = await TrialCluster.start(freshFolder('bad-input'))
})

afterAll(async () => {
  await Promise.all(started.map((each) => each.end('SIGKILL')))
  await cluster.stop()
})

function start(config: string, ...args: string[]): Background {
  const bot = Background.botdesk(['start', '-c', config, ...args])
  started.push(bot)
  return bot
}

/** A bot that is up, with its diagnostics address. */
async function startHealthy(
  name: string,
  folder: string,
): Promise<{ bot: Background; url: string; file: string }> {
  const port = await freePort()
  const extra = `diag_addr: 127.0.0.1:${port}\n`
  const file = cluster.config({ token: cluster.addBot(name), folder, extra })
  const bot = start(file)
  const url = `http://127.0.0.1:${port}`
  await eventually(async () => ((await ask(`${url}/readyz`))?.status === 200 ? true : undefined), bot.output)
  return { bot, url, file }
}

test('a wrong pin: refuses to join and names both pins', async () => {
  const folder = freshFolder('pin')
  const pinned = `sha256:${'1'.repeat(64)}`
  const file = cluster.config({ token: canaryToken, folder, pin: pinned })
  const { code, stderr } = botdesk(['start', '-c', file, '--oneshot'])
  expect(code).toBe(1)
  expect(stderr).toContain('join.ca-pin-mismatch')
  expect(stderr).toContain(pinned)
  expect(stderr).toContain(cluster.pin)
  expect(stderr).not.toContain(canaryToken)
})

test('an unknown token: says so and never prints it', () => {
  const file = cluster.config({ token: canaryToken, folder: freshFolder('unknown-token') })
  const { code, stderr } = botdesk(['start', '-c', file, '--oneshot'])
  expect(code).toBe(1)
  expect(stderr).toContain('join.token-unknown')
  expect(stderr).not.toContain(canaryToken)
})

test('an expired token', async () => {
  cluster.addBot('late')
  const token = cluster.addToken('late', '--ttl', '1s')
  const made = Date.now()
  await eventually(() => (Date.now() > made + 1_100 ? true : undefined), 'the end of the token')
  const { code, stderr } = botdesk([
    'start',
    '-c',
    cluster.config({ token, folder: freshFolder('expired') }),
    '--oneshot',
  ])
  expect(code).toBe(1)
  expect(stderr).toMatch(/join\.token-(expired|unknown)/)
  expect(stderr).not.toContain(token)
})

test('a used token', () => {
  const token = cluster.addBot('twice')
  expect(
    botdesk(['start', '-c', cluster.config({ token, folder: freshFolder('first') }), '--oneshot']).code,
  ).toBe(0)
  const { code, stderr } = botdesk([
    'start',
    '-c',
    cluster.config({ token, folder: freshFolder('second') }),
    '--oneshot',
  ])
  expect(code).toBe(1)
  expect(stderr).toContain('join.token-used')
  expect(stderr).not.toContain(token)
})

test('broken YAML, unknown keys and wrong types are named with their place', () => {
  const folder = freshFolder('yaml')
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const broken = botdesk([
    'validate',
    write('broken.yaml', 'version: v2\nauth_server: "x\n'),
    '--format',
    'json',
  ])
  expect(broken.code).toBe(1)
  expect(JSON.parse(broken.stdout)).toMatchObject({
    valid: false,
    problems: [{ severity: 'error', path: '' }],
  })
  const types = botdesk([
    'validate',
    write(
      'types.yaml',
      'version: v2\nauth_server: a.example:3025\nonboarding: {join_method: token, token: t0ken-x}\noneshot: maybe\nrenew: 1\n',
    ),
    '--format',
    'json',
  ])
  expect(types.code).toBe(1)
  expect(JSON.parse(types.stdout).problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ severity: 'error', path: 'oneshot', line: 4 }),
      expect.objectContaining({ severity: 'ignored', path: 'renew', line: 5 }),
    ]),
  )
  expect(botdesk(['validate', join(folder, 'missing.yaml')]).code).toBe(2)
  expect(botdesk(['start', '-c', join(folder, 'broken.yaml')]).code).toBe(1)
  expect(botdesk(['start', '-c', join(folder, 'missing.yaml')]).code).toBe(2)
})

test('a destination that is a link: refused with link and target, nothing written through it', () => {
  const folder = freshFolder('link')
  mkdirSync(join(folder, 'real'))
  symlinkSync(join(folder, 'real'), join(folder, 'app'))
  const file = cluster.config({ token: cluster.addBot('link'), folder })
  const { code, stderr } = botdesk(['start', '-c', file, '--oneshot'])
  expect(code).toBe(1)
  expect(stderr).toContain('destination.symlink')
  expect(stderr).toContain(join(folder, 'app'))
})

test('a destination that is a file', () => {
  const folder = freshFolder('file')
  writeFileSync(join(folder, 'app'), 'not a folder')
  const { code, stderr } = botdesk([
    'start',
    '-c',
    cluster.config({ token: cluster.addBot('file'), folder }),
    '--oneshot',
  ])
  expect(code).toBe(1)
  expect(stderr).toContain('destination.not-a-directory')
  expect(readFileSync(join(folder, 'app'), 'utf8')).toBe('not a folder')
})

const isRoot = process.getuid?.() === 0

test.skipIf(!isRoot)(
  'a folder of someone else (needs root to run as another user): named with owner, mode and who we are',
  () => {
    const folder = freshFolder('foreign')
    chmodSync(folder, 0o755)
    for (const name of ['storage', 'app']) mkdirSync(join(folder, name), { mode: 0o700 })
    const file = cluster.config({ token: cluster.addBot('foreign'), folder })
    for (const path of [file, join(folder, 'storage')]) chownSync(path, 65_534, 65_534)
    const args = [
      '--reuid',
      '65534',
      '--regid',
      '65534',
      '--clear-groups',
      process.execPath,
      cli,
      'start',
      '-c',
      file,
      '--oneshot',
    ]
    const { code, stderr } = run('setpriv', args, { env: { ...process.env, HOME: folder } })
    expect(code).toBe(1)
    expect(stderr).toContain('destination.permission-denied')
    expect(stderr).toMatch(/owner=root/)
    expect(stderr).toMatch(/user=nobody/)
  },
)

test.skipIf(!isRoot)(
  'a full disk (needs root to mount a small one): nothing half-written, the last good files stay',
  () => {
    const folder = freshFolder('full')
    const file = cluster.config({ token: cluster.addBot('full'), folder })
    mkdirSync(join(folder, 'app'))
    // A private mount of this one process: nobody else sees it.
    const script = `set -e
mount -t tmpfs -o size=128k none "${folder}/app"
"${process.execPath}" "${cli}" start -c "${file}" --oneshot
before=$(cat "${folder}/app/tlscert" | sha256sum)
head -c 1M /dev/zero > "${folder}/app/filler" || true
! "${process.execPath}" "${cli}" start -c "${file}" --oneshot
[ "$before" = "$(cat "${folder}/app/tlscert" | sha256sum)" ] && echo kept`
    const { stdout, stderr } = run('unshare', ['--mount', 'bash', '-c', script])
    expect(stderr).toContain('destination.disk-full')
    expect(stderr).toMatch(/freeBytes=0/)
    expect(stdout).toContain('kept')
  },
)

test('a second process on one storage is refused and the first one named', async () => {
  const folder = freshFolder('storage')
  const { bot, file } = await startHealthy('storage', folder)
  const second = botdesk(['start', '-c', file, '--oneshot'])
  expect(second.code).toBe(1)
  expect(second.stderr).toContain('storage.in-use')
  expect(second.stderr).toContain(String(bot.pid))
  expect(await bot.end()).toBe(0)
})

test('a diagnostics address in use: the bot runs, the problem is named', async () => {
  const folder = freshFolder('port')
  const file = cluster.config({
    token: cluster.addBot('port'),
    folder,
    extra: `diag_addr: 127.0.0.1:${cluster.port}\n`,
  })
  const bot = start(file)
  await bot.waitFor(/diagnostics\.port-in-use/)
  await eventually(() => {
    try {
      return readFileSync(join(folder, 'app/tlscert'), 'utf8')
    } catch {
      return undefined
    }
  }, 'files of a bot whose port is taken')
  expect(await bot.end()).toBe(0)
})

test('a corrupted storage: says what is damaged and moves nothing away for good', async () => {
  const folder = freshFolder('corrupt')
  const { bot, file } = await startHealthy('corrupt', folder)
  await bot.end()
  writeFileSync(join(folder, 'storage', 'tlscert'), 'damaged')
  const { code, stderr } = botdesk(['start', '-c', file, '--oneshot'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/storage\.corrupt|identity\.corrupt|join\.token-used/)
})

test('a copy of the storage: the cluster locks the bot, the message says what happened and the way out', async () => {
  const folder = freshFolder('copied')
  const { bot, file } = await startHealthy('copied', folder)
  await bot.end()
  const names = ['key', 'key.pub', 'key-cert.pub', 'tlscert', 'sshcacerts', 'tlscacerts', 'tokenhash']
  const copy = new Map(names.map((name) => [name, readFileSync(join(folder, 'storage', name))]))
  expect(botdesk(['start', '-c', file, '--oneshot']).code).toBe(0)
  for (const [name, data] of copy) writeFileSync(join(folder, 'storage', name), data, { mode: 0o600 })
  const { code, stderr } = botdesk(['start', '-c', file, '--oneshot'])
  expect(code).toBe(1)
  expect(stderr).toContain('identity.generation-mismatch')
  expect(cluster.admin('bots', 'ls')).toMatch(/copied.*generation/)
})

test('the cluster goes away: files stay, the bot keeps trying and recovers', async () => {
  const folder = freshFolder('away')
  const own = await TrialCluster.start(folder)
  const port = await freePort()
  const file = own.config({ token: own.addBot('away'), folder, extra: `diag_addr: 127.0.0.1:${port}\n` })
  const bot = start(file)
  const url = `http://127.0.0.1:${port}/readyz`
  await eventually(async () => ((await ask(url))?.status === 200 ? true : undefined), bot.output)
  const before = readFileSync(join(folder, 'app/tlscert'), 'utf8')
  await own.process.end('SIGKILL')
  bot.signal('SIGHUP')
  await bot.waitFor(/cluster\.unreachable/)
  expect(readFileSync(join(folder, 'app/tlscert'), 'utf8')).toBe(before)
  await own.run()
  await eventually(
    () => (readFileSync(join(folder, 'app/tlscert'), 'utf8') === before ? undefined : true),
    bot.output,
  )
  await eventually(async () => ((await ask(url))?.status === 200 ? true : undefined), bot.output)
  expect(await bot.end()).toBe(0)
  await own.stop()
})

test('no cluster at all: keeps trying until stopped', async () => {
  const port = await freePort()
  const folder = freshFolder('nobody')
  const file = join(folder, 'tbot.yaml')
  writeFileSync(
    file,
    `version: v2\nauth_server: 127.0.0.1:${port}\ninsecure: true\nonboarding: {join_method: token, token: ${canaryToken}}\n` +
      `storage: {type: directory, path: ${folder}/storage}\nservices: []\n`,
  )
  const bot = start(file)
  await bot.waitFor(/cluster\.unreachable[\s\S]*cluster\.unreachable/)
  expect(await bot.end('SIGTERM')).toBe(0)
  expect(bot.output).not.toContain(canaryToken)
})
