import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, run } from './program.ts'

const out = join(root, 'out')
test('the preload is one CommonJS file that needs Electron and nothing else', () => {
  expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs'])
  const text = readFileSync(join(out, 'preload/index.cjs'), 'utf8')
  expect([...new Set([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name))]).toEqual([
    'electron',
  ])
  expect(text).not.toMatch(/^import |^export /m)
})

test('the program runs where there is no node_modules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'botdesk-alone-'))
  cpSync(out, join(folder, 'out'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const { code, stdout } = run(process.execPath, [join(folder, 'out/main/cli.js'), 'version'], {
    cwd: folder,
  })
  expect(stdout).toMatch(/^botdesk \d/)
  expect(code).toBe(0)
})

test('the page loads nothing from elsewhere and evaluates nothing', () => {
  const page = readFileSync(join(out, 'renderer/index.html'), 'utf8')
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  expect(page).toContain('Content-Security-Policy')
  expect(page).not.toContain('unsafe-eval')
})
