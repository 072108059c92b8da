import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { requestNames } from '../shared/contract/request-schemas.ts'
import type { Answer } from '../shared/contract/wire.ts'
import type { Backend } from './backend.ts'
import { createHandlers } from './bridge/handlers.ts'
import { openBackend, until } from './bridge/testing/open-backend.ts'

const opened: Backend[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.close()))
})

async function open(dataFolder?: string) {
  const opening = await openBackend(dataFolder)
  opened.push(opening.backend)
  return opening
}

async function runTrial(backend: Backend, ask: (name: string) => Promise<Answer>): Promise<void> {
  expect(await ask('trial:start')).toEqual({ ok: true, value: undefined })
  await until(backend, 'trial:steps-changed', () => ['done', 'failed'].includes(backend.trial.view().state))
}

test(
  'the trial ends with a healthy bot, and after a restart everything runs again',
  { timeout: 60_000 },
  async () => {
    const { backend, dataFolder, ask } = await open()
    await runTrial(backend, ask)
    expect(backend.trial.view().steps.map(({ name, state, error }) => ({ name, state, error }))).toEqual(
      ['cluster', 'bot', 'config', 'join', 'files', 'app'].map((name) => ({
        name,
        state: 'done',
        error: undefined,
      })),
    )
    const token =
      /token: "(\w+)"/.exec(readFileSync(join(dataFolder, 'bots/demo-bot/tbot.yaml'), 'utf8'))?.[1] ?? ''
    expect(token).not.toBe('')
    const everythingSaid = JSON.stringify([
      backend.trial.view(),
      backend.fleet.view(),
      backend.clusters.view(),
      backend.log.lines(),
    ])
    expect(everythingSaid).not.toContain(token)
    await backend.close()

    const again = await open(dataFolder)
    await again.backend.resume()
    await until(
      again.backend,
      'fleet:bots-changed',
      () => again.backend.fleet.view().bots[0]?.engine.state === 'healthy',
    )
    expect(again.backend.clusters.view().state).toBe('running')
    await again.ask('bots:stop', { bot: 'demo-bot' })
    const stopped = again.backend.fleet.view().bots[0]
    expect(stopped).toMatchObject({ wanted: false, engine: { state: 'stopped' } })
    expect(stopped?.engine.startedAt).not.toBeNull()
    const ends = stopped?.engine.services.map((service) => service.life?.expiresAt)
    await again.backend.close()

    const third = await open(dataFolder)
    const found = third.backend.fleet.view().bots[0]
    expect(found?.engine).toMatchObject({ state: 'stopped' })
    expect(found?.engine.services.map((service) => service.life?.expiresAt)).toEqual(ends)
    expect(found?.history.events.map((event) => event.kind)).toContain('joined')
  },
)

test('a configuration leaves with dots for its token and comes back whole', { timeout: 60_000 }, async () => {
  const { backend, dataFolder, ask } = await open()
  await runTrial(backend, ask)
  const file = join(dataFolder, 'bots/demo-bot/tbot.yaml')
  const before = readFileSync(file, 'utf8')
  const read = await ask('config:read', { bot: 'demo-bot' })
  const { savedText } = (read as { value: { savedText: string } }).value
  expect(savedText).not.toContain(/token: "(\w+)"/.exec(before)?.[1])

  const text = savedText.replace('renewal_interval: 20m', 'renewal_interval: 15m')
  expect(await ask('config:check', { bot: 'demo-bot', text, target: 18 })).toMatchObject({
    value: { valid: true },
  })
  expect(await ask('config:apply', { bot: 'demo-bot', text, basedOn: savedText })).toEqual({
    ok: true,
    value: { restarted: true, waits: false },
  })
  expect(readFileSync(file, 'utf8')).toBe(before.replace('renewal_interval: 20m', 'renewal_interval: 15m'))
  await until(backend, 'fleet:bots-changed', () => backend.fleet.view().bots[0]?.engine.state === 'healthy')

  const commented = `# fewer renewals\n${text}`
  expect(await ask('config:apply', { bot: 'demo-bot', text: commented, basedOn: text })).toEqual({
    ok: true,
    value: { restarted: false, waits: false },
  })
  expect(await ask('config:read', { bot: 'demo-bot' })).toMatchObject({
    value: { savedText: commented, runningText: commented },
  })

  writeFileSync(file, readFileSync(file, 'utf8').replace(/token: "\w+"/, 'token: "another-secret-value"'))
  expect(await ask('config:apply', { bot: 'demo-bot', text, basedOn: commented })).toMatchObject({
    ok: false,
    error: { code: 'config.changed-on-disk' },
  })
})

test('two quick clicks on start make one engine', { timeout: 60_000 }, async () => {
  const { backend, ask } = await open()
  await runTrial(backend, ask)
  await ask('bots:stop', { bot: 'demo-bot' })
  const answers = await Promise.all([
    ask('bots:start', { bot: 'demo-bot' }),
    ask('bots:start', { bot: 'demo-bot' }),
  ])
  // Either may be first: both look at the folders before they start.
  expect(answers.toSorted((a, b) => Number(b.ok) - Number(a.ok))).toMatchObject([
    { ok: true },
    { ok: false, error: { code: 'bot.running' } },
  ])
  await until(backend, 'fleet:bots-changed', () => backend.fleet.view().bots[0]?.engine.state === 'healthy')
})

test('drafts survive a restart and go away when discarded', async () => {
  const { ask, dataFolder, backend } = await open()
  const file = join(dataFolder, 'tbot.yaml')
  writeFileSync(file, 'version: v2\n')
  expect(await ask('bots:add', { path: file, name: 'drafted' })).toEqual({
    ok: true,
    value: { bot: 'drafted' },
  })
  await ask('config:save-draft', { bot: 'drafted', text: 'version: v2\ndebug: true\n' })
  await backend.close()
  const again = await open(dataFolder)
  expect(again.backend.fleet.view().bots[0]).toMatchObject({ name: 'drafted', hasDraft: true })
  expect(await again.ask('config:read', { bot: 'drafted' })).toMatchObject({
    value: { draft: 'version: v2\ndebug: true\n' },
  })
  await again.ask('config:discard-draft', { bot: 'drafted' })
  expect(again.backend.fleet.view().bots[0]).toMatchObject({ hasDraft: false })
})

test('a file with errors is not started, and applying one is refused', async () => {
  const { ask, dataFolder } = await open()
  const file = join(dataFolder, 'tbot.yaml')
  writeFileSync(file, 'version: v2\noneshot: maybe\n')
  await ask('bots:add', { path: file, name: 'broken' })
  expect(await ask('bots:start', { bot: 'broken' })).toMatchObject({
    ok: false,
    error: { code: 'config.invalid' },
  })
  expect(
    await ask('config:apply', {
      bot: 'broken',
      text: 'version: v1\n',
      basedOn: 'version: v2\noneshot: maybe\n',
    }),
  ).toMatchObject({
    ok: false,
    error: { code: 'config.invalid' },
  })
})

test('removing a bot leaves foreign files alone', async () => {
  const { ask, dataFolder, backend } = await open()
  const file = join(dataFolder, 'tbot.yaml')
  writeFileSync(file, 'version: v2\n')
  await ask('bots:add', { path: file, name: 'gone' })
  await ask('bots:remove', { bot: 'gone', deleteFiles: true })
  expect(backend.fleet.view().bots).toEqual([])
  expect(existsSync(file)).toBe(true)
})

test('one data folder has one Botdesk', async () => {
  const { dataFolder } = await open()
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'storage.in-use' })
})

test('a damaged profile is moved aside, never overwritten', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'botdesk-backend-'))
  writeFileSync(join(dataFolder, 'profile.json'), '{"bots": [')
  const { backend, ask } = await open(dataFolder)
  const [warning] = backend.log.lines()
  const aside = /moved to (\S+);/.exec(warning?.message ?? '')?.[1] ?? ''
  expect(readFileSync(aside, 'utf8')).toBe('{"bots": [')
  expect((await ask('app:read-preferences')).ok).toBe(true)
})

test('bad requests never reach a handler', async () => {
  const { ask } = await open()
  expect(await ask('bots:explode')).toMatchObject({ ok: false, error: { code: 'bridge.bad-request' } })
  expect(await ask('bots:start', { bot: 7 })).toMatchObject({
    ok: false,
    error: { code: 'bridge.bad-request' },
  })
  expect(await ask('bots:start', { bot: 'a', extra: 1 })).toMatchObject({
    ok: false,
    error: { code: 'bridge.bad-request' },
  })
  expect(await ask('bots:start', { bot: 'nobody' })).toMatchObject({
    ok: false,
    error: { code: 'bot.unknown' },
  })
})

test('every request of the contract has a handler', async () => {
  const { backend } = await open()
  expect(Object.keys(createHandlers(backend)).toSorted()).toEqual([...requestNames].toSorted())
})

test('typed paths are completed with folders and YAML files', async () => {
  const { ask, dataFolder } = await open()
  writeFileSync(join(dataFolder, 'one.yaml'), '')
  writeFileSync(join(dataFolder, 'one.txt'), '')
  expect(await ask('app:complete-path', { prefix: `${dataFolder}/on` })).toEqual({
    ok: true,
    value: [join(dataFolder, 'one.yaml')],
  })
  expect(await ask('app:complete-path', { prefix: '/no/such/folder/' })).toEqual({ ok: true, value: [] })
})
