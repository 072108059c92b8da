import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Backend } from '../backend.ts'
import { appReaderRole } from '../engine/testing/bot-world.ts'
import { openBackend, until } from './testing/open-backend.ts'
import type { OpenBackend } from './testing/open-backend.ts'

const opened: Backend[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.close()))
})

async function open(): Promise<OpenBackend> {
  const opening = await openBackend()
  opened.push(opening.backend)
  return opening
}

/** A new bot in the local cluster, and the file for it with its token. */
async function addToCluster({ backend, request }: OpenBackend, name: string) {
  await request('cluster:start', {})
  await backend.clusters.running.create(appReaderRole, { force: true })
  const { token, tbotYaml } = await request('cluster:add-bot', { name, roles: ['app-reader'] })
  return { token, text: tbotYaml }
}

const paths = (folder: string) => readdirSync(folder, { recursive: true }).map(String).toSorted()

test('a new bot is written owner-only, added, started, and its token is nowhere to be seen', async () => {
  const opening = await open()
  const { backend, dataFolder, request } = opening
  const { token, text } = await addToCluster(opening, 'fresh')
  const path = join(dataFolder, 'bots/fresh/tbot.yaml')
  expect(await request('bots:create', { name: 'fresh', text, start: true })).toEqual({ bot: 'fresh', path })
  expect(readFileSync(path, 'utf8')).toBe(text)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await until(
    backend,
    'fleet:bots-changed',
    () => backend.fleet.view().bots[0]?.engine.identity !== undefined,
  )
  expect(backend.fleet.view().bots[0]).toMatchObject({ name: 'fresh', wanted: true })
  const versions = await request('config:read-version', { bot: 'fresh', version: 1 })
  expect(JSON.stringify([versions, backend.fleet.view(), backend.log.lines()])).not.toContain(token)
  expect(await request('app:recent-files', {})).toEqual([path])
})

test('a new bot is refused before anything is written', async () => {
  const { dataFolder, ask, request } = await open()
  const create = (name: string, text: string, start = false) => ask('bots:create', { name, text, start })
  const refusal = (code: string) => ({ ok: false, error: { code } })
  expect(await create('../out', 'version: v2\n')).toMatchObject(refusal('usage.bad-argument'))
  expect(await create('a', 'version: v2\noneshot: maybe\n', true)).toMatchObject(refusal('config.invalid'))
  expect(await create('a', 'onboarding: {token: "••••••••"}\n')).toMatchObject(refusal('config.invalid'))
  expect(existsSync(join(dataFolder, 'bots'))).toBe(false)

  // A text with errors is a start too, as long as it need not run.
  await request('bots:create', { name: 'a', text: 'version: v2\noneshot: maybe\n', start: false })
  expect(await create('a', 'version: v2\n')).toMatchObject(refusal('bot.exists'))
  await request('bots:remove', { bot: 'a', deleteFiles: false })
  expect(await create('a', 'version: v2\n')).toMatchObject({
    ok: false,
    error: { code: 'bot.exists', details: { isLeftover: true } },
  })
  expect(readFileSync(join(dataFolder, 'bots/a/tbot.yaml'), 'utf8')).toContain('maybe')
})

test('every applied text is a version with its reason, and going back to one keeps the secret', async () => {
  const { dataFolder, request, backend } = await open()
  const first =
    'auth_server: a:3025\nversion: v2\nonboarding: {join_method: token, token: canary-secret-token}\n'
  const { path } = await request('bots:create', { name: 'a', text: first, start: false })
  const { savedText = '' } = await request('config:read', { bot: 'a' })
  const text = `${savedText}credential_ttl: 2h\n`
  await request('config:apply', { bot: 'a', text, basedOn: savedText, reason: 'longer nights' })
  expect(await request('config:versions', { bot: 'a' })).toMatchObject([
    { version: 2, by: 'botdesk', reason: 'longer nights', addedLines: 1, removedLines: 0 },
    { version: 1, by: 'botdesk', addedLines: 3, removedLines: 0 },
  ])
  const { text: old } = await request('config:read-version', { bot: 'a', version: 1 })
  expect(old).toBe(savedText)
  await request('config:apply', { bot: 'a', text: old, basedOn: text, reason: 'Back to version 1' })
  expect(readFileSync(path, 'utf8')).toBe(first)
  await backend.close()
  const files = readdirSync(dataFolder).filter((name) => name.startsWith('history'))
  const written = files.map((name) => readFileSync(join(dataFolder, name), 'latin1')).join()
  expect(written).toContain('longer nights')
  expect(written).not.toContain('canary-secret')
})

test('dots that nothing explains are not handed out as the secret', async () => {
  const { request, ask } = await open()
  const text = 'auth_server: a:3025\nversion: v2\nonboarding: {join_method: token}\nstorage: {type: memory}\n'
  await request('bots:create', { name: 'a', text, start: false })
  await request('config:save-draft', { bot: 'a', text: text.replace('token}', 'token, token: "••••••••"}') })
  const order = { bot: 'a', kind: 'tbot' as const, options: {} }
  expect(await ask('export:make', { ...order, withSecrets: true })).toMatchObject({
    ok: false,
    error: { code: 'export.not-possible' },
  })
})

test('a reason that names the secret before is kept without it', async () => {
  const { request } = await open()
  const first =
    'auth_server: a:3025\nversion: v2\nonboarding: {join_method: token, token: canary-secret-one}\n'
  await request('bots:create', { name: 'a', text: first, start: false })
  const { savedText = '' } = await request('config:read', { bot: 'a' })
  const text = first.replace('canary-secret-one', 'canary-secret-two')
  const reason = 'canary-secret-two for canary-secret-one'
  await request('config:apply', { bot: 'a', text, basedOn: savedText, reason })
  expect((await request('config:versions', { bot: 'a' }))[0]?.reason).toBe('•••••••• for ••••••••')
})

test('a plan compares with the file of a bot that ran, knows its secrets and touches nothing', async () => {
  const opening = await open()
  const { dataFolder, request, backend } = opening
  const { token, text } = await addToCluster(opening, 'fresh')
  const first = await request('config:plan', { text, target: 18 })
  expect(first).toMatchObject({ canApply: true, join: { needsToken: true } })
  expect(first.services).toMatchObject([{ change: 'start' }, { change: 'start' }])
  await request('bots:create', { name: 'fresh', text, start: true })
  await until(backend, 'fleet:bots-changed', () => backend.fleet.view().bots[0]?.engine.state === 'healthy')
  const { savedText = '' } = await request('config:read', { bot: 'fresh' })
  const before = paths(dataFolder)
  const plan = await request('config:plan', {
    bot: 'fresh',
    text: savedText.replace('name: demo-bot-ssh', 'name: demo-bot-login'),
    target: 18,
  })
  expect(plan).toMatchObject({ canApply: true, join: { needsToken: false } })
  expect(plan.services.map(({ name, change }) => `${name} ${change}`)).toEqual([
    'grafana-example none',
    'demo-bot-login restart',
  ])
  expect(JSON.stringify(plan)).not.toContain(token)
  expect(paths(dataFolder)).toEqual(before)
})

test('a pre-flight over real loopback uses no token up and leaves the folders as they were', async () => {
  const opening = await open()
  const { dataFolder, request, backend } = opening
  const { text } = await addToCluster(opening, 'fresh')
  const before = paths(dataFolder)
  const { steps } = await request('config:preflight', { text, target: 18 })
  expect(steps.filter(({ state }) => state === 'failed')).toEqual([])
  expect(steps.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['pin', 'token', 'storage', 'destination']),
  )
  expect(paths(dataFolder)).toEqual(before)
  expect(backend.clusters.view().tokens.map(({ usedAt }) => usedAt)).toEqual([undefined])
  await request('bots:create', { name: 'fresh', text, start: true })
  await until(backend, 'fleet:bots-changed', () => backend.fleet.view().bots[0]?.engine.state === 'healthy')

  const { savedText = '' } = await request('config:read', { bot: 'fresh' })
  const running = await request('config:preflight', { bot: 'fresh', text: savedText, target: 18 })
  expect(running.steps.filter(({ state }) => state === 'failed')).toEqual([])
  expect(running.steps.find(({ name }) => name === 'token')).toMatchObject({ state: 'skipped' })
})

test('the local cluster is found by its address', async () => {
  const opening = await open()
  await addToCluster(opening, 'fresh')
  const view = opening.backend.clusters.view()
  expect(await opening.request('probe:cluster', { address: view.address ?? '' })).toMatchObject({
    kind: 'auth',
    clusterName: view.name,
    serverVersion: view.version,
    caPins: view.caPins,
  })
})

test('a folder is reported with the other services that write there, but not with itself', async () => {
  const { dataFolder, request } = await open()
  const folder = join(dataFolder, 'out')
  mkdirSync(folder)
  const text = `version: v2\nauth_server: a:3025\nservices:\n- {type: identity, destination: {type: directory, path: ${folder}}}\n`
  await request('bots:create', { name: 'a', text, start: false })
  const ask = { folder, files: ['tlscert'], readers: [] }
  const sharing = async (more: object) =>
    (await request('probe:folder', { ...ask, ...more })).checks.find(({ name }) => name === 'sharing')
  expect(await sharing({ bot: 'a', path: 'services[0]' })).toMatchObject({ state: 'good' })
  expect(await sharing({ bot: 'a', path: 'services[1]' })).not.toMatchObject({ state: 'good' })
  expect(await sharing({})).not.toMatchObject({ state: 'good' })
  expect((await request('probe:accounts', {})).users).toContain('root')
})

test('an export is made of the draft, saved once, and replaces only when told', async () => {
  const { dataFolder, request, ask } = await open()
  const text =
    'version: v2\nauth_server: a:3025\nonboarding: {join_method: token, token: canary-secret-token}\n'
  await request('bots:create', { name: 'a', text, start: false })
  await request('config:save-draft', { bot: 'a', text: text.replace('a:3025', 'draft:3025') })
  const order = { bot: 'a', kind: 'tbot', options: {}, withSecrets: false } as const
  const made = await request('export:make', order)
  expect(JSON.stringify(made)).toContain('draft:3025')
  expect(JSON.stringify(made)).not.toContain('canary-secret')
  const folder = join(dataFolder, 'exports/new')
  const { paths: saved } = await request('export:save', { ...order, folder, replace: false })
  expect(saved.map((path) => readFileSync(path, 'utf8'))).toEqual(made.files.map((file) => file.text))
  writeFileSync(saved[0] ?? '', 'changed by hand')
  expect(await ask('export:save', { ...order, folder, replace: false })).toMatchObject({
    ok: false,
    error: { code: 'export.file-exists', details: { path: saved[0] } },
  })
  expect(readFileSync(saved[0] ?? '', 'utf8')).toBe('changed by hand')
  await request('export:save', { ...order, folder, replace: true })
  expect(readFileSync(saved[0] ?? '', 'utf8')).toBe(made.files[0]?.text)
  expect(paths(folder)).toEqual(made.files.map((file) => file.path).toSorted())
})

test('files opened lately are kept over a restart, newest first, without those that are gone', async () => {
  const { dataFolder, request, backend } = await open()
  const file = (name: string) => join(dataFolder, name)
  for (const name of ['one.yaml', 'two.yaml', 'three.yaml']) {
    writeFileSync(file(name), 'version: v2\n')
    await request('bots:review', { path: file(name) })
  }
  await request('bots:add', { path: file('one.yaml'), name: 'one' })
  await backend.close()
  const again = await openBackend(dataFolder)
  opened.push(again.backend)
  expect(await again.request('app:recent-files', {})).toEqual(
    ['one.yaml', 'three.yaml', 'two.yaml'].map(file),
  )
  unlinkSync(file('three.yaml'))
  expect(await again.request('app:recent-files', {})).toEqual(['one.yaml', 'two.yaml'].map(file))
})

test('a page that opens learns that a file changed while nobody looked', async () => {
  const { request, backend } = await open()
  const { path } = await request('bots:create', { name: 'a', text: 'version: v2\n', start: false })
  writeFileSync(path, 'version: v2\noneshot: maybe\n')
  utimesSync(path, 1_900_000_000, 1_900_000_000)
  await until(
    backend,
    'fleet:bots-changed',
    () => backend.fleet.view().bots[0]?.configModifiedAt === 1_900_000_000_000,
  )
  expect(backend.fleet.view().bots[0]?.problemCounts.error).toBeGreaterThan(0)
})
