import { expect, test } from 'vitest'
import {
  authorizedKeyLine,
  generateKey,
  knownHostsLine,
  parseKnownHostsLine,
  sshPublicKeyBlob,
} from './index.ts'
import { run, temporaryFolder, writeTo } from './testing/programs.ts'

const authorityKey = authorizedKeyLine(sshPublicKeyBlob(await generateKey('ed25519')))

test('names the proxy, the cluster and everything below it', () => {
  const line = knownHostsLine({ authorityKey, clusterName: 'trial.example', proxyHost: 'proxy.example' })
  expect(line).toBe(`@cert-authority proxy.example,trial.example,*.trial.example ${authorityKey} type=host`)
})

test('leaves the proxy out when it is unknown', () => {
  const line = knownHostsLine({ authorityKey, clusterName: 'trial.example' })
  expect(line).toBe(`@cert-authority trial.example,*.trial.example ${authorityKey} type=host`)
})

test('trusts the authority for every host in a cluster file', () => {
  expect(knownHostsLine({ authorityKey, wildcard: true })).toBe(`@cert-authority * ${authorityKey} type=host`)
})

test('is what ssh-keygen finds a host by', () => {
  const line = knownHostsLine({ authorityKey, clusterName: 'trial.example' })
  const path = writeTo(temporaryFolder(), 'known_hosts', `${line}\n`)
  expect(run('ssh-keygen', '-F', 'node.trial.example', '-f', path)).toContain('CA')
})

test('reads what it writes', () => {
  const line = knownHostsLine({ authorityKey, clusterName: 'trial.example' })
  expect(parseKnownHostsLine(line)).toMatchObject({
    hosts: ['trial.example', '*.trial.example'],
    authorityKey,
  })
})

test.each([
  ['no marker', `trial.example ${authorityKey}`],
  ['no key', '@cert-authority trial.example'],
  ['a damaged key', '@cert-authority trial.example ssh-ed25519 AAAA'],
  ['a longer marker', `@cert-authority-of trial.example ${authorityKey}`],
])('refuses a line with %s', (_, line) => {
  expect(() => parseKnownHostsLine(line)).toThrow(expect.objectContaining({ code: 'credential.malformed' }))
})

test('refuses a cluster name that would break the line', () => {
  expect(() => knownHostsLine({ authorityKey, clusterName: 'a b' })).toThrow('white space')
})
