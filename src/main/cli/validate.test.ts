import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createRealPorts } from '../ports/real.ts'
import { PassThrough } from 'node:stream'
import { newestTarget } from '../../shared/config/problem.ts'
import type { CommandContext } from './context.ts'
import { validate } from './validate.ts'

const folder = mkdtempSync(join(tmpdir(), 'botdesk-validate-'))
const file = join(folder, 'tbot.yaml')
const text = `version: v2
proxy_server: teleport.example.com:443
onboarding: {join_method: token, token: canary-secret-0123456789}
insecure: true # botdesk: keep config.insecure, a lab without certificates
renewal_interval: 2h
`

afterAll(() => rmSync(folder, { recursive: true }))

async function check(content: string | Uint8Array, format: 'text' | 'json' = 'text') {
  writeFileSync(file, content)
  let out = ''
  const context: CommandContext = {
    ports: createRealPorts(),
    version: 'test',
    homeFolder: folder,
    dataFolder: folder,
    pageFolder: folder,
    out: (words) => void (out += words),
    err: (words) => void (out += words),
    streams: () => ({ input: new PassThrough(), output: new PassThrough() }),
    onSignal: () => undefined,
  }
  const code = await validate(context, file, { target: newestTarget, format })
  return { code, out }
}

test('what a comment keeps is told with its reason, apart from the problems', async () => {
  const { code, out } = await check(text)
  expect(code).toBe(0)
  expect(out).toContain(`${file}:5:19: hazard: `)
  expect(out).toContain(`${file}:4:11: kept: a lab without certificates (insecure) [config.insecure]\n`)
  expect(out).toContain(`${file}: valid for Teleport 19, 1 hazard, 1 finding kept\n`)
})

test('as JSON it stands under `kept`, which is left out where nothing is kept', async () => {
  const { out } = await check(text, 'json')
  expect(JSON.parse(out)).toMatchObject({
    valid: true,
    problems: [{ code: 'config.gap' }],
    kept: [{ code: 'config.insecure', path: 'insecure', line: 4, reason: 'a lab without certificates' }],
  })
  const plain = await check(text.replace(/ #.*/, ''), 'json')
  expect(Object.keys(JSON.parse(plain.out) as object)).toEqual(['valid', 'problems'])
})

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'config.not-utf8'],
  ['Latin-1', Buffer.from(`${text}# caf\u00e9\n`, 'latin1'), 'config.not-utf8'],
  ['3 MB', Buffer.alloc(3_000_000, '# comment\n'), 'config.too-large'],
])('a file of %s is refused', async (_, bytes, expected) => {
  const { code, out } = await check(bytes)
  expect(code).toBe(1)
  expect(out).toContain(`[${expected}]`)
})
