import { readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { Background, botdesk, freshFolder } from './program.ts'

const home = freshFolder('serve')
const env = { BOTDESK_HOME: home }
let server: Background
let address: URL

beforeAll(async () => {
  server = Background.botdesk(['serve', '--no-open', '--reason', 'a test has no window'], { env })
  const [, text = ''] = await server.waitFor(/^Botdesk: (\S+)$/m)
  address = new URL(text)
})

afterAll(async () => {
  await server.end()
})

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: address.port, path, method, headers }, (answer) => {
      let body = ''
      answer.on('data', (data: Buffer) => (body += data.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Opens the bridge and gives the HTTP status that refused it, or 101. */
function upgrade(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/bridge`, { headers })
    socket.once('open', () => {
      socket.close()
      resolve(101)
    })
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.once('error', () => undefined)
  })
}

async function freshCookie(): Promise<string> {
  const { stdout } = botdesk(['serve', '--no-open'], { env })
  const again = new URL(/^Botdesk: (\S+)$/m.exec(stdout)?.[1] ?? 'http://none')
  const { headers } = await get(again.pathname + again.search)
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

test('says why it is not a window and listens on 127.0.0.1 only', () => {
  expect(server.output).toContain('a test has no window')
  expect(address.hostname).toBe('127.0.0.1')
})

test('the address works once; the cookie is HttpOnly and SameSite=Strict', async () => {
  const first = await get(address.pathname + address.search)
  expect(first.status).toBe(303)
  expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
  expect((await get(address.pathname + address.search)).status).toBe(401)
})

test('nothing is served without the cookie, and the page with it has a policy without eval', async () => {
  expect((await get('/')).status).toBe(401)
  const page = await get('/', { cookie: await freshCookie() })
  expect(page.status).toBe(200)
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.headers['content-security-policy']).not.toContain('unsafe-eval')
})

test('a foreign Host is refused (DNS rebinding)', async () => {
  expect((await get('/', { host: 'evil.example', cookie: await freshCookie() })).status).toBe(421)
})

test('the bridge wants cookie and Origin', async () => {
  const cookie = await freshCookie()
  const origin = `http://127.0.0.1:${address.port}`
  expect(await upgrade({ origin })).toBe(403)
  expect(await upgrade({ cookie, origin: 'http://evil.example' })).toBe(403)
  expect(await upgrade({ cookie, origin })).toBe(101)
})

test('only the owner of the data folder gets a new address', async () => {
  expect((await get('/new-address', { authorization: 'Bearer x' }, 'POST')).status).toBe(403)
  expect(statSync(join(home, 'browser-face.json')).mode & 0o777).toBe(0o600)
  const { key } = JSON.parse(readFileSync(join(home, 'browser-face.json'), 'utf8')) as { key: string }
  expect((await get('/new-address', { authorization: `Bearer ${key}` }, 'POST')).body).toContain('token=')
})

test('other methods are refused', async () => {
  expect((await get('/', { cookie: await freshCookie() }, 'DELETE')).status).toBe(405)
})
