import { expect, test } from 'vitest'
import { formatClusterSshConfig, formatSshConfig } from './index.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'

const options = {
  directory: '/opt/machine id',
  proxyAddress: 'proxy.example:443',
  command: ['/usr/bin/botdesk'],
  tlsRouting: true,
  connectionUpgrade: false,
}
const config = formatSshConfig({ ...options, clusterNames: ['trial.example', 'leaf.example'] })

/** What ssh itself would do for a host, by keyword. */
function asSshSees(text: string, host: string): Map<string, string> {
  const path = writeTo(temporaryFolder(), 'ssh_config', text)
  const lines = run('ssh', '-G', '-F', path, host).split('\n')
  return new Map(lines.map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]))
}

test('leads ssh through the proxy command to a host of the cluster', () => {
  const seen = asSshSees(config, 'node.trial.example')
  expect(seen.get('port')).toBe('3022')
  expect(seen.get('identityfile')).toBe('/opt/machine id/key')
  expect(seen.get('certificatefile')).toBe('/opt/machine id/key-cert.pub')
  expect(seen.get('userknownhostsfile')).toBe('/opt/machine id/known_hosts')
  expect(seen.get('proxycommand')).toBe(
    "'/usr/bin/botdesk' ssh-proxy-command --destination-dir='/opt/machine id' --proxy-server='proxy.example:443' " +
      "--cluster='trial.example' --tls-routing --no-connection-upgrade --resume --user=%r --host=%h --port=%p",
  )
})

test('leads ssh to a host of a leaf with the name of the leaf', () => {
  expect(asSshSees(config, 'node.leaf.example').get('proxycommand')).toContain("--cluster='leaf.example'")
})

test('gives the proxy itself the credential but no proxy command', () => {
  const seen = asSshSees(config, 'proxy.example')
  expect(seen.get('certificatefile')).toBe('/opt/machine id/key-cert.pub')
  expect(seen.get('proxycommand')).toBeUndefined()
})

test('leaves other hosts alone', () => {
  expect(asSshSees(config, 'elsewhere.example').get('certificatefile')).toBeUndefined()
})

test('serves any host with the file of one cluster', () => {
  const text = formatClusterSshConfig({ ...options, clusterName: 'trial.example' })
  const seen = asSshSees(text, 'anything')
  expect(seen.get('userknownhostsfile')).toBe('/opt/machine id/trial.example.known_hosts')
  expect(seen.get('proxycommand')).toContain("--cluster='trial.example'")
})

test('survives per cent signs and single quotes in the folder', () => {
  const text = formatClusterSshConfig({ ...options, directory: "/a%h/it's", clusterName: 'trial.example' })
  const [, command = ''] = /ProxyCommand (.*)/.exec(text) ?? []
  const shell = command.replaceAll('%%', '%').replace("'/usr/bin/botdesk'", 'printf "%s\\n"')
  expect(run('sh', '-c', shell)).toContain("--destination-dir=/a%h/it's\n")
  expect(text).toContain(`IdentityFile "/a%%h/it's/key"`)
})

test.each([
  ['a folder with a double quote', { ...options, directory: '/a"b', clusterName: 'x' }],
  ['a folder with a line break', { ...options, directory: '/a\nb', clusterName: 'x' }],
  ['a folder that ssh would expand', { ...options, directory: '/${HOME}', clusterName: 'x' }],
  ['a cluster name with white space', { ...options, clusterName: 'x y' }],
])('refuses %s', (_, wrong) => {
  expect(() => formatClusterSshConfig(wrong)).toThrow('ssh_config cannot hold')
})
