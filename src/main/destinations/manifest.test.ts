import { beforeEach, expect, test } from 'vitest'
import type { Directory } from '../ports/files.ts'
import { MemoryFiles } from '../ports/testing/memory-files.ts'
import { formatManifest, readManifest } from './manifest.ts'

let directory: Directory
beforeEach(async () => {
  directory = await new MemoryFiles().openDirectory('/srv', { create: true, symlinks: 'refuse' })
})
const plant = (text: string | Uint8Array) => directory.create('set', Buffer.from(text), { mode: 0o600 })

test('reads what it formats', async () => {
  const manifest = { names: ['key', 'db/ca.crt'], removed: ['old'] }
  await plant(formatManifest(manifest))
  expect(await readManifest(directory, 'set')).toEqual(manifest)
})

test.each(['', '{', 'null', '"text"'])('takes %j for no manifest', async (text) => {
  await plant(text)
  expect(await readManifest(directory, 'set')).toBeUndefined()
})

test('drops names that lead elsewhere or are our own', async () => {
  const removed = ['ok', '../etc/passwd', '/etc/passwd', '..data', '.botdesk-set', 'a/b/c', 'a/..', '', 7]
  await plant(JSON.stringify({ names: 'key', removed }))
  expect(await readManifest(directory, 'set')).toEqual({ names: [], removed: ['ok'] })
})
