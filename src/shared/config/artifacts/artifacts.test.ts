import { describe, expect, test } from 'vitest'
import { destinationSchemas, serviceSchemas } from '../catalogue.ts'
import type { YamlValue } from '../edit/model.ts'
import { compatibility, matchesName, plannedFiles } from './index.ts'

const standard = [
  'identity',
  'tlscert',
  'key',
  'key.pub',
  'key-cert.pub',
  'teleport-host-ca.crt',
  'teleport-user-ca.crt',
  'teleport-database-ca.crt',
  '.write-test',
]
const ssh = ['known_hosts', 'ssh_config', '<cluster>.known_hosts', '<cluster>.ssh_config']
const specific = ['tls.crt', 'tls.key', 'tls.cas']
const kubernetes = ['kubeconfig.yaml', ...standard]
const kubernetesV2 = ['kubeconfig.yaml', ...standard.slice(0, 6)]
const svid = ['svid.pem', 'svid_key.pem', 'svid_bundle.pem']

interface Expected {
  readonly values?: Record<string, YamlValue>
  readonly directory: readonly string[]
  readonly memory?: readonly string[]
}

/** tbot-config.md 4.2–4.19, written out once more: a type that is not here fails. */
const reference: Readonly<Record<string, readonly Expected[]>> = {
  identity: [
    { directory: [...standard, ...ssh], memory: [...standard, 'known_hosts'] },
    { values: { ssh_config: 'off' }, directory: standard },
  ],
  application: [
    { directory: standard },
    { values: { specific_tls_naming: true }, directory: [...standard, ...specific] },
    { values: { specific_tls_naming: 'yes' }, directory: [...standard, ...specific] },
  ],
  database: [
    { directory: standard },
    { values: { format: 'tls' }, directory: [...standard, ...specific] },
    { values: { format: 'mongo' }, directory: [...standard, 'mongo.crt', 'mongo.cas'] },
    {
      values: { format: 'cockroach' },
      directory: [...standard, 'cockroach/node.key', 'cockroach/node.crt', 'cockroach/ca.crt'],
    },
  ],
  kubernetes: [{ directory: kubernetes }],
  'kubernetes/v2': [{ directory: kubernetesV2 }],
  'kubernetes/argo-cd': [
    { directory: ['teleport.argocd-cluster.<hash>'] },
    { values: { secret_name_prefix: 'ours' }, directory: ['ours.<hash>'] },
  ],
  ssh_host: [{ directory: ['ssh_host', 'ssh_host-cert.pub', 'ssh_host-user-ca.pub'] }],
  'ssh-multiplexer': [{ directory: ['ssh_config', 'known_hosts', 'v1.sock', 'agent.sock'] }],
  'identity/key-agent': [{ directory: ['identity', '<certificate>', '<agent>'] }],
  'workload-identity-x509': [{ directory: [...svid, 'svid_crl.pem'] }],
  'workload-identity-jwt': [{ directory: ['jwt_svid'] }],
  'workload-identity-aws-roles-anywhere': [
    { directory: ['aws_credentials'] },
    { values: { artifact_name: 'credentials' }, directory: ['credentials'] },
  ],
  'spiffe-svid': [
    { directory: svid },
    { values: { jwts: [{ audience: 'api', file_name: 'api.jwt' }] }, directory: [...svid, 'api.jwt'] },
  ],
  'database-tunnel': [{ directory: [] }],
  'application-tunnel': [{ directory: [] }],
  'application-proxy': [{ directory: [] }],
  'workload-identity-api': [{ directory: [] }],
  'spiffe-workload-api': [{ directory: [] }],
  'beams/vnet': [{ directory: [] }],
  example: [{ directory: [] }],
}

test('every service type of the catalogue is in the reference table, and no other', () => {
  expect(Object.keys(reference).toSorted()).toEqual([...serviceSchemas.keys()].toSorted())
})

describe.each(Object.entries(reference))('%s', (type, cases) => {
  test.each(cases)('writes the files of the reference with $values', ({ values = {}, directory, memory }) => {
    const names = (destination: string) => plannedFiles({ type, values }, destination).map(({ name }) => name)
    expect(names('directory').toSorted()).toEqual([...directory].toSorted())
    expect(names('memory').toSorted()).toEqual([...(memory ?? directory)].toSorted())
    expect(names('kubernetes_secret')).toEqual(names('memory'))
  })

  test('says of each file what it is, and keeps keys secret', () => {
    const files = plannedFiles({ type, values: {} }, 'directory')
    expect(files.filter(({ description }) => description === '')).toEqual([])
    const keys = files.filter(({ name, shape }) => shape === 'file' && /key$|key\.pem$/.test(name))
    expect(keys.filter(({ isSecret }) => !isSecret)).toEqual([])
  })
})

describe('kubeconfig', () => {
  const holdsKey = (type: string, destination: string, values = {}) =>
    plannedFiles({ type, values }, destination).find(({ kind }) => kind === 'kubeconfig')?.isSecret
  test.each(['kubernetes', 'kubernetes/v2'])(
    'of %s holds the key only where kubectl cannot ask for it',
    (type) => {
      expect(holdsKey(type, 'directory')).toBe(false)
      expect(holdsKey(type, 'directory', { disable_exec_plugin: true })).toBe(true)
      expect(holdsKey(type, 'memory')).toBe(true)
      expect(holdsKey(type, 'kubernetes_secret')).toBe(true)
    },
  )
})

/** tbot-config.md 4.1, column "dest". */
const places: Readonly<Record<string, 'any' | 'folder' | 'none'>> = {
  identity: 'any',
  application: 'any',
  database: 'any',
  kubernetes: 'any',
  'kubernetes/v2': 'any',
  ssh_host: 'any',
  'workload-identity-x509': 'any',
  'workload-identity-jwt': 'any',
  'workload-identity-aws-roles-anywhere': 'any',
  'spiffe-svid': 'any',
  'ssh-multiplexer': 'folder',
  'identity/key-agent': 'folder',
}

describe.each([...serviceSchemas.keys()])('%s fits', (type) => {
  test.each([...destinationSchemas.keys()])(
    'into %s as the reference says, with a reason where not',
    (destination) => {
      const place = places[type] ?? 'none'
      const fits = place === 'any' || (place === 'folder' && destination === 'directory')
      const result = compatibility(type, destination)
      expect(result.fits).toBe(fits)
      expect(result.note !== undefined).toBe(!fits || destination !== 'directory')
    },
  )
})

test('what is lost outside of a folder is named', () => {
  expect(compatibility('identity', 'memory').note).toMatch(/^`ssh_config` needs a folder\./)
  expect(compatibility('identity', 'memory', { ssh_config: 'off' }).note).not.toMatch(/ssh_config/)
  expect(compatibility('kubernetes', 'kubernetes_secret').note).toMatch(/inside `kubeconfig.yaml`/)
  expect(compatibility('kubernetes', 'memory', { disable_exec_plugin: true }).note).not.toMatch(/kubeconfig/)
})

test('cockroach does not fit into a Secret (tbot-config.md 3.3)', () => {
  expect(compatibility('database', 'kubernetes_secret', { format: 'cockroach' })).toMatchObject({
    fits: false,
  })
  expect(compatibility('database', 'kubernetes_secret', { format: 'tls' })).toMatchObject({ fits: true })
})

test('unknown types fit nowhere', () => {
  expect(compatibility('nonsense', 'directory').fits).toBe(false)
  expect(compatibility('identity', 'nonsense').fits).toBe(false)
})

test.each([
  ['example.ssh_config', '<cluster>.ssh_config', true],
  ['.ssh_config', '<cluster>.ssh_config', false],
  ['ssh_config', 'ssh_config', true],
  ['anything', '<agent>', false],
])('the name %s found is the planned %s: %s', (found, planned, expected) => {
  expect(matchesName(found, planned)).toBe(expected)
})
