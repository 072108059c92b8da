import { expect, test } from 'vitest'
import { createSimulator } from '../../ports/testing/simulator.ts'
import type { SimulatedHost } from '../../ports/testing/simulator.ts'
import type { CertificateAuthority } from '../../teleport/index.ts'
import { directory } from '../testing/bot-world.ts'
import { readBack } from '../testing/disk.ts'
import { createIdentity } from '../testing/identities.ts'
import { OutputFiles } from './output-files.ts'
import { standardSet } from './standard-set.ts'

const folder = '/srv/out'
const { signal } = new AbortController()
const expected = { userName: 'bot-demo', roles: ['bot-demo'], routeToCluster: 'trial' }

function setUp(): { host: SimulatedHost; files: OutputFiles; at: number } {
  const host = createSimulator({ seed: 1 }).host('workstation')
  const files = new OutputFiles({
    config: directory(folder),
    key: 'services[0].destination',
    ports: host.ports,
    layout: 'generations',
  })
  return { host, files, at: host.ports.clock.now() }
}

function issuedSet(at: number) {
  const { identity } = createIdentity({ at })
  const authority: CertificateAuthority = {
    type: 'user',
    clusterName: 'trial',
    tls: identity.tlsAuthorities,
    ssh: identity.sshAuthorities,
  }
  const authorities = { host: [authority], user: [authority], database: [] }
  return standardSet({ identity, authorities, proxyHost: undefined })
}

test('a written set proves itself from disk', async () => {
  const { files, at } = setUp()
  const artifacts = issuedSet(at)
  await files.write({ artifacts, expected }, { at, signal })
  const { certificate, reading } = await files.believe(expected, at)
  expect(certificate.identity.userName).toBe('bot-demo')
  expect(files.judge(reading, at)).toEqual({ kind: 'proven' })
})

test('a set that proves nothing never takes the place of a good one', async () => {
  const { host, files, at } = setUp()
  const good = issuedSet(at)
  await files.write({ artifacts: good, expected }, { at, signal })
  const before = await readBack(host.ports, folder, 'tlscert')
  const other = issuedSet(at).find(({ name }) => name === 'tlscert')
  const mixed = good.map((artifact) => (artifact.name === 'tlscert' && other ? other : artifact))
  const missesRole = { ...expected, roles: ['app-reader'] }
  for (const wrong of [
    { artifacts: mixed, expected },
    { artifacts: issuedSet(at), expected: missesRole },
  ]) {
    await expect(files.write(wrong, { at, signal })).rejects.toMatchObject({
      code: 'credential.proof-failed',
    })
  }
  expect(await readBack(host.ports, folder, 'tlscert')).toBe(before)
})
