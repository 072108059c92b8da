import { hostOf } from '../../shared/address.ts'
import { AppError } from '../../shared/errors.ts'

/** What the generated ssh_config points at (teleport-wire.md 6.5). */
export interface SshConfigOptions {
  /** Absolute folder the files of the output are read from. */
  readonly directory: string
  /** `host:port` of the proxy. */
  readonly proxyAddress: string
  /** Program and leading arguments that answer to `ssh-proxy-command`. */
  readonly command: readonly string[]
  readonly tlsRouting: boolean
  readonly connectionUpgrade: boolean
}

/** `ssh_config` for the root cluster and its leaves: two Host stanzas each. Ends with a newline. */
export function formatSshConfig(options: SshConfigOptions & { clusterNames: readonly string[] }): string {
  const proxyHost = word(hostOf(options.proxyAddress))
  const stanzas = options.clusterNames.flatMap((clusterName) => [
    `# Every host of ${word(clusterName)}`,
    `Host *.${clusterName} ${proxyHost}`,
    ...credentialLines(options.directory, 'known_hosts'),
    '',
    `# Hosts of ${clusterName} behind the proxy`,
    `Host *.${clusterName} !${proxyHost}`,
    '    Port 3022',
    `    ProxyCommand ${proxyCommand(options, clusterName)}`,
    '',
  ])
  return frame(`Teleport configuration for ${proxyHost}`, stanzas)
}

/** `<cluster>.ssh_config`: the same for one cluster without Host matching, for `ssh -F` and includes. Ends with a newline. */
export function formatClusterSshConfig(options: SshConfigOptions & { clusterName: string }): string {
  const { clusterName } = options
  const lines = [
    ...credentialLines(options.directory, `${word(clusterName)}.known_hosts`),
    '    Port 3022',
    `    ProxyCommand ${proxyCommand(options, clusterName)}`,
    '',
  ]
  return frame(`Teleport configuration for the cluster ${clusterName}`, lines)
}

function frame(title: string, lines: readonly string[]): string {
  return [`# Begin ${title}, written by Botdesk`, '', ...lines, `# End ${title}`, ''].join('\n')
}

function credentialLines(directory: string, knownHosts: string): string[] {
  return [
    `    UserKnownHostsFile "${pathValue(directory, knownHosts)}"`,
    `    IdentityFile "${pathValue(directory, 'key')}"`,
    `    CertificateFile "${pathValue(directory, 'key-cert.pub')}"`,
  ]
}

function proxyCommand(options: SshConfigOptions, clusterName: string): string {
  return [
    ...options.command.map((part) => shellQuoted(part)),
    'ssh-proxy-command',
    `--destination-dir=${shellQuoted(options.directory)}`,
    `--proxy-server=${shellQuoted(options.proxyAddress)}`,
    `--cluster=${shellQuoted(clusterName)}`,
    options.tlsRouting ? '--tls-routing' : '--no-tls-routing',
    options.connectionUpgrade ? '--connection-upgrade' : '--no-connection-upgrade',
    '--resume',
    '--user=%r',
    '--host=%h',
    '--port=%p',
  ].join(' ')
}

/** A path between double quotes; OpenSSH expands `%` and `${…}` in it and has no way to write the second literally. */
function pathValue(directory: string, name: string): string {
  const separator = directory.includes('\\') && !directory.includes('/') ? '\\' : '/'
  const path = `${directory.replace(/[/\\]+$/, '')}${separator}${name}`
  if (/["\r\n]|\$\{/.test(path)) {
    throw new AppError('usage.bad-argument', `ssh_config cannot hold the path ${JSON.stringify(path)}`)
  }
  return path.replaceAll('%', '%%')
}

/** One word for the shell that runs a ProxyCommand; ssh expands `%` before the shell sees it. */
function shellQuoted(text: string): string {
  if (/[\r\n]/.test(text)) throw new AppError('usage.bad-argument', 'ssh_config cannot hold a line break')
  return `'${text.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`
}

function word(name: string): string {
  if (!/^[^\s"'*?!,#]+$/.test(name)) {
    throw new AppError('usage.bad-argument', `ssh_config cannot hold the name ${JSON.stringify(name)}`)
  }
  return name
}
