import { execFile, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { promisify } from 'node:util'
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
import type { Identity } from '../credentials/index.ts'
import { createNodeNetwork } from '../ports/node-network.ts'
import type { Listening } from '../ports/network.ts'
import { createRealPorts } from '../ports/real.ts'
import { ScriptedCluster, clusterName } from '../teleport/testing/scripted-cluster.ts'
import { scriptedProxy } from '../teleport/testing/scripted-proxy.ts'
import type { SshHandler } from '../teleport/testing/scripted-proxy.ts'
import type { CommandContext } from './context.ts'
import { runCommandLine } from './program.ts'

const { username, uid } = userInfo()
const network = createNodeNetwork({ environment: {} })
const cluster = new ScriptedCluster({ at: Date.now() })
const authority = generateKeyPairSync('ed25519').privateKey
const authorityKey = authorizedKeyLine(sshPublicKeyBlob(authority))
const folder = mkdtempSync(join(tmpdir(), 'botdesk-proxy-command-'))
const identityFolder = join(folder, "it's the identity")
const life = { validAfter: 0, validBefore: Date.UTC(2099, 0, 1) }
const asked: string[] = []
let proxy: Listening

beforeAll(async () => {
  proxy = await network.serveTls(scriptedProxy(cluster, throughSshd(prepareSshd())))
  writeIdentity(identityFolder, userIdentity())
  writeShim()
})

afterAll(async () => {
  await proxy.close()
  rmSync(folder, { recursive: true })
})

function write(place: string, name: string, text: string): string {
  mkdirSync(place, { recursive: true })
  const path = join(place, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** A host of the cluster: a real sshd that trusts only our authority, with a certificate for its name. */
function prepareSshd(): string {
  const place = join(folder, 'sshd')
  const key = generateKeyPairSync('ed25519').privateKey
  const certificate = issueSshCertificate({
    authority,
    publicKey: sshPublicKeyBlob(key),
    kind: 'host',
    keyId: 'node',
    serial: 1n,
    principals: [`node.${clusterName}`],
    ...life,
  })
  const hostKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  // Run by root, sshd wants the folder it gives up its privileges in.
  if (uid === 0) mkdirSync('/run/sshd', { recursive: true })
  const hostCertificate = issueSshCertificate({
    authority,
    publicKey: sshPublicKeyBlob(hostKey),
    kind: 'host',
    keyId: 'node',
    serial: 2n,
    principals: [`node.${clusterName}`],
    ...life,
  })
  expect(certificate).not.toBe(hostCertificate)
  return write(
    place,
    'sshd_config',
    [
      `HostKey ${write(place, 'node', privateKeyPem(hostKey))}`,
      `HostCertificate ${write(place, 'node-cert.pub', `${hostCertificate}\n`)}`,
      `TrustedUserCAKeys ${write(place, 'user-ca.pub', `${authorityKey}\n`)}`,
      'AuthorizedKeysFile none',
      'PermitRootLogin yes',
      'StrictModes no',
      'UsePAM no',
      '',
    ].join('\n'),
  )
}
