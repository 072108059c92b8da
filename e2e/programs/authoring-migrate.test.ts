import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Background, botdesk, eventually, freePort, freshFolder } from './program.ts'

const token = 'canary-secret-programs-migrate'
const old = `# grafana
auth_server: a.example.com:3025
onboarding: {join_method: token, token: ${token}}
certificate_ttl: 1h # short
destinations:
  # the app
  - directory: /opt/app
    app: grafana
`
const migrated = `version: v2
# grafana
auth_server: a.example.com:3025
onboarding: {join_method: token, token: ${token}}
credential_ttl: 1h # short
services:
  # the app
  - type: application
    destination:
      type: directory
      path: /opt/app
    app_name: grafana
`

function write(text: string, name = 'tbot.yaml'): { folder: string; file: string } {
  const folder = freshFolder('migrate')
  const file = join(folder, name)
  writeFileSync(file, text, { mode: 0o640 })
  return { folder, file }
}

test('migrate prints the result and nothing else, and the report on standard error', () => {
  const { file } = write(old)
  const { code, stdout, stderr } = botdesk(['migrate', file])
  expect(code).toBe(0)
  expect(stdout).toBe(migrated)
  expect(stderr).toContain(`${file}:5: changed: Is called \`services\` now. (destinations)`)
  expect(stderr).toContain('left for you')
  expect(stderr).not.toContain(token)
  expect(readFileSync(file, 'utf8')).toBe(old)
})

test('migrate as JSON', () => {
  const { file } = write(old)
  const { code, stdout, stderr } = botdesk(['migrate', file, '--format', 'json'])
  expect(code).toBe(0)
  expect(stderr).toBe('')
  const answer = JSON.parse(stdout) as { notes: unknown[] }
  expect(answer).toMatchObject({ changed: true, text: migrated })
  expect(answer.notes).toContainEqual({
    kind: 'changed',
    path: 'certificate_ttl',
    line: 4,
    message: 'Is called `credential_ttl` now.',
  })
})

test('migrate for an older version', () => {
  const { file } = write(old)
  const { stdout } = botdesk(['migrate', file, '--target', '14'])
  expect(stdout).toContain('\ncertificate_ttl: 1h # short\noutputs:\n')
})

test('migrate into another file, which only its owner can read', () => {
  const { folder, file } = write(old)
  const output = join(folder, 'new.yaml')
  writeFileSync(output, 'before', { mode: 0o644 })
  const { code, stdout } = botdesk(['migrate', file, '--output', output])
  expect([code, stdout]).toEqual([0, ''])
  expect(readFileSync(output, 'utf8')).toBe(migrated)
  expect(statSync(output).mode & 0o777).toBe(0o600)
  expect(botdesk(['validate', output]).code).toBe(0)
})

test('migrate in place keeps mode, owner and links, and leaves nothing else behind', () => {
  const { folder, file } = write(old)
  const link = join(folder, 'link.yaml')
  symlinkSync('tbot.yaml', link)
  chmodSync(file, 0o640)
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(file, 12_345, 54_321)
  const before = statSync(file)
  const { code, stdout } = botdesk(['migrate', link, '--in-place'])
  expect([code, stdout]).toEqual([0, ''])
  expect(readFileSync(file, 'utf8')).toBe(migrated)
  const after = statSync(file)
  expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid])
  expect(after.ino).not.toBe(before.ino)
  expect(readdirSync(folder).toSorted()).toEqual(['link.yaml', 'tbot.yaml'])
})

test('nothing to do: the same text, exit code 0, and the file is not touched', () => {
  const { file } = write(migrated)
  const before = statSync(file)
  const { code, stdout, stderr } = botdesk(['migrate', file])
  expect([code, stdout]).toEqual([0, migrated])
  expect(stderr).toContain('nothing to do')
  expect(botdesk(['migrate', file, '--in-place']).code).toBe(0)
  expect(statSync(file).ino).toBe(before.ino)
  const json = botdesk(['migrate', file, '--format', 'json'])
  expect(JSON.parse(json.stdout)).toMatchObject({ changed: false, notes: [], text: migrated })
})

test('a contradiction is refused with its place, and nothing is written', () => {
  const { folder, file } = write(`${old}storage: {directory: /a, memory: {}}\n`)
  const output = join(folder, 'new.yaml')
  const { code, stdout, stderr } = botdesk(['migrate', file, '-o', output])
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(`${file}:9:26: error: There are both \`directory\` and \`memory\` here`)
  expect(existsSync(output)).toBe(false)
  const json = botdesk(['migrate', file, '--format', 'json'])
  expect(json.code).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({ changed: false, problems: [{ path: 'storage.memory' }] })
})

test('what cannot be read, and wrong usage, end with exit code 2', () => {
  const { folder, file } = write(old)
  expect(botdesk(['migrate', join(folder, 'none.yaml')]).code).toBe(2)
  const binary = join(folder, 'binary.yaml')
  writeFileSync(binary, Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]))
  expect(botdesk(['migrate', binary, '--in-place']).code).toBe(2)
  expect(botdesk(['migrate', file, '--output', join(folder, '.', 'tbot.yaml')]).stderr).toContain(
    '--in-place',
  )
  for (const args of [
    ['migrate', file, '--output', file],
    ['migrate', file, '--output', 'x', '--in-place'],
    ['migrate', file, '--target', '7'],
    ['migrate', file, '--format', 'xml'],
    ['migrate'],
  ]) {
    expect(botdesk(args).code).toBe(2)
  }
  expect(readFileSync(file, 'utf8')).toBe(old)
})

const shared = ['--proxy-server', 'p.example.com:443', '--join-method', 'token', '--token', token]

test('configure prints a file that is valid', () => {
  const { code, stdout, stderr } = botdesk([
    'configure',
    'application',
    '--destination=/opt/app',
    '--app',
    'grafana',
    '--reader-user=www',
    ...shared,
    '--certificate-ttl=30m',
    '--storage',
    'file:///var/lib/b',
  ])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe(`version: v2
proxy_server: p.example.com:443
credential_ttl: 30m
onboarding:
  join_method: token
  token: ${token}
storage:
  type: directory
  path: /var/lib/b
services:
  - type: application
    destination:
      type: directory
      path: /opt/app
      readers:
        - user: www
    app_name: grafana
`)
  const { file } = write(stdout)
  expect(botdesk(['validate', file]).code).toBe(0)
})

test('configure without a sub-command, from variables, into a file only its owner can read', () => {
  const { folder } = write('')
  const output = join(folder, 'made.yaml')
  const { code, stdout, stderr } = botdesk(
    ['configure', '--join-method', 'token', '--destination-dir', '/opt/id', '-o', output],
    { env: { TELEPORT_BOT_TOKEN: token, TELEPORT_PROXY: 'p:443', TBOT_CONFIG_PATH: '/none' } },
  )
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr).not.toContain(token)
  expect(statSync(output).mode & 0o777).toBe(0o600)
  expect(parse(readFileSync(output, 'utf8'))).toEqual({
    version: 'v2',
    proxy_server: 'p:443',
    onboarding: { join_method: 'token', token },
    services: [{ type: 'identity', destination: { type: 'directory', path: '/opt/id' } }],
  })
})

test.each([
  { args: ['identity', '--destination', '/a', '--proxy-server', 'p:443'], says: 'there is no join method' },
  { args: ['identity', ...shared], says: '"identity" needs --destination' },
  { args: ['database', '--destination', '/a', ...shared], says: 'needs --service, --username, --database' },
  { args: ['identity', '--destination', 's3://a/b', ...shared], says: '--destination must be a path' },
  { args: ['identity', '--destination', '/a', '--data-dir', '/b', ...shared], says: '--storage' },
  { args: ['-c', '/etc/tbot.yaml', ...shared], says: "unknown option '-c'" },
  { args: ['nonsense', ...shared], says: 'nonsense' },
  {
    args: ['--insecure', '--ca-pin', `sha256:${'1'.repeat(64)}`, ...shared],
    code: 1,
    says: 'config.trust-conflict',
  },
])('configure refuses: $says', ({ args, code: expected = 2, says }) => {
  const { code, stdout, stderr } = botdesk(['configure', ...args])
  expect([code, stdout]).toEqual([expected, ''])
  expect(stderr).toContain(says)
  expect(stderr).not.toContain(token)
})

test('start takes pins, sub-commands and a pid file from the command line', async () => {
  const { folder } = write('')
  const port = await freePort()
  const pidFile = join(folder, 'bot.pid')
  const start = (pin: string) => [
    'start',
    'identity',
    '--destination',
    join(folder, 'out'),
    '--storage',
    join(folder, 'data'),
    '--auth-server',
    `127.0.0.1:${port}`,
    '--join-method',
    'token',
    '--token',
    token,
    '--ca-pin',
    pin,
    '--pid-file',
    pidFile,
  ]
  const refused = botdesk(start('sha256:12'))
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('config.malformed-ca-pin') as string,
  })
  expect(existsSync(pidFile)).toBe(false)
  // Nothing listens there, so it goes on trying.
  const bot = Background.botdesk(start(`sha256:${'1'.repeat(64)}`))
  const pid = await eventually(
    () => (existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : undefined),
    'a pid file',
  )
  expect(pid).toBe(`${bot.pid}\n`)
  await bot.end()
  expect(existsSync(pidFile)).toBe(false)
  expect(bot.output + refused.stdout + refused.stderr).not.toContain(token)
})

test('what is no file is never replaced: a link stays a link', () => {
  const { folder, file } = write(old)
  const link = join(folder, 'link.yaml')
  symlinkSync(join(folder, 'elsewhere'), link)
  for (const args of [
    ['migrate', file, '--output', link],
    ['configure', '--join-method=iam', '--token=x', '--output', link],
  ]) {
    const { code, stdout, stderr } = botdesk(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('it is a link')
  }
  expect(readlinkSync(link)).toBe(join(folder, 'elsewhere'))
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
})

test('start refuses fips as the usual tbot does, before anything is dialled or written', () => {
  const { folder, file } = write(migrated)
  const { code, stdout, stderr } = botdesk(['start', '-c', file, '--fips', `--data-dir=${folder}/storage`])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('only a FIPS build starts with `fips`')
  expect(stderr).not.toContain(token)
  expect(existsSync(join(folder, 'storage'))).toBe(false)
})
