import { expect, test, vi } from 'vitest'
import type { BotConfig } from '../../shared/config/model.ts'
import { FileError } from '../ports/file-errors.ts'
import { createBotWorld, directory, hour, minute, storagePath } from './testing/bot-world.ts'
import type { BotWorld } from './testing/bot-world.ts'
import { createIdentity } from './testing/identities.ts'
import { namesIn, readBack, tamper, withCreate } from './testing/disk.ts'

// Simulated minutes cost real CPU time; a busy machine must not make them fail.
vi.setConfig({ testTimeout: 30_000 })

const files = ['key', 'tlscert', 'key-cert.pub', 'tlscacerts', 'sshcacerts']

/** A world in which the bot has run and stopped. */
async function createUsedWorld(): Promise<BotWorld> {
  const world = await createBotWorld()
  const running = world.start()
  await world.simulator.clock.advance(minute)
  running.stop.abort()
  await running.ended
  return world
}

function withToken(world: BotWorld, token: string | undefined): BotConfig {
  const { token: _token, ...onboarding } = world.config().onboarding
  return world.config({ onboarding: { ...onboarding, ...(token === undefined ? {} : { token }) } })
}

async function failureOf(world: BotWorld, config: BotConfig) {
  const running = world.start({ config })
  await world.simulator.clock.advance(minute)
  return { error: await running.ended, running }
}

test.each([
  ['an unknown token', 'join.token-unknown', (world: BotWorld) => withToken(world, 'f'.repeat(32))],
  ['no token and no identity', 'join.token-missing', (world: BotWorld) => withToken(world, undefined)],
  [
    'a token file that is not there',
    'join.token-missing',
    (world: BotWorld) => withToken(world, '/run/token'),
  ],
  [
    'a pin of another cluster',
    'join.ca-pin-mismatch',
    (world: BotWorld) =>
      world.config({ onboarding: { ...world.config().onboarding, caPins: [`sha256:${'1'.repeat(64)}`] } }),
  ],
  [
    'another join method',
    'join.method-not-supported',
    (world: BotWorld) => world.config({ onboarding: { joinMethod: 'iam', token: 't', caPins: [] } }),
  ],
])('%s ends the run with %s', async (_what, code, configure) => {
  const world = await createBotWorld()
  const { error, running } = await failureOf(world, configure(world))
  expect(error).toMatchObject({ code })
  expect(running.snapshot()).toMatchObject({ state: 'unhealthy', error: { code } })
  expect(running.service('identity')).toMatchObject({ state: 'unhealthy', error: { code } })
  expect(running.service('app').state).toBe('off')
})

test.each([
  ['ca_path with the cluster’s authority', 'ca.pem', false],
  ['ca_path that does not exist, with a warning', 'missing.pem', true],
  ['insecure', undefined, false],
])('joins with %s', async (_what, caFile, warns) => {
  const world = await createUsedWorld()
  const authorities = (await readBack(world.host.ports, storagePath, 'tlscacerts')) ?? ''
  await tamper(world.host.ports, '/', 'ca.pem', authorities.replaceAll('$', ''))
  const { token } = await world.cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: true })
  const onboarding = { joinMethod: 'token', token, caPins: [], ...(caFile ? { caPath: `/${caFile}` } : {}) }
  const insecure = caFile === undefined
  const running = world.start({ config: world.config({ onboarding, insecure, storage: { type: 'memory' } }) })
  await world.simulator.clock.advance(minute)
  expect(running.snapshot().state).toBe('healthy')
  const warnings = running.events.filter((event) => event.kind === 'log' && event.level === 'warning')
  expect(warnings.length > 0).toBe(warns)
})

test('a ca_path of another cluster does not get the token', async () => {
  const world = await createBotWorld()
  await tamper(
    world.host.ports,
    '/',
    'ca.pem',
    createIdentity({ at: world.simulator.clock.now() }).identity.tlsAuthorities.join(''),
  )
  const onboarding = { joinMethod: 'token', token: world.added.token, caPins: [], caPath: '/ca.pem' }
  const running = world.start({ config: world.config({ onboarding }) })
  await world.simulator.clock.advance(2 * minute)
  expect(running.snapshot().state).toBe('unhealthy')
  expect(world.cluster.view().tokens[0]?.usedAt).toBeUndefined()
})

test('an expired token ends the run', async () => {
  const world = await createBotWorld()
  await world.simulator.clock.advance(2 * hour)
  expect((await failureOf(world, world.config())).error).toMatchObject({
    code: expect.stringMatching(/^join\.token-/),
  })
})

test('a used token ends the run', async () => {
  const world = await createUsedWorld()
  const { error } = await failureOf(world, world.config({ storage: directory('/var/lib/other') }))
  expect(error).toMatchObject({ code: expect.stringMatching(/^join\.token-/) })
})

test('a token in a file is read from there', async () => {
  const world = await createBotWorld()
  await tamper(world.host.ports, '/', 'token', `${world.added.token}\n`)
  const running = world.start({ config: withToken(world, '/token') })
  await world.simulator.clock.advance(minute)
  expect(running.snapshot().state).toBe('healthy')
})

test('a disk that fails while the old identity is set aside costs no token', async () => {
  const world = await createUsedWorld()
  const { token } = await world.cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: true })
  let failures = 0
  const running = world.start({
    config: withToken(world, token),
    ports: withCreate(world.host.ports, async (path, create) => {
      if (!path.includes('/set-aside-') || failures >= 2) return create()
      failures += 1
      throw new FileError('ENOSPC', path)
    }),
  })
  await world.simulator.clock.advance(minute)
  expect(failures).toBe(2)
  expect(running.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 1 } })
  const names = await namesIn(world.host.ports, storagePath)
  expect(names.filter((name) => name.startsWith('set-aside-'))).toHaveLength(1)
})

test('another token in the configuration joins afresh and keeps the old identity aside', async () => {
  const world = await createUsedWorld()
  const { token } = await world.cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: true })
  const running = world.start({ config: withToken(world, token) })
  await world.simulator.clock.advance(minute)
  expect(running.snapshot()).toMatchObject({ state: 'healthy', identity: { certificateGeneration: 1 } })
  const aside = (await namesIn(world.host.ports, storagePath)).find((name) => name.startsWith('set-aside-'))
  expect(await readBack(world.host.ports, `${storagePath}/${aside}`, 'key')).toContain('PRIVATE KEY')
})

test.each(
  files.flatMap((name) => [[name, 'nonsense'] as const, [name, ''] as const, [name, undefined] as const]),
)('a damaged %s (%j) is named, with the way out when there is no other token', async (name, text) => {
  const world = await createUsedWorld()
  await tamper(world.host.ports, storagePath, name, text)
  const { error } = await failureOf(world, withToken(world, undefined))
  expect(error).toMatchObject({ code: 'storage.corrupt', message: expect.stringContaining(name) })
  expect(String(error)).toContain('new token')
})

test.each(files)(
  'a damaged %s with a new token is joined afresh, and the damaged files are kept',
  async (name) => {
    const world = await createUsedWorld()
    const { token } = await world.cluster.addToken({ bot: 'demo', ttlMs: hour, singleUse: true })
    await tamper(world.host.ports, storagePath, name, 'nonsense')
    const running = world.start({ config: withToken(world, token) })
    await world.simulator.clock.advance(minute)
    expect(running.snapshot().state).toBe('healthy')
    const aside = (await namesIn(world.host.ports, storagePath)).find((each) => each.startsWith('set-aside-'))
    expect(await readBack(world.host.ports, `${storagePath}/${aside}`, name)).toBe('nonsense')
  },
)

test('a damaged storage whose token was used up stays as it is and says so', async () => {
  const world = await createUsedWorld()
  await tamper(world.host.ports, storagePath, 'tlscert', 'nonsense')
  const { error } = await failureOf(world, world.config())
  expect(error).toMatchObject({
    code: 'storage.corrupt',
    details: { refusedBy: expect.stringMatching(/^join\./) },
  })
  expect(await readBack(world.host.ports, storagePath, 'tlscert')).toBe('nonsense')
})

test('parts of two identities do not fit together', async () => {
  const world = await createUsedWorld()
  const before = await readBack(world.host.ports, storagePath, 'key')
  const running = world.start({ config: withToken(world, undefined) })
  await world.simulator.clock.advance(minute)
  running.stop.abort()
  await running.ended
  await tamper(world.host.ports, storagePath, 'key', before)
  const { error } = await failureOf(world, withToken(world, undefined))
  expect(error).toMatchObject({ code: 'identity.corrupt' })
})

test('a storage another bot uses is locked, and the first one goes on', async () => {
  const world = await createBotWorld()
  const first = world.start()
  await world.simulator.clock.advance(minute)
  const { error, running } = await failureOf(world, world.config())
  expect(error).toMatchObject({ code: 'storage.in-use' })
  expect(running.snapshot().state).toBe('locked')
  expect(first.snapshot().state).toBe('healthy')
})

test('two copies of one storage lock the bot: it stays, says why, and does not try again', async () => {
  const world = await createUsedWorld()
  const copied = '/var/lib/copy'
  for (const name of [...files, 'key.pub', 'tokenhash']) {
    const text = await readBack(world.host.ports, storagePath, name)
    const folder = await world.host.ports.files.openDirectory(copied, { create: true, symlinks: 'follow' })
    await folder.create(name, Buffer.from(text ?? ''), { mode: 0o600 })
    await folder.close()
  }
  const first = world.start()
  await world.simulator.clock.advance(minute)
  expect(first.snapshot().state).toBe('healthy')
  const second = world.start({ config: world.config({ storage: directory(copied), services: [] }) })
  await world.simulator.clock.advance(minute)
  expect(second.snapshot()).toMatchObject({
    state: 'locked',
    error: { code: 'identity.generation-mismatch' },
  })
  const before = world.cluster.view().audit.length
  second.bot.renewNow()
  await world.simulator.clock.advance(5_000)
  expect(world.cluster.view().audit.length).toBe(before)
  first.bot.renewNow()
  await world.simulator.clock.advance(5_000)
  expect(first.snapshot().state).toBe('locked')
})

test('a lock that is lifted is noticed without a restart', async () => {
  const world = await createBotWorld()
  const running = world.start({ proofIntervalMs: 10 * minute })
  await world.simulator.clock.advance(minute)
  await world.cluster.create(
    'kind: lock\nversion: v2\nmetadata: {name: maintenance}\nspec: {target: {user: bot-demo}, message: maintenance}\n',
    { force: true },
  )
  running.bot.renewNow()
  await world.simulator.clock.advance(minute)
  expect(running.snapshot()).toMatchObject({ state: 'locked', error: { code: 'identity.locked' } })
  await world.cluster.unlockBot('demo')
  await world.simulator.clock.advance(6 * minute)
  expect(running.service('identity').state).toBe('healthy')
})
