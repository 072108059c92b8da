import { Code, ConnectError } from '@connectrpc/connect'
import { execFile, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  authorizedKeyLine,
  formatClusterSshConfig,
  formatIdentityFile,
  formatSshConfig,
  issueSshCertificate,
  knownHostsLine,
  privateKeyPem,
  sshPublicKeyBlob,
} from '../credentials/index.ts'
import { createNodeNetwork } from '../ports/node-network.ts'
import type { Listening } from '../ports/network.ts'
import { createRealPorts } from '../ports/real.ts'
import { ScriptedCluster, clusterName } from '../teleport/testing/scripted-cluster.ts'
import { scriptedProxy } from '../teleport/testing/scripted-proxy.ts'
import type { SshHandler } from '../teleport/testing/scripted-proxy.ts'
import { runCommandLine } from './program.ts'

const { username, uid } = userInfo()
const cluster = new ScriptedCluster({ at: Date.now() })
const folder = mkdtempSync(join(tmpdir(), 'botdesk-proxy-command-'))
const directory = join(folder, "the bot's identity")
const authorityKey = authorizedKeyLine(sshPublicKeyBlob(cluster.ssh))
const host = `node.${clusterName}`
let proxy: Listening

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'))
  mkdirSync(directory)
  writeProgram()
  writeIdentity()
  const service = scriptedProxy(cluster, throughSshd(writeSshd()))
  proxy = await createNodeNetwork({ environment: {} }).serveTls(service)
  const shared = {
    directory,
    proxyAddress: `localhost:${proxy.port}`,
    command: ['botdesk'],
    tlsRouting: true,
    connectionUpgrade: false,
  }
  write('ssh_config', formatSshConfig({ ...shared, clusterNames: [clusterName] }))
  write(`${clusterName}.ssh_config`, formatClusterSshConfig({ ...shared, clusterName }))
})

afterAll(async () => {
  await proxy.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string, place = directory): string {
  const path = join(place, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** `botdesk` as ssh finds it: this program from its sources. */
function writeProgram(): void {
  const main = join(import.meta.dirname, '../cli.ts')
  const flags = '--experimental-transform-types --disable-warning=ExperimentalWarning'
  const text = `#!/bin/sh\nexec '${process.execPath}' ${flags} '${main}' "$@"\n`
  writeFileSync(join(folder, 'bin/botdesk'), text, { mode: 0o755 })
}

/** The files an identity output has for ssh. */
function writeIdentity(): void {
  const identity = cluster.identity()
  const sshCertificate = certify('user', identity.privateKey, username)
  const knownHosts = [knownHostsLine({ authorityKey, clusterName })]
  const tlsAuthorities = identity.tlsAuthorities
  const whole = { ...identity, sshCertificate }
  write('identity', formatIdentityFile({ identity: whole, knownHosts, tlsAuthorities }))
  write('key', privateKeyPem(identity.privateKey))
  write('key-cert.pub', `${sshCertificate}\n`)
  write('known_hosts', `${knownHosts[0]}\n`)
  write(`${clusterName}.known_hosts`, `${knownHostsLine({ authorityKey, wildcard: true })}\n`)
}

function certify(kind: 'user' | 'host', key: Parameters<typeof privateKeyPem>[0], principal: string): string {
  return issueSshCertificate({
    authority: cluster.ssh,
    publicKey: sshPublicKeyBlob(key),
    kind,
    keyId: principal,
    serial: 1n,
    principals: [principal],
    validAfter: 0,
    validBefore: Date.UTC(2099, 0, 1),
  })
}

/** Settings of a real sshd that trusts only our authority. */
function writeSshd(): string {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  // Run by root, sshd wants the folder it gives up its privileges in.
  if (uid === 0) mkdirSync('/run/sshd', { recursive: true })
  const lines = [
    `HostKey ${write('node', privateKeyPem(key), folder)}`,
    `HostCertificate ${write('node-cert.pub', `${certify('host', key, host)}\n`, folder)}`,
    `TrustedUserCAKeys ${write('user-ca.pub', `${authorityKey}\n`, folder)}`,
    'AuthorizedKeysFile none',
    'PermitRootLogin yes',
    'StrictModes no',
    'UsePAM no',
  ]
  return write('sshd_config', `${lines.join('\n')}\n`, folder)
}

/** The proxy's way to the host: sshd on a pipe, for the one name it knows. */
function throughSshd(config: string): SshHandler {
  return async function* ({ hostPort }, input) {
    if (hostPort !== 'node:3022') throw new ConnectError(`${hostPort} is offline`, Code.NotFound)
    const sshd = spawn('/usr/sbin/sshd', ['-i', '-f', config], { stdio: ['pipe', 'pipe', 'ignore'] })
    const feeding = (async () => {
      for await (const bytes of input) {
        if (!sshd.stdin.write(bytes)) await new Promise((done) => sshd.stdin.once('drain', done))
      }
      sshd.stdin.end()
    })().catch(() => sshd.kill())
    sshd.stdin.on('error', () => undefined)
    for await (const bytes of sshd.stdout) yield bytes as Uint8Array
    await feeding.catch(() => undefined)
  }
}

/** Runs the real ssh; rejects with its words when it fails. */
function ssh(options: { config: string; host: string; command: string; input?: Buffer }): Promise<Buffer> {
  const flags = [
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'GlobalKnownHostsFile=/dev/null',
  ].flatMap((flag) => ['-o', flag])
  const args = [
    '-F',
    join(directory, options.config),
    ...flags,
    `${username}@${options.host}`,
    options.command,
  ]
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
  return new Promise((resolve, reject) => {
    const limits = { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, timeout: 30_000 } as const
    const child = execFile('ssh', args, { env, ...limits }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr.toString())) : resolve(stdout),
    )
    child.stdin?.on('error', () => undefined).end(options.input)
  })
}

describe('the real ssh with a generated ssh_config', { timeout: 40_000 }, () => {
  test.each(['ssh_config', `${clusterName}.ssh_config`])('logs in with %s', async (config) => {
    const answer = await ssh({ config, host, command: 'echo logged in; exit 0' })
    expect(answer.toString()).toBe('logged in\n')
  })

  test('moves many bytes unchanged both ways', async () => {
    const input = randomBytes(8 * 1024 * 1024)
    const output = await ssh({ config: 'ssh_config', host, command: 'cat', input })
    expect(output.equals(input)).toBe(true)
  })

  test('says why it cannot reach a host', async () => {
    const login = ssh({ config: 'ssh_config', host: `gone.${clusterName}`, command: 'true' })
    await expect(login).rejects.toThrow(
      'botdesk: the cluster does not know it: gone:3022 is offline (cluster.not-found)',
    )
  })
})

/** Runs the command in this process. */
async function run(flags: Readonly<Record<string, string | true>>, now = Date.now()) {
  const errors: string[] = []
  const output = new PassThrough()
  const ports = createRealPorts()
  const all: Record<string, string | true> = {
    'destination-dir': directory,
    'proxy-server': `localhost:${proxy.port}`,
    cluster: clusterName,
    host,
    port: '3022',
    ...flags,
  }
  const args = Object.entries(all).map(([name, value]) =>
    value === true ? `--${name}` : `--${name}=${value}`,
  )
  const context = {
    ports: { ...ports, clock: { ...ports.clock, now: () => now } },
    version: '0.0.0',
    homeFolder: folder,
    dataFolder: folder,
    pageFolder: folder,
    out: (text: string) => void output.write(text),
    err: (text: string) => void errors.push(text),
    onSignal: () => undefined,
    streams: () => ({ input: new PassThrough().end(), output }),
  }
  const exitCode = await runCommandLine(context, ['ssh-proxy-command', ...args])
  output.end()
  return { exitCode, errors, output: await buffer(output) }
}

describe('the command', () => {
  test('takes every flag of a generated ssh_config', async () => {
    const flags = { 'tls-routing': true, 'no-connection-upgrade': true, resume: true, user: 'demo' } as const
    const { exitCode, errors, output } = await run(flags)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    expect(output.toString()).toMatch(/^SSH-2\.0-/)
  })

  test.each([
    [{ 'no-tls-routing': true }, 'internal.not-supported'],
    [{ 'connection-upgrade': true }, 'internal.not-supported'],
    [{ 'destination-dir': '/nowhere' }, 'config.unreadable'],
    [{ 'proxy-server': 'localhost:1' }, 'cluster.unreachable'],
    [{ host: 'gone' }, 'cluster.not-found'],
  ] as const)('refuses %j in one line with its code', async (flags, code) => {
    const { exitCode, errors, output } = await run(flags)
    expect(exitCode).toBe(1)
    expect(errors).toEqual([expect.stringMatching(new RegExp(`^botdesk: .+ \\(${code}\\)\n$`))])
    expect(output.length).toBe(0)
  })

  test('does not send a certificate that has ended', async () => {
    const { exitCode, errors } = await run({}, Date.now() + 2 * 3_600_000)
    expect(exitCode).toBe(1)
    expect(errors.join('')).toContain('(credential.expired)')
  })
})
