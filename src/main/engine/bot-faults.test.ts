import { expect, test, vi } from 'vitest'
import type { Files } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import {
  applicationService,
  authServer,
  createBotWorld,
  directory,
  hour,
  identityService,
  minute,
  outputPath,
} from './testing/bot-world.ts'
import { namesIn, readBack, tamper, withCreate } from './testing/disk.ts'

// Simulated minutes cost real CPU time; a busy machine must not make them fail.
vi.setConfig({ testTimeout: 30_000 })

/** The same computer with a file system that is not well below one folder. */
function withFiles(ports: Ports, folder: string, instead: () => Promise<never>): Ports {
  const files: Files = {
    openDirectory: (path, options) =>
      path.startsWith(folder) ? instead() : ports.files.openDirectory(path, options),
    lock: (path, options) => ports.files.lock(path, options),
    space: (path) => ports.files.space(path),
  }
  return { ...ports, files }
}

const hang = () => new Promise<never>(() => undefined)

test('keeps trying when the cluster is not there yet, and is well once it is', async () => {
  const world = await createBotWorld()
  world.simulator.network.setFault(authServer, { kind: 'refuse' })
  const running = world.start()
  await world.simulator.clock.advance(5_000)
  expect(running.service('identity')).toMatchObject({
    state: 'starting',
    error: { code: 'cluster.unreachable' },
  })
  expect(running.service('identity').attempt?.nextAt).toBeGreaterThan(world.simulator.clock.now())
  await world.simulator.clock.advance(10 * minute)
  expect(running.snapshot()).toMatchObject({ state: 'unhealthy', error: { code: 'cluster.unreachable' } })
  world.simulator.network.setFault(authServer, { kind: 'none' })
  await world.simulator.clock.advance(minute + 1000)
  expect(running.snapshot().state).toBe('healthy')
})

test('an outage is degraded while it is retried, unhealthy when attempts are used up, then well again', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(15 * minute)
  world.simulator.network.setFault(authServer, { kind: 'refuse' })
  await world.simulator.clock.advance(10 * minute)
  expect(running.service('app').state).toBe('unhealthy')
  expect(running.service('heartbeat').state).not.toBe('unhealthy')
  world.simulator.network.setFault(authServer, { kind: 'none' })
  await world.simulator.clock.advance(2 * minute)
  expect(running.snapshot().state).toBe('healthy')
  const states = running.events.flatMap((event) =>
    event.kind === 'service-changed' && event.service === 'app' ? [event.to] : [],
  )
  expect(states).toEqual(['healthy', 'degraded', 'unhealthy', 'healthy'])
})

test('a heartbeat that does not get through never makes the bot unready', async () => {
  const world = await createBotWorld()
  const running = world.start({ proofIntervalMs: hour })
  await world.simulator.clock.advance(minute)
  world.simulator.network.setFault(authServer, { kind: 'refuse' })
  await world.simulator.clock.advance(40 * minute)
  const states = running.events.flatMap((event) =>
    event.kind === 'service-changed' && event.service === 'heartbeat' ? [event.to] : [],
  )
  expect(states).toEqual(['healthy', 'degraded'])
})

test('certificates that ran out are unhealthy and say so', async () => {
  const world = await createBotWorld()
  const running = world.start({ proofIntervalMs: 10 * minute })
  await world.simulator.clock.advance(minute)
  world.simulator.network.setFault(authServer, { kind: 'refuse' })
  await world.simulator.clock.advance(70 * minute)
  const app = running.service('app')
  expect(app.state).toBe('unhealthy')
  expect(app.life?.expiresAt).toBeLessThan(world.simulator.clock.now())
})

test('a service that hangs has a deadline, and its neighbours never notice', async () => {
  const world = await createBotWorld()
  const ports = withFiles(world.host.ports, '/opt/ssh', hang)
  const config = world.config({ services: [applicationService(), identityService()] })
  const running = world.start({ config, ports })
  await world.simulator.clock.advance(10 * minute)
  expect(running.service('ssh').error?.code).toBe('service.hung')
  expect(running.service('app').state).toBe('healthy')
  expect(running.service('identity').state).toBe('healthy')
  expect(running.service('heartbeat').state).toBe('healthy')
  running.stop.abort()
  await world.simulator.clock.advance(10_000)
  await running.ended
  expect(running.snapshot().state).toBe('stopped')
})

test('a service that throws what nobody expects is unhealthy alone', async () => {
  const world = await createBotWorld()
  const ports = withFiles(world.host.ports, '/opt/ssh', () => {
    throw new TypeError('defect')
  })
  const config = world.config({ services: [applicationService(), identityService()] })
  const running = world.start({ config, ports })
  await world.simulator.clock.advance(2 * minute)
  expect(running.service('ssh')).toMatchObject({
    state: 'unhealthy',
    reason: expect.stringContaining('defect'),
  })
  expect(running.service('app').state).toBe('healthy')
})

test('a stop is over within ten seconds even when the disk of the storage hangs', async () => {
  const world = await createBotWorld()
  let isHung = false
  const { files } = world.host.ports
  const ports: Ports = {
    ...world.host.ports,
    files: {
      openDirectory: (path, options) => (isHung ? hang() : files.openDirectory(path, options)),
      lock: (path, options) => files.lock(path, options),
      space: (path) => files.space(path),
    },
  }
  const running = world.start({ ports })
  await world.simulator.clock.advance(minute)
  isHung = true
  running.bot.renewNow()
  await world.simulator.clock.advance(1000)
  running.stop.abort()
  await world.simulator.clock.advance(10_000)
  expect(await running.ended).toBeUndefined()
})

test('a stop waits for a write under way, so that whoever comes next has the folder alone', async () => {
  const world = await createBotWorld()
  const release = Promise.withResolvers<void>()
  const ports = withCreate(world.host.ports, async (path, create) => {
    if (path.startsWith(`${outputPath}/..gen-`)) await release.promise
    await create()
  })
  const running = world.start({ ports })
  let hasEnded = false
  void running.ended.then(() => (hasEnded = true))
  await world.simulator.clock.advance(1000)
  running.stop.abort()
  await world.simulator.clock.advance(1000)
  expect(hasEnded).toBe(false)
  release.resolve()
  await world.simulator.clock.settle()
  expect(hasEnded).toBe(true)
})

test('files that vanish while renewal fails are unhealthy, not just degraded', async () => {
  const world = await createBotWorld()
  const running = world.start({ proofIntervalMs: 1000 })
  await world.simulator.clock.advance(minute)
  world.simulator.network.setFault(authServer, { kind: 'refuse' })
  await tamper(world.host.ports, outputPath, 'tlscert', undefined)
  await world.simulator.clock.advance(2_500)
  expect(running.service('app')).toMatchObject({
    state: 'unhealthy',
    reason: expect.stringContaining('tlscert'),
    attempt: { number: expect.any(Number) },
  })
})

test.each([
  ['goes missing', undefined],
  ['is replaced by nonsense', 'nonsense'],
])('a file that %s is noticed within a minute, named, and written anew', async (_what, text) => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(90_000)
  await tamper(world.host.ports, outputPath, 'tlscert', text)
  await world.simulator.clock.advance(minute)
  const worse = running.events.find((event) => event.kind === 'service-changed' && event.to === 'unhealthy')
  expect(worse).toMatchObject({ service: 'app', reason: expect.stringContaining('tlscert') })
  expect(running.service('app')).toMatchObject({ state: 'healthy', setGeneration: 2 })
  expect(await readBack(world.host.ports, outputPath, 'tlscert')).toContain('BEGIN CERTIFICATE')
})

test('a changed file that leaves the credential good is drift, no failure', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(90_000)
  await tamper(
    world.host.ports,
    outputPath,
    'tls.cas',
    await readBack(world.host.ports, outputPath, 'teleport-user-ca.crt'),
  )
  await world.simulator.clock.advance(minute)
  const change = running.events.find(
    (event) => event.kind === 'service-changed' && event.service === 'app' && event.from === 'healthy',
  )
  expect(change).toMatchObject({ to: 'degraded', reason: expect.stringContaining('tls.cas') })
})

test('a grant too short for renewal_interval is degraded, renewed in time, and never has a gap', async () => {
  const world = await createBotWorld()
  await world.cluster.create(
    `kind: role\nversion: v7\nmetadata: {name: app-reader}\nspec: {options: {max_session_ttl: 15m}, allow: {logins: [trial], app_labels: {'*': '*'}}}\n`,
    { force: true },
  )
  const running = world.start()
  await world.simulator.clock.advance(hour)
  expect(running.service('app')).toMatchObject({
    state: 'degraded',
    error: { code: 'credential.short-grant' },
  })
  const ends = running.events.flatMap((event) => (event.kind === 'set-written' ? [event] : []))
  const gaps = ends.slice(1).filter((next, index) => next.at > (ends[index]?.expiresAt ?? 0))
  expect(gaps).toEqual([])
})

/** The ports of a host whose clock is off by this much. */
function withClockOff({ ports }: { readonly ports: Ports }, off: () => number): Ports {
  const { clock } = ports
  return {
    ...ports,
    clock: {
      now: () => clock.now() + off(),
      monotonic: () => clock.monotonic(),
      sleep: (ms, options) => clock.sleep(ms, options),
      sleepUntil: (at, options) => clock.sleepUntil(at - off(), options),
    },
  }
}

test('a clock that is off is degraded with the number', async () => {
  const world = await createBotWorld()
  const running = world.start({ ports: withClockOff(world.host, () => 45_000) })
  await world.simulator.clock.advance(minute)
  expect(running.service('identity')).toMatchObject({ state: 'degraded', error: { code: 'clock.skew' } })
  expect(running.snapshot().clockSkewMs).toBeLessThan(-44_000)
  expect(running.snapshot().clockSkewMs).toBeGreaterThan(-46_000)
})

test.each([-10 * minute, 2 * hour])(
  'a clock wrong by %i ms costs no token: the bot joins, says so and renews in time',
  async (offMs) => {
    const world = await createBotWorld()
    const running = world.start({ ports: withClockOff(world.host, () => offMs) })
    await world.simulator.clock.advance(90 * minute)
    expect(running.service('identity')).toMatchObject({ state: 'degraded', error: { code: 'clock.skew' } })
    expect(running.snapshot().identity?.certificateGeneration).toBeGreaterThan(3)
    const written = running.events.flatMap((event) => (event.kind === 'set-written' ? [event] : []))
    expect(written.slice(1).filter((next, index) => next.at > (written[index]?.expiresAt ?? 0))).toEqual([])
  },
)

test('a clock behind the birth of the authority is named, costs no token, and works once it is set', async () => {
  const world = await createBotWorld()
  let offMs = -3 * hour
  const running = world.start({ ports: withClockOff(world.host, () => offMs) })
  await world.simulator.clock.advance(2 * minute)
  expect(running.service('identity').error?.code).toBe('clock.skew')
  offMs = 0
  await world.simulator.clock.advance(5 * minute)
  expect(running.snapshot().state).toBe('healthy')
})

test('a laptop that slept past a renewal renews on waking; one that slept past the end joins or says what it needs', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(minute)
  world.simulator.clock.suspend(40 * minute)
  await world.simulator.clock.advance(10_000)
  expect(running.service('app').setGeneration).toBe(2)
  expect(running.snapshot().state).toBe('healthy')
  world.simulator.clock.suspend(2 * hour)
  await world.simulator.clock.advance(3 * minute)
  expect(running.snapshot()).toMatchObject({ state: 'unhealthy', error: { code: 'identity.expired' } })
})

test('a wall clock set back does not make a renewal late', async () => {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(minute)
  world.simulator.clock.jump(-30_000)
  await world.simulator.clock.advance(21 * minute)
  expect(running.service('app').setGeneration).toBeGreaterThanOrEqual(2)
  expect(running.snapshot().state).toBe('healthy')
})

test('a memory destination works like any other', async () => {
  const world = await createBotWorld()
  const service = applicationService({ destination: { type: 'memory' } })
  const running = world.start({ config: world.config({ services: [service], storage: { type: 'memory' } }) })
  await world.simulator.clock.advance(hour)
  expect(running.snapshot().state).toBe('healthy')
})

test('readers that cannot be let in degrade the service until they can, and are logged once', async () => {
  const world = await createBotWorld()
  const readers = [{ kind: 'user', name: 'grafana' }] as const
  const destination = { ...directory('/opt/read'), acls: 'try', readers } as const
  let isKnown = false
  world.host.processes.programs.set('getent', () =>
    isKnown
      ? { exitCode: 0, stdout: 'grafana:x:472:472::/:/bin/false', stderr: '' }
      : { exitCode: 2, stdout: '', stderr: '' },
  )
  const running = world.start({ config: world.config({ services: [applicationService({ destination })] }) })
  await world.simulator.clock.advance(hour)
  const warnings = running.events.filter(
    (event) => event.kind === 'log' && event.message.startsWith('readers'),
  )
  expect(warnings).toMatchObject([{ level: 'warning', service: 'app' }])
  expect(running.service('app')).toMatchObject({
    state: 'degraded',
    reason: expect.stringContaining('user grafana'),
    error: { code: 'destination.readers-shut-out', details: { why: 'no-such-account' } },
  })
  expect(running.service('app').setGeneration).toBeGreaterThan(1)
  isKnown = true
  await world.simulator.clock.advance(hour)
  expect(running.service('app').state).toBe('healthy')
  expect(world.host.disk.find('/opt/read/tlscert')?.readers).toEqual({ uids: [472], gids: [] })
})

test('with acls: required nothing is written without the readers', async () => {
  const world = await createBotWorld()
  const readers = [{ kind: 'user', name: 'grafana' }] as const
  const destination = { ...directory('/opt/read'), acls: 'required', readers } as const
  world.host.processes.programs.set('getent', () => ({ exitCode: 2, stdout: '', stderr: '' }))
  const running = world.start({ config: world.config({ services: [applicationService({ destination })] }) })
  await world.simulator.clock.advance(10 * minute)
  expect(running.service('app')).toMatchObject({
    state: 'unhealthy',
    error: { code: 'destination.readers-shut-out' },
  })
  expect(world.host.disk.find('/opt/read/tlscert')).toBeUndefined()
})

test('a folder that may not be written is named, and tried again every minute', async () => {
  const world = await createBotWorld()
  await tamper(world.host.ports, '/', 'locked', 'a file, no folder')
  const service = applicationService({ destination: directory('/locked') })
  const running = world.start({ config: world.config({ services: [service] }) })
  await world.simulator.clock.advance(10 * minute)
  const app = running.service('app')
  expect(app.state).toBe('unhealthy')
  expect(app.error?.code).toMatch(/^destination\./)
  expect((app.attempt?.nextAt ?? 0) - world.simulator.clock.now()).toBeLessThanOrEqual(minute)
  expect(await namesIn(world.host.ports, '/')).toContain('locked')
})
