import { expect, test, vi } from 'vitest'
import { parseIdentityFile, parseTlsCertificate } from '../credentials/index.ts'
import { namesIn, readBack } from './testing/disk.ts'
import {
  authServer,
  createBotWorld,
  hour,
  identityService,
  minute,
  outputPath,
  storagePath,
} from './testing/bot-world.ts'

// Simulated minutes cost real CPU time; a busy machine must not make them fail.
vi.setConfig({ testTimeout: 30_000 })

test('joins, saves its identity, writes the files of its services and proves them', async () => {
  const world = await createBotWorld()
  const services = [...world.config().services, identityService()]
  const running = world.start({ config: world.config({ services }) })
  await world.simulator.clock.advance(minute)
  expect(running.snapshot()).toMatchObject({
    state: 'healthy',
    identity: { clusterName: 'trial', userName: 'bot-demo', renewable: true, certificateGeneration: 1 },
    clockSkewMs: 0,
  })
  expect(running.service('app').files?.map(({ name, state }) => `${name} ${state}`)).toEqual(
    [
      'identity',
      'tlscert',
      'key',
      'key.pub',
      'key-cert.pub',
      'teleport-host-ca.crt',
      'teleport-user-ca.crt',
      'teleport-database-ca.crt',
      '.write-test',
      'tls.crt',
      'tls.key',
      'tls.cas',
    ].map((name) => `${name} verified`),
  )
  const sshFiles = ['known_hosts', 'ssh_config', 'trial.known_hosts', 'trial.ssh_config']
  expect(running.service('ssh').files?.map(({ name }) => name)).toEqual(expect.arrayContaining(sshFiles))
  const storage = await namesIn(world.host.ports, storagePath)
  expect(storage).toEqual(
    expect.arrayContaining([
      'key',
      'key.pub',
      'key-cert.pub',
      'tlscert',
      'tlscacerts',
      'sshcacerts',
      'tokenhash',
    ]),
  )
  const { identity } = parseIdentityFile((await readBack(world.host.ports, outputPath, 'identity')) ?? '')
  expect(parseTlsCertificate(identity.tlsCertificate).identity).toMatchObject({
    roles: ['app-reader'],
    app: { name: 'grafana-example' },
    impersonator: 'bot-demo',
  })
})

test('resumes from its storage without a token, one certificate generation further', async () => {
  const world = await createBotWorld()
  const first = world.start()
  await world.simulator.clock.advance(minute)
  first.stop.abort()
  await first.ended
  const { token: _token, ...onboarding } = world.config().onboarding
  const second = world.start({ config: world.config({ onboarding }) })
  await world.simulator.clock.advance(minute)
  expect(second.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 2 } })
})

test('renews before renewal_interval and keeps the files valid', async () => {
  const world = await createBotWorld()
  const running = world.start({ proofIntervalMs: 10 * minute })
  await world.simulator.clock.advance(2 * hour)
  expect(running.snapshot().state).toBe('healthy')
  expect(running.snapshot().identity?.certificateGeneration).toBeGreaterThanOrEqual(7)
  expect(running.service('app').setGeneration).toBeGreaterThanOrEqual(7)
  const written = running.events.filter((event) => event.kind === 'set-written').map(({ at }) => at)
  const pauses = written.slice(1).map((at, index) => at - (written[index] ?? 0))
  expect(Math.max(...pauses)).toBeLessThanOrEqual(20 * minute)
})

test('a healthy bot rests: a minute of proofs takes few file calls, and reads the files only now and then', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(3 * minute + 1000)
  const before = world.host.fileCalls
  await world.simulator.clock.advance(8 * minute)
  expect(running.snapshot().state).toBe('healthy')
  expect((world.host.fileCalls - before) / 8).toBeLessThan(55)
})

test('requests to renew now are one while a renewal runs, and reach identity and outputs', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(minute)
  running.bot.renewNow()
  running.bot.renewNow()
  running.bot.renewNow()
  await world.simulator.clock.advance(1000)
  expect(running.snapshot().identity?.certificateGeneration).toBe(2)
  expect(running.service('app').setGeneration).toBe(2)
})

test('runs once, skips what has no one-shot form, and ends', async () => {
  const world = await createBotWorld()
  const running = world.start({ config: world.config({ oneshot: true }) })
  await world.simulator.clock.settle()
  expect(await running.ended).toBeUndefined()
  expect(running.snapshot().state).toBe('stopped')
  expect(running.service('app').state).toBe('healthy')
  expect(running.service('ca-rotation').state).toBe('skipped')
  expect(await readBack(world.host.ports, outputPath, 'tlscert')).toContain('BEGIN CERTIFICATE')
})

test('a one-shot run that fails says what failed, and its neighbours are done all the same', async () => {
  const world = await createBotWorld()
  const missing = identityService({ roles: ['no-such-role'] })
  const config = world.config({ oneshot: true, services: [missing, ...world.config().services] })
  const running = world.start({ config })
  await world.simulator.clock.advance(minute)
  expect(await running.ended).toMatchObject({ code: expect.stringMatching(/^cluster\./) })
  expect(running.service('app').state).toBe('healthy')
  expect(running.service('ssh').state).toBe('unhealthy')
})

test('a service of a type that does not run here is that service’s problem alone', async () => {
  const world = await createBotWorld()
  const unsupported = {
    type: 'unsupported',
    typeName: 'database',
    name: 'db',
    lifetime: world.config().lifetime,
    roles: [],
    path: 'services[1]',
  } as const
  const running = world.start({
    config: world.config({ services: [...world.config().services, unsupported] }),
  })
  await world.simulator.clock.advance(minute)
  expect(running.service('db')).toMatchObject({
    state: 'unhealthy',
    error: { code: 'service.not-supported' },
  })
  expect(running.service('app').state).toBe('healthy')
})

test('stops in order: services off, storage free for the next', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(minute)
  running.stop.abort()
  await running.ended
  expect(running.snapshot().state).toBe('stopped')
  expect(new Set(running.snapshot().services.map(({ state }) => state))).toEqual(new Set(['off']))
  const lock = await world.host.ports.files.lock(`${storagePath}/lock`, {
    purpose: 'test',
    signal: new AbortController().signal,
  })
  await lock.release()
})

test('one object runs once', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await expect(running.bot.run(new AbortController().signal)).rejects.toMatchObject({ code: 'bot.running' })
})

test('nothing secret is in any event', async () => {
  const world = await createBotWorld()
  const running = world.start({ config: world.config(), proofIntervalMs: 10 * minute })
  await world.simulator.clock.advance(25 * minute)
  world.simulator.network.setFault(authServer, { kind: 'refuse' })
  await world.simulator.clock.advance(25 * minute)
  const said = JSON.stringify(running.events)
  expect(said).not.toContain(world.added.token)
  expect(said).not.toContain('PRIVATE KEY')
})
