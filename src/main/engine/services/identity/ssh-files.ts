import { AppError } from '../../../../shared/errors.ts'
import { formatClusterSshConfig, formatSshConfig, knownHostsLine } from '../../../credentials/index.ts'
import type { CertificateAuthority } from '../../../teleport/index.ts'
import type { KindedArtifact } from '../../artifact-set.ts'
import { textArtifact } from '../artifact-kinds.ts'
import { hostOf } from '../../../../shared/address.ts'
import { knownHostsLines } from '../standard-set.ts'

/** The program that answers to `ssh-proxy-command`; found through PATH, as the files outlive the place of the app. */
const command = ['botdesk']

export interface SshFilesOptions {
  readonly hostAuthorities: readonly CertificateAuthority[]
  /** Root cluster first, then the leaves. */
  readonly clusterNames: readonly string[]
  readonly proxyAddress: string | undefined
  readonly tlsRouting: boolean
  /** Absolute folder of a directory destination; without one there is only `known_hosts` (tbot-config.md 4.3). */
  readonly directory: string | undefined
}

/** `known_hosts`, `ssh_config` and the pair for each cluster (teleport-wire.md 6.4, 6.5). */
export function sshFiles(options: SshFilesOptions): KindedArtifact[] {
  const { clusterNames, directory, proxyAddress } = options
  const knownHosts = textArtifact('known_hosts', 'known-hosts', knownHostsText(options))
  if (directory === undefined) return [knownHosts]
  const shared = { directory, command, tlsRouting: options.tlsRouting, connectionUpgrade: false }
  const sshConfig =
    proxyAddress === undefined
      ? clusterNames.map((name) => directConfig(directory, 'known_hosts', name)).join('\n')
      : formatSshConfig({ ...shared, proxyAddress, clusterNames })
  return [
    knownHosts,
    textArtifact('ssh_config', 'ssh-config', sshConfig),
    ...clusterNames.flatMap((clusterName) => [
      textArtifact(`${clusterName}.known_hosts`, 'known-hosts', clusterKnownHosts(options, clusterName)),
      textArtifact(
        `${clusterName}.ssh_config`,
        'ssh-config',
        proxyAddress === undefined
          ? directConfig(directory, `${clusterName}.known_hosts`)
          : formatClusterSshConfig({ ...shared, proxyAddress, clusterName }),
      ),
    ]),
  ]
}

function knownHostsText({ hostAuthorities, proxyAddress }: SshFilesOptions): string {
  const proxyHost = proxyAddress === undefined ? undefined : hostOf(proxyAddress)
  return knownHostsLines(hostAuthorities, proxyHost)
    .map((line) => `${line}\n`)
    .join('')
}

function clusterKnownHosts({ hostAuthorities }: SshFilesOptions, clusterName: string): string {
  const lines = hostAuthorities
    .filter((authority) => authority.clusterName === clusterName)
    .flatMap(({ ssh }) => ssh.map((authorityKey) => knownHostsLine({ authorityKey, wildcard: true })))
  return [`# Known hosts of the cluster ${clusterName} alone`, ...lines, ''].join('\n')
}

/** A cluster without a proxy: hosts are reached as the user reaches them, only keys and trust are given. */
function directConfig(directory: string, knownHosts: string, clusterName?: string): string {
  if (/["\r\n]|\$\{/.test(directory)) {
    throw new AppError('usage.bad-argument', `ssh_config cannot hold the path ${JSON.stringify(directory)}`)
  }
  const inDirectory = (name: string) => `"${`${directory}/${name}`.replaceAll('%', '%%')}"`
  return [
    '# The cluster announces no proxy: there is no ProxyCommand',
    ...(clusterName === undefined ? [] : [`Host *.${clusterName}`]),
    `    UserKnownHostsFile ${inDirectory(knownHosts)}`,
    `    IdentityFile ${inDirectory('key')}`,
    `    CertificateFile ${inDirectory('key-cert.pub')}`,
    '',
  ].join('\n')
}
