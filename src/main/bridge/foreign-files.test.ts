import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Backend } from '../backend.ts'
import { openBackend } from './testing/open-backend.ts'
import type { OpenBackend } from './testing/open-backend.ts'

const secret = 'canary-secret-key-of-somebody-else'
const undecided = { ok: false, error: { code: 'destination.foreign-file', details: { isUndecided: true } } }

const opened: Backend[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.close()))
})

/** A backend, a folder in which somebody has a `key`, and a text whose service writes there. */
async function openWithKey(): Promise<OpenBackend & { folder: string; text: string }> {
  const opening = await openBackend()
  opened.push(opening.backend)
  const folder = join(opening.dataFolder, 'out')
  mkdirSync(folder)
  writeFileSync(join(folder, 'key'), secret, { mode: 0o600 })
  const text = `version: v2
auth_server: 127.0.0.1:1
onboarding: {join_method: token, token: canary-secret-token}
storage: {type: directory, path: ${opening.dataFolder}/storage}
services:
- {type: identity, name: ssh, destination: {type: directory, path: ${folder}}}
`
  return { ...opening, folder, text }
}

test('nothing that would replace the file is begun before the decision, and all of it after', async () => {
  const { request, ask, backend, folder, text } = await openWithKey()
  expect(await ask('bots:create', { name: 'a', text, start: true })).toMatchObject(undecided)
  expect(backend.fleet.view().bots).toEqual([])
  const { path } = await request('bots:create', { name: 'a', text, start: false })
  expect(await ask('bots:start', { bot: 'a' })).toMatchObject(undecided)
  expect(backend.fleet.view().bots[0]).toMatchObject({ wanted: false })
  const { savedText = '' } = await request('config:read', { bot: 'a' })
  const edit = { bot: 'a', text: `${savedText}credential_ttl: 2h\n`, basedOn: savedText }
  const question = { bot: 'a', text: edit.text, target: 18 }
  expect(await request('config:plan', question)).toMatchObject({ canApply: false })
  expect(await ask('config:apply', edit)).toMatchObject(undecided)
  expect(readFileSync(path, 'utf8')).toBe(text)
  expect(readdirSync(folder)).toEqual(['key'])

  const place = { folder, followsLinks: false }
  expect(await request('folder:take-over', { ...place, files: ['key'] })).toEqual({
    copies: [{ file: 'key', copy: 'key.before-botdesk' }],
  })
  expect(readFileSync(join(folder, 'key'), 'utf8')).toBe(secret)
  expect(readFileSync(join(folder, 'key.before-botdesk'), 'utf8')).toBe(secret)
  expect(await request('config:plan', question)).toMatchObject({ canApply: true })
  await request('config:apply', edit)
  expect(readFileSync(path, 'utf8')).toContain('credential_ttl: 2h')
  await request('bots:start', { bot: 'a' })
  await request('bots:stop', { bot: 'a' })
  expect(JSON.stringify(backend.log.lines())).toContain('key.before-botdesk')
  expect(JSON.stringify(backend.log.lines())).not.toContain('canary-secret')
})

test('the decision is known after a restart, and by nothing but the copy', async () => {
  const { request, backend, dataFolder, folder, text } = await openWithKey()
  await request('folder:take-over', { folder, followsLinks: false, files: ['key'] })
  await backend.close()
  const again = await openBackend(dataFolder)
  opened.push(again.backend)
  const report = () => again.request('probe:folder', { folder, files: ['key'], readers: [] })
  expect((await report()).foreignFiles).toMatchObject([{ name: 'key', copy: 'key.before-botdesk' }])
  expect(await again.request('config:plan', { text, target: 18 })).toMatchObject({ canApply: true })
  writeFileSync(join(folder, 'key'), 'changed since')
  expect((await report()).foreignFiles[0]).not.toHaveProperty('copy')
  expect(await again.request('config:plan', { text, target: 18 })).toMatchObject({ canApply: false })
})

test('a body that names no file of a folder is refused', async () => {
  const { ask, folder } = await openWithKey()
  const place = { folder, followsLinks: false }
  expect(await ask('folder:take-over', { ...place, files: [] })).toMatchObject({
    error: { code: 'bridge.bad-request' },
  })
  expect(await ask('folder:take-over', { ...place, files: ['../key'] })).toMatchObject({
    error: { code: 'usage.bad-argument' },
  })
  expect(await ask('probe:foreign-file', { ...place, file: '/etc/passwd' })).toMatchObject({
    error: { code: 'usage.bad-argument' },
  })
  expect(await ask('probe:foreign-file', { ...place, file: 'key' })).toEqual({
    ok: true,
    value: { kind: 'unknown' },
  })
  expect(existsSync(join(folder, 'key.before-botdesk'))).toBe(false)
})
