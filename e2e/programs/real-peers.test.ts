import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Background, ask, botdesk, eventually, freePort, freshFolder, run } from './program.ts'
import { TrialCluster } from './trial-cluster.ts'

const folder = freshFolder('peers')
const out = join(folder, 'id')
let cluster: TrialCluster
let bot: Background
let sshd: Background | undefined

beforeAll(async () => {
  cluster = await TrialCluster.start(folder)
  const port = await freePort()
  const services = `services:
  - type: identity
    destination: {type: directory, path: ${out}}
  - type: application
    app_name: grafana-example
    specific_tls_naming: true
    destination: {type: directory, path: ${folder}/app}
`
  const file = cluster.config({
    token: cluster.addBot('peer'),
    folder,
    services,
    extra: `diag_addr: 127.0.0.1:${port}\n`,
  })
  bot = Background.botdesk(['start', '-c', file])
  await eventually(
    async () => ((await ask(`http://127.0.0.1:${port}/readyz`))?.status === 200 ? true : undefined),
    bot.output,
  )
})

afterAll(async () => {
  await sshd?.end('SIGTERM')
  await bot.end()
  await cluster.stop()
})

test('openssl verifies the chain of the client certificate', () => {
  const { code, stdout } = run('openssl', [
    'verify',
    '-CAfile',
    join(out, 'teleport-user-ca.crt'),
    join(out, 'tlscert'),
  ])
  expect(stdout).toContain('OK')
  expect(code).toBe(0)
})

test('openssl finds key and certificate to belong together, in both namings', () => {
  const publicKey = (args: string[]) => run('openssl', args).stdout
  expect(publicKey(['x509', '-in', join(folder, 'app/tls.crt'), '-noout', '-pubkey'])).toBe(
    publicKey(['pkey', '-in', join(folder, 'app/tls.key'), '-pubout']),
  )
  expect(publicKey(['x509', '-in', join(out, 'tlscert'), '-noout', '-pubkey'])).toBe(
    publicKey(['pkey', '-in', join(out, 'key'), '-pubout']),
  )
})

test('ssh-keygen reads the certificate and its principals', () => {
  const { stdout } = run('ssh-keygen', ['-L', '-f', join(out, 'key-cert.pub')])
  expect(stdout).toContain('user certificate')
  expect(stdout).toMatch(/Principals:\s+[\s\S]*demo/)
  expect(stdout).toContain('permit-pty')
})

test('files and folders are for their owner only', () => {
  expect(statSync(out).mode & 0o777).toBe(0o700)
  for (const name of ['key', 'tlscert', 'identity', 'key-cert.pub', 'known_hosts']) {
    expect(statSync(join(out, name)).mode & 0o777).toBe(0o600)
  }
})

test('curl opens the application with the certificate and is sent to the login page without', () => {
  const url = `https://grafana-example.localhost:${cluster.port}/api/users`
  const ca = ['--silent', '--cacert', join(folder, 'app/teleport-host-ca.crt')]
  const withCertificate = run('curl', [
    ...ca,
    '--cert',
    join(folder, 'app/tlscert'),
    '--key',
    join(folder, 'app/key'),
    url,
  ])
  expect(withCertificate.stdout).toContain('bot-peer')
  const without = run('curl', [
    ...ca,
    '--write-out',
    '%{http_code} %{redirect_url}',
    '--output',
    '/dev/null',
    url,
  ])
  expect(without.stdout).toMatch(/^302 https:.*login/)
})

test('a certificate of another service does not open the application', () => {
  const url = `https://grafana-example.localhost:${cluster.port}/api/users`
  const args = [
    '--cacert',
    join(out, 'teleport-host-ca.crt'),
    '--cert',
    join(out, 'tlscert'),
    '--key',
    join(out, 'key'),
  ]
  const { stdout } = run('curl', [
    '--silent',
    ...args,
    '--write-out',
    '%{http_code}',
    '--output',
    '/dev/null',
    url,
  ])
  expect(stdout).toBe('302')
})

test('a real sshd that trusts the user authority lets the identity log in', async () => {
  const port = await freePort()
  const home = join(folder, 'sshd')
  mkdirSync(home)
  mkdirSync('/run/sshd', { recursive: true })
  run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, 'host')])
  const authority = JSON.parse(
    botdesk([
      'cluster',
      'get',
      'cert_authority/user',
      '--data-dir',
      join(folder, 'cluster'),
      '--format',
      'json',
    ]).stdout,
  )
  writeFileSync(join(home, 'user-ca.pub'), sshKeys(authority).join('\n'))
  const { username } = userInfo()
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${home}/host`,
    `TrustedUserCAKeys ${home}/user-ca.pub`,
    'AuthorizedKeysFile none',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
    `PidFile ${home}/pid`,
  ]
  writeFileSync(join(home, 'sshd.conf'), `${config.join('\n')}\n`)
  sshd = new Background('/usr/sbin/sshd', ['-D', '-e', '-f', join(home, 'sshd.conf')])
  await sshd.waitFor(/listening on/)
  const login = (user: string) =>
    run('ssh', [
      '-F',
      'none',
      '-i',
      join(out, 'key'),
      '-o',
      `CertificateFile=${join(out, 'key-cert.pub')}`,
      '-o',
      'IdentitiesOnly=yes',
      '-o',
      'BatchMode=yes',
      '-o',
      'StrictHostKeyChecking=no',
      '-o',
      `UserKnownHostsFile=${home}/known`,
      '-p',
      String(port),
      `${user}@127.0.0.1`,
      'echo let in',
    ])
  const allowed = login(username)
  expect(`${allowed.stdout}${allowed.stderr}`).toContain('let in')
  expect(login('nobody').code).not.toBe(0)
})

test('ssh_config says what the cluster says about TLS routing', () => {
  expect(readFileSync(join(out, 'ssh_config'), 'utf8')).toContain('--no-tls-routing')
  expect(bot.output).not.toContain('ssh_config assumes')
})

test('the identity file holds what its parts hold', () => {
  const identity = readFileSync(join(out, 'identity'), 'utf8')
  for (const name of ['tlscert', 'key-cert.pub'])
    expect(identity).toContain(readFileSync(join(out, name), 'utf8').trim())
  expect(identity).toContain('@cert-authority ')
})

test('the application can be used through links of the set, and a foreign file stays', () => {
  const foreign = join(folder, 'app', 'note.txt')
  writeFileSync(foreign, 'mine')
  chmodSync(foreign, 0o600)
  bot.signal('SIGHUP')
  expect(readFileSync(foreign, 'utf8')).toBe('mine')
  rmSync(foreign)
})

/** Public SSH keys of an authority, as its resource lists them. */
function sshKeys(resource: unknown): string[] {
  const [authority] = Array.isArray(resource) ? resource : [resource]
  const keys = (authority as { spec: { active_keys: { ssh: { public_key: string }[] } } }).spec.active_keys
    .ssh
  return keys.map(({ public_key: key }) => Buffer.from(key, 'base64').toString('utf8'))
}
