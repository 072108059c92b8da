import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import {
  authorizedKeyLine,
  generateKey,
  issueSshCertificate,
  knownHostsLine,
  privateKeyPem,
  sshPublicKeyBlob,
} from './index.ts'
import type { KeyAlgorithm } from './index.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'

const clusterName = 'trial.example'
const host = `node.${clusterName}`
const { username, uid } = userInfo()

/** What a login may be changed by. */
interface Login {
  readonly authority: KeyAlgorithm
  readonly key: KeyAlgorithm
  readonly principal: string
  readonly hostPrincipal: string
}

/** Logs in with the real ssh to a real sshd (started by ssh itself, no port) that trusts only our authority. */
async function login(options: Login): Promise<string> {
  const folder = temporaryFolder()
  const authority = await generateKey(options.authority)
  const authorityKey = authorizedKeyLine(sshPublicKeyBlob(authority))
  const [user, node] = [await generateKey(options.key), await generateKey('ecdsa-p256')]
  // sshd and ssh look at the real clock.
  const common = { authority, serial: 1n, validAfter: 0, validBefore: Date.UTC(2099, 0, 1) }
  const userCertificate = issueSshCertificate({
    ...common,
    publicKey: sshPublicKeyBlob(user),
    kind: 'user',
    keyId: 'bot-demo',
    principals: [options.principal, '-teleport-internal-join'],
    extensions: { 'permit-pty': '', 'bot-name@goteleport.com': 'demo', 'teleport-roles': '{"roles":["a"]}' },
  })
  const nodeCertificate = issueSshCertificate({
    ...common,
    publicKey: sshPublicKeyBlob(node),
    kind: 'host',
    keyId: 'node',
    principals: [options.hostPrincipal],
  })
  const key = writeTo(folder, 'key', privateKeyPem(user))
  const knownHosts = writeTo(folder, 'known_hosts', `${knownHostsLine({ authorityKey, clusterName })}\n`)
  const server = writeTo(
    folder,
    'sshd_config',
    [
      `HostKey ${writeTo(folder, 'node', privateKeyPem(node))}`,
      `HostCertificate ${writeTo(folder, 'node-cert.pub', `${nodeCertificate}\n`)}`,
      `TrustedUserCAKeys ${writeTo(folder, 'user-ca.pub', `${authorityKey}\n`)}`,
      'AuthorizedKeysFile none',
      'PermitRootLogin yes',
      'StrictModes no',
      'UsePAM no',
      '',
    ].join('\n'),
  )
  // Run by root, sshd wants the folder it gives up its privileges in.
  if (uid === 0) mkdirSync('/run/sshd', { recursive: true })
  const settings = {
    ProxyCommand: `/usr/sbin/sshd -i -f ${server}`,
    IdentityFile: key,
    CertificateFile: writeTo(folder, 'key-cert.pub', `${userCertificate}\n`),
    UserKnownHostsFile: knownHosts,
    GlobalKnownHostsFile: '/dev/null',
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return run('ssh', '-F', 'none', ...flags, `${username}@${host}`, 'echo logged in')
}

const sound: Login = { authority: 'ed25519', key: 'ecdsa-p256', principal: username, hostPrincipal: host }

describe('the real ssh and sshd', () => {
  test.each([
    ['an Ed25519 authority and a P-256 key', sound],
    ['a P-256 authority and an RSA key', { ...sound, authority: 'ecdsa-p256', key: 'rsa-2048' } as const],
    ['an RSA authority and a P-256 key', { ...sound, authority: 'rsa-2048' } as const],
  ])('let a bot in with %s', async (_, options) => {
    expect(await login(options)).toBe('logged in\n')
  })

  test('refuse a login that is no principal of the certificate', async () => {
    await expect(login({ ...sound, principal: 'somebody' })).rejects.toThrow('Permission denied')
  })

  test('refuse a host whose certificate is for another name', async () => {
    await expect(login({ ...sound, hostPrincipal: 'elsewhere' })).rejects.toThrow(
      'Host key verification failed',
    )
  })
})
