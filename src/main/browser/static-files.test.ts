import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readStaticFile } from './static-files.ts'

const parent = mkdtempSync(join(tmpdir(), 'botdesk-page-'))
const folder = join(parent, 'page')
mkdirSync(join(folder, 'assets'), { recursive: true })
writeFileSync(join(folder, 'index.html'), 'page')
writeFileSync(join(folder, 'assets', 'a-1.js'), 'script')
writeFileSync(join(parent, 'secret.json'), 'canary')

const text = async (path: string) => new TextDecoder().decode((await readStaticFile(folder, path))?.data)

test('gives the page for every route and marks hashed files as immutable', async () => {
  expect(await text('/')).toBe('page')
  expect(await text('/bots/ci-deploy/services/identity-1')).toBe('page')
  expect(await text('/bots/a.b')).toBe('page')
  expect(await readStaticFile(folder, '/assets/a-1.js')).toMatchObject({
    immutable: true,
    type: 'text/javascript; charset=utf-8',
  })
})

test.each([
  '/../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/assets/../../secret.json',
  '/..\\secret.json',
  '/%00.js',
  '/%zz.js',
])('does not leave its folder for %s', async (path) => {
  expect(await text(path)).not.toContain('canary')
})

test('has nothing for an asset that is not there', async () => {
  expect(await readStaticFile(folder, '/assets/b.js')).toBeUndefined()
})
