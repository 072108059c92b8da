import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { applyEdits } from '../../shared/config/index.ts'
import type { Backend } from '../backend.ts'
import { appReaderRole } from '../engine/testing/bot-world.ts'
import { openBackend, until } from './testing/open-backend.ts'
import type { OpenBackend } from './testing/open-backend.ts'

const opened: Backend[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.close()))
})

const view = ({ backend }: OpenBackend) => backend.fleet.view().bots[0]

/** A bot that runs well in the local cluster, with one service in a folder of its own. */
async function openWithBot() {
  const opening = await openBackend()
  opened.push(opening.backend)
  const { backend, dataFolder, request } = opening
  await request('cluster:start', {})
  await backend.clusters.running.create(appReaderRole, { force: true })
  const { token, tbotYaml } = await request('cluster:add-bot', { name: 'fresh', roles: ['app-reader'] })
  const out = join(dataFolder, 'out')
  const text = `${tbotYaml.slice(0, tbotYaml.indexOf('services:'))}services:
  - type: application
    name: app
    app_name: grafana-example
    destination: {type: directory, path: ${out}}
`
  const { path } = await request('bots:create', { name: 'fresh', text, start: true })
  await healthy(opening)
  const { savedText = '' } = await request('config:read', { bot: 'fresh' })
  return { ...opening, opening, token, out, path, savedText }
}

function healthy(opening: OpenBackend): Promise<void> {
  return until(opening.backend, 'fleet:bots-changed', () => view(opening)?.engine.state === 'healthy')
}

test(
  'files left behind are deleted when ticked, and only those of the plan',
  { timeout: 30_000 },
  async () => {
    const { opening, request, ask, out, savedText, dataFolder } = await openWithBot()
    const text = savedText.replace(out, `${out}-new`)
    const plan = await request('config:plan', { bot: 'fresh', text, target: 19 })
    expect(plan.leftovers).toMatchObject([{ folder: out }])
    expect(plan.leftovers[0]?.names.length).toBeGreaterThan(5)
    const foreign = join(dataFolder, 'foreign')
    writeFileSync(foreign, 'mine')
    await request('config:apply', {
      bot: 'fresh',
      text,
      basedOn: savedText,
      deleteFolders: [out, dataFolder, '/etc', foreign],
    })
    expect(view(opening)?.leftovers).toMatchObject([{ folder: out, outcome: { kind: 'waiting' } }])
    expect(await ask('config:delete-leftovers', { bot: 'fresh' })).toMatchObject({ ok: false })
    expect(existsSync(join(out, 'key'))).toBe(true)
    await healthy(opening)
    await request('config:delete-leftovers', { bot: 'fresh' })
    expect(existsSync(out)).toBe(false)
    expect(existsSync(join(`${out}-new`, 'key'))).toBe(true)
    expect(readFileSync(foreign, 'utf8')).toBe('mine')
    expect(view(opening)?.leftovers).toMatchObject([{ folder: out, outcome: { kind: 'deleted', kept: [] } }])
    const told = JSON.stringify(opening.backend.log.lines())
    expect(told).toContain(`in ${out}`)
  },
)

test(
  'a version waits, survives a restart, and is applied when a person says so',
  { timeout: 30_000 },
  async () => {
    const { opening, request, dataFolder, path, savedText, token } = await openWithBot()
    const text = savedText.replace('name: app', 'name: application')
    const order = {
      bot: 'fresh',
      text,
      basedOn: savedText,
      when: 'next-renewal',
      reason: 'a better name',
    } as const
    expect(await request('config:apply', order)).toEqual({ restarted: false, waits: true })
    expect(readFileSync(path, 'utf8')).toContain('name: app\n')
    expect(statSync(join(dataFolder, 'pending/fresh.json')).mode & 0o777).toBe(0o600)
    expect(view(opening)?.pending).toMatchObject({ version: 2, at: expect.any(Number) as number })
    const plan = await request('config:plan', { bot: 'fresh', text, target: 19 })
    expect(plan.services).toMatchObject([{ name: 'application', change: 'restart' }])
    expect(JSON.stringify([view(opening), await request('config:read', { bot: 'fresh' })])).not.toContain(
      token,
    )
    await opening.backend.close()

    const again = await openBackend(dataFolder)
    opened.push(again.backend)
    expect(await again.request('config:read', { bot: 'fresh' })).toMatchObject({ pending: text, savedText })
    expect(view(again)?.pending).toMatchObject({ version: 2 })
    await again.request('config:edit-pending', { bot: 'fresh' })
    expect(await again.request('config:read', { bot: 'fresh' })).toMatchObject({ draft: text })
    expect(view(again)?.pending).toBeUndefined()
    expect(existsSync(join(dataFolder, 'pending/fresh.json'))).toBe(false)
    await again.backend.resume()
    await healthy(again)
    expect(readFileSync(path, 'utf8')).toContain('name: app\n')
    await again.request('config:apply', order)
    expect(await again.request('config:apply-pending', { bot: 'fresh' })).toEqual({ restarted: true })
    expect(readFileSync(path, 'utf8')).toContain('name: application\n')
    expect((await again.request('config:versions', { bot: 'fresh' }))[0]).toMatchObject({
      version: 2,
      reason: 'a better name',
    })
    await healthy(again)
  },
)

test(
  'a version that waits never replaces a file of somebody else that came meanwhile',
  { timeout: 30_000 },
  async () => {
    const { opening, request, ask, out, path, savedText } = await openWithBot()
    const text = savedText.replace(out, `${out}-new`)
    await request('config:apply', { bot: 'fresh', text, basedOn: savedText, when: 'next-renewal' })
    mkdirSync(`${out}-new`, { mode: 0o700 })
    writeFileSync(join(`${out}-new`, 'key'), 'by hand')
    await request('bots:renew', { bot: 'fresh' })
    expect(view(opening)?.pending).toMatchObject({ error: { code: 'destination.foreign-file' } })
    expect(await ask('config:apply-pending', { bot: 'fresh' })).toMatchObject({ ok: false })
    expect(readFileSync(join(`${out}-new`, 'key'), 'utf8')).toBe('by hand')
    expect(readFileSync(path, 'utf8')).not.toContain('-new')
    expect(view(opening)?.engine.state).toBe('healthy')
  },
)

test('a fix of the plan is an edit of the text the page has', { timeout: 30_000 }, async () => {
  const { request, out, savedText } = await openWithBot()
  const text = `${savedText}  - {type: identity, name: login, destination: {type: directory, path: ${out}}}\n`
  const { hazards } = await request('config:plan', { bot: 'fresh', text, target: 19 })
  const shared = hazards.find(({ code }) => code === 'config.shared-folder')
  expect(shared?.fix?.title).toBe(`Use ${out}-login`)
  const fixed = applyEdits(text, shared?.fix?.edits ?? [])
  expect(fixed).toBe(text.replace(/(login.*path: ).*}}/, `$1${out}-login}}`))
  expect(fixed).toContain('••••••••')
  expect((await request('config:plan', { bot: 'fresh', text: fixed, target: 19 })).hazards).toEqual([])
})
