import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { privateKeyPem } from '../../credentials/index.ts'
import { createBotWorld, minute, outputPath } from '../testing/bot-world.ts'
import { readBack } from '../testing/disk.ts'
import { createIdentity } from '../testing/identities.ts'
import { proveSet } from './prove-set.ts'
import type { Expectation } from './prove-set.ts'

const names = [
  'identity',
  'tlscert',
  'key',
  'key.pub',
  'key-cert.pub',
  'teleport-host-ca.crt',
  'teleport-user-ca.crt',
  'teleport-database-ca.crt',
  'tls.crt',
  'tls.key',
  'tls.cas',
]
const expected: Expectation = {
  userName: 'bot-demo',
  roles: ['app-reader'],
  routeToCluster: 'trial',
  appName: 'grafana-example',
  copies: { certificate: 'tls.crt', key: 'tls.key', authorities: 'tls.cas' },
}
let good: ReadonlyMap<string, Uint8Array>
let now: number

beforeAll(async () => {
  const world = await createBotWorld()
  world.start()
  await world.simulator.clock.advance(minute)
  const texts = await Promise.all(names.map((name) => readBack(world.host.ports, outputPath, name)))
  good = new Map(names.map((name, index) => [name, Buffer.from(texts[index] ?? '')]))
  now = world.simulator.clock.now()
})

function changed(name: string, text: string | undefined): Map<string, Uint8Array> {
  const files = new Map(good)
  if (text === undefined) files.delete(name)
  else files.set(name, Buffer.from(text))
  return files
}

test('a whole set proves itself', () => {
  expect(proveSet(good, expected, now).identity.userName).toBe('bot-demo')
})

test.each(names.flatMap((name) => [[name, undefined] as const, [name, '-----BEGIN NONSENSE-----'] as const]))(
  '%s as %j fails the proof and is named',
  (name, text) => {
    expect(() => proveSet(changed(name, text), expected, now)).toThrow(
      expect.objectContaining({ code: 'credential.proof-failed', details: { file: name } }),
    )
  },
)

test('a key of another certificate fails', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect(() => proveSet(changed('key', privateKeyPem(privateKey)), expected, now)).toThrow('does not belong')
  expect(() => proveSet(changed('tls.key', privateKeyPem(privateKey)), expected, now)).toThrow('tls.key')
})

test('a certificate of another authority fails', () => {
  const other = createIdentity({ at: now }).identity.tlsAuthorities.join('')
  const files = changed('teleport-user-ca.crt', other)
  expect(() => proveSet(files, expected, now)).toThrow('tlscert')
})

test('a certificate out of its time fails', () => {
  expect(() => proveSet(good, expected, now + 24 * 60 * minute)).toThrow('tlscert')
})

test.each([
  ['another user', { userName: 'bot-other' }],
  ['a role that is missing', { roles: ['app-reader', 'admin'] }],
  ['a role nobody asked for', { roles: [] }],
  ['another cluster', { routeToCluster: 'leaf' }],
  ['another application', { appName: 'other' }],
])('%s fails', (_what, change) => {
  expect(() => proveSet(good, { ...expected, ...change }, now)).toThrow(
    expect.objectContaining({ code: 'credential.proof-failed' }),
  )
})
