import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { authorizedKeyLine, sshPublicKeyBlob } from '../../../credentials/index.ts'
import { sshFiles } from './ssh-files.ts'
import type { SshFilesOptions } from './ssh-files.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const hostKey = authorizedKeyLine(sshPublicKeyBlob(privateKey))

function filesOf(changes: Partial<SshFilesOptions> = {}): Map<string, string> {
  const files = sshFiles({
    hostAuthorities: [{ type: 'host', clusterName: 'trial', tls: [], ssh: [hostKey] }],
    clusterNames: ['trial'],
    proxyAddress: undefined,
    tlsRouting: false,
    directory: '/opt/100%/ssh',
    ...changes,
  })
  return new Map(files.map(({ name, data }) => [name, Buffer.from(data).toString()]))
}

/** What OpenSSH makes of the configuration for one host. */
function sshSettings(config: string, host: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ssh-files-'))
  try {
    writeFileSync(join(folder, 'config'), config, { mode: 0o600 })
    return execFileSync('ssh', ['-G', '-F', join(folder, 'config'), host], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('without a proxy the host part is left out and OpenSSH reads the rest', () => {
  const files = filesOf()
  expect([...files.keys()]).toEqual(['known_hosts', 'ssh_config', 'trial.known_hosts', 'trial.ssh_config'])
  expect(files.get('known_hosts')).toBe(`@cert-authority trial,*.trial ${hostKey} type=host\n`)
  const settings = sshSettings(files.get('ssh_config') ?? '', 'node.trial')
  // ssh -G shows this one as it is written.
  expect(settings).toContain('certificatefile /opt/100%%/ssh/key-cert.pub')
  expect(settings).toContain('userknownhostsfile /opt/100%/ssh/known_hosts')
  expect(settings).not.toMatch(/^proxycommand (?!none)/m)
})

test('with a proxy hosts are reached through it and its name is trusted', () => {
  const files = filesOf({ proxyAddress: 'proxy.example:443', tlsRouting: true })
  expect(files.get('known_hosts')).toContain('@cert-authority proxy.example,trial,*.trial ')
  expect(sshSettings(files.get('ssh_config') ?? '', 'node.trial')).toMatch(
    /^proxycommand .*ssh-proxy-command.*--tls-routing/m,
  )
})

test('the file of one cluster trusts any host of it', () => {
  expect(filesOf().get('trial.known_hosts')).toMatch(
    /^# .*trial.*\n@cert-authority \* ssh-ed25519 \S+ type=host\n$/,
  )
})

test('without a directory there is only known_hosts', () => {
  expect([...filesOf({ directory: undefined }).keys()]).toEqual(['known_hosts'])
})

test('a path OpenSSH cannot hold is refused', () => {
  expect(() => filesOf({ directory: '/opt/a"b' })).toThrow('cannot hold')
})
