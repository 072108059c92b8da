import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { privateKeyPem } from '../credentials/index.ts'
import { createRealPorts } from '../ports/real.ts'
import { createAdminClient } from './admin-client.ts'
import { openLocalCluster } from './local-cluster.ts'
import type { ClusterInfo, LocalCluster } from './model.ts'
import { joinByStream, requestCerts, tlsOf, wireTo } from './testing/test-client.ts'
import type { Held } from './testing/test-client.ts'
import { readerRole } from './testing/trial-cluster.ts'

const run = promisify(execFile)
const ports = createRealPorts()
const folder = mkdtempSync(join(tmpdir(), 'botdesk-cluster-'))
const file = (name: string): string => join(folder, name)
const signal = new AbortController().signal
const options = { ports, dataFolder: file('cluster'), version: '18.0.0', signal }
let cluster: LocalCluster
let info: ClusterInfo
let bot: Held
let output: Held
let hostAuthority: string

beforeAll(async () => {
  cluster = await openLocalCluster({ ...options, clusterName: 'trial.example' })
  info = await cluster.listen({ host: '127.0.0.1', port: 0 })
  await cluster.create(readerRole, { force: false })
  const { token } = await cluster.addBot({ name: 'demo', roles: ['grafana-reader'] })
  const anonymous = wireTo(ports.network, info.authServer)
  hostAuthority = Buffer.from((await anonymous.auth.getClusterCACert({})).TLSCA).toString()
  bot = await joinByStream(anonymous, { token, expires: ports.clock.now() + 3_600_000 })
  anonymous.connection.close()
  const wire = wireTo(ports.network, info.authServer, bot)
  output = await requestCerts(wire, { user: 'bot-demo', roles: ['grafana-reader'], app: 'grafana-example' })
  wire.connection.close()
  writeFileSync(file('host-ca.pem'), hostAuthority)
  writeFileSync(file('user-ca.pem'), bot.tlsAuthorities[1] ?? '')
  writeFileSync(file('bot.pem'), bot.tls)
  writeFileSync(file('bot.key'), privateKeyPem(bot.key))
  writeFileSync(file('output.pem'), output.tls)
  writeFileSync(file('output.key'), privateKeyPem(output.key))
  writeFileSync(file('output-cert.pub'), `${output.ssh}\n`)
})

afterAll(async () => {
  await cluster.close()
  rmSync(folder, { recursive: true })
})

const port = (): string => info.authServer.split(':')[1] ?? ''

/** curl to the demo application; status, location and body. */
async function curl(path: string, more: readonly string[] = []) {
  const host = `grafana-example.localhost:${port()}`
  const { stdout } = await run('curl', [
    '-sS',
    '--cacert',
    file('host-ca.pem'),
    '--resolve',
    `${host}:127.0.0.1`,
    '--write-out',
    '\n%{http_code} %{http_version} %{redirect_url}',
    ...more,
    `https://${host}${path}`,
  ])
  const end = stdout.lastIndexOf('\n')
  return { body: stdout.slice(0, end), status: stdout.slice(end + 1).trim(), host }
}

const withOutput = ['--cert', file('output.pem'), '--key', file('output.key')]
const withBot = ['--cert', file('bot.pem'), '--key', file('bot.key')]

describe('a cluster on a real port', () => {
  it('makes chains that openssl accepts for clients', async () => {
    const purpose = ['verify', '-purpose', 'sslclient', '-x509_strict', '-CAfile', file('user-ca.pem')]
    for (const leaf of ['bot.pem', 'output.pem']) {
      const { stdout } = await run('openssl', [...purpose, file(leaf)])
      expect(stdout).toContain(': OK')
    }
    await expect(run('openssl', ['verify', '-CAfile', file('host-ca.pem'), file('bot.pem')])).rejects.toThrow(
      'Command failed',
    )
  })

  it('serves a chain that openssl accepts for every name of it', async () => {
    const hex = Buffer.from('trial.example').toString('hex')
    const names = ['teleport.cluster.local', `${hex}.teleport.cluster.local`, 'grafana-example.localhost']
    for (const name of names) {
      const client = run('openssl', [
        's_client',
        '-connect',
        info.authServer,
        '-servername',
        name,
        '-alpn',
        'h2',
        '-CAfile',
        file('host-ca.pem'),
        '-verify_return_error',
        '-verify_hostname',
        name,
      ])
      client.child.stdin?.end()
      expect((await client).stdout).toContain('Verify return code: 0 (ok)')
    }
  })

  it('makes SSH certificates that ssh-keygen reads', async () => {
    const { stdout } = await run('ssh-keygen', ['-L', '-f', file('output-cert.pub')])
    expect(stdout).toContain('user certificate')
    expect(stdout).toContain('Key ID: "bot-demo"')
    expect(stdout).toMatch(/Principals:\s+deploy\s+-teleport-internal-join/)
    expect(stdout).toContain('permit-pty')
    expect(stdout).toContain('teleport-roles')
  })

  it('shows curl the verified identity at the demo application', async () => {
    const { body, status } = await curl('/api/users', withOutput)
    expect(status).toBe('200 1.1')
    expect(JSON.parse(body)).toMatchObject([
      {
        user: 'bot-demo',
        roles: ['grafana-reader'],
        app: 'grafana-example',
        cluster: 'trial.example',
        bot: 'demo',
        expires: new Date(tlsOf(output).notAfter).toISOString(),
      },
    ])
    expect((await curl('/', withOutput)).body).toContain('You are bot-demo')
  })

  it.each([
    ['without a certificate', [] as string[]],
    ['with the identity of the bot itself', withBot],
  ])('sends curl %s to the login page', async (_, certificate) => {
    const { status, host } = await curl('/api/users?x=1', certificate)
    const back = encodeURIComponent(`https://${host}/api/users?x=1`)
    expect(status).toBe(`302 1.1 https://${host}/web/login?redirect=${back}`)
    expect((await curl('/web/login', certificate)).body).toContain('Log in')
  })

  it('answers discovery to whoever asks', async () => {
    const { stdout } = await run('curl', [
      '-sS',
      '--cacert',
      file('host-ca.pem'),
      `https://127.0.0.1:${port()}/webapi/find`,
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      cluster_name: 'trial.example',
      server_version: '18.0.0',
      proxy: { tls_routing_enabled: false, ssh: { public_addr: info.authServer } },
    })
  })

  it('lets gRPC through under the names of the cluster', async () => {
    const hex = Buffer.from('trial.example').toString('hex')
    const name = `teleport-auth@${hex}.teleport.cluster.local`
    const picked = await new Promise((resolve, reject) => {
      const socket = connect({
        host: '127.0.0.1',
        port: Number(port()),
        servername: `${hex}.teleport.cluster.local`,
        ca: hostAuthority,
        ALPNProtocols: [name, 'h2'],
      })
      socket.once('secureConnect', () => {
        resolve(socket.alpnProtocol)
        socket.destroy()
      })
      socket.once('error', reject)
    })
    expect(picked).toBe(name)
  })

  it('keeps a folder private that was not', async () => {
    const dataFolder = file('open')
    mkdirSync(dataFolder, { mode: 0o755 })
    await (await openLocalCluster({ ...options, dataFolder })).close()
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700)
  })

  it('refuses a second process and serves its administrator', async () => {
    await expect(openLocalCluster(options)).rejects.toMatchObject({
      code: 'cluster.in-use',
      details: { pid: process.pid },
    })
    const admin = await createAdminClient({ ports, dataFolder: options.dataFolder })
    expect(await admin.status()).toEqual(info)
    expect(await admin.listBots()).toMatchObject([{ name: 'demo', certificateGeneration: 1 }])
    admin.close()
  })
})
