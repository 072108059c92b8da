import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { timingSafeEqual } from 'node:crypto'
import { createDispatch } from '../bridge/dispatch.ts'
import { createHandlers } from '../bridge/handlers.ts'
import { createTopicHub } from '../bridge/topics.ts'
import { serveBridge } from '../bridge/web-socket-transport.ts'
import type { Backend } from '../backend.ts'
import { pagePolicy } from '../page.ts'
import { Sessions, cookieValue } from './sessions.ts'
import { readStaticFile } from './static-files.ts'

export interface BrowserFaceOptions {
  readonly backend: Backend
  /** Folder of the built page. */
  readonly pageFolder: string
  /** 0 picks a free port. */
  readonly port: number
  /** Signs cookies and lets another `botdesk serve` of the same user ask for an address; 32 bytes. */
  readonly key: Uint8Array
}

export interface BrowserFace {
  readonly port: number
  /** An address that opens the page once. */
  newAddress(): string
  close(): Promise<void>
}

const host = '127.0.0.1'
const headersTimeoutMs = 10_000
const requestTimeoutMs = 30_000

/** Serves the page and the bridge on 127.0.0.1, to holders of the cookie only. Rejects with EADDRINUSE. */
export async function serveBrowserFace(options: BrowserFaceOptions): Promise<BrowserFace> {
  const { backend, key } = options
  const { random, clock } = backend.ports
  const sessions = new Sessions({ random, now: () => clock.now(), key })
  const server = createServer({ headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs })
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  const gate = new Gate({ sessions, port, key })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer({ request, response, gate, pageFolder: options.pageFolder })
  })
  const bridge = serveBridge({
    server,
    dispatch: createDispatch(createHandlers(backend), backend.log),
    topics: createTopicHub(backend),
    allow: (request) => gate.hasGoodHost(request) && gate.hasSession(request) && gate.hasGoodOrigin(request),
  })
  return {
    port,
    newAddress: () => gate.newAddress(),
    async close() {
      bridge.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Decides who is let in. */
class Gate {
  readonly #sessions: Sessions
  readonly #port: number
  readonly #key: Uint8Array
  readonly #hosts: ReadonlySet<string>
  readonly cookieName: string

  constructor(options: { sessions: Sessions; port: number; key: Uint8Array }) {
    this.#sessions = options.sessions
    this.#port = options.port
    this.#key = options.key
    this.#hosts = new Set([`${host}:${options.port}`, `localhost:${options.port}`])
    // Cookies do not know ports, so two faces on one computer need two names.
    this.cookieName = `botdesk-${options.port}`
  }

  newAddress(): string {
    return `http://${host}:${this.#port}/?token=${this.#sessions.mintToken()}`
  }

  /** Against DNS rebinding: only our own address may stand in the Host header. */
  hasGoodHost(request: IncomingMessage): boolean {
    return this.#hosts.has(request.headers.host ?? '')
  }

  hasGoodOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === `http://${request.headers.host ?? ''}`
  }

  hasSession(request: IncomingMessage): boolean {
    return this.#sessions.isValid(cookieValue(request.headers.cookie, this.cookieName))
  }

  exchange(token: string): string | undefined {
    return this.#sessions.exchange(token)
  }

  /** Another `botdesk` of the same user, which can read the key in the data folder. */
  isOwner(request: IncomingMessage): boolean {
    const given = Buffer.from(request.headers.authorization ?? '')
    const expected = Buffer.from(`Bearer ${Buffer.from(this.#key).toString('base64url')}`)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  get policy(): string {
    return pagePolicy([...this.#hosts].map((each) => `ws://${each}`))
  }
}

async function answer(o: {
  request: IncomingMessage
  response: ServerResponse
  gate: Gate
  pageFolder: string
}): Promise<void> {
  const { request, response, gate, pageFolder } = o
  response.setHeader('Content-Security-Policy', gate.policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  if (!gate.hasGoodHost(request)) return say(response, 421, 'This address is served under 127.0.0.1 only.')
  const url = new URL(request.url ?? '/', `http://${host}`)
  if (url.pathname === '/new-address' && request.method === 'POST') {
    if (!gate.isOwner(request))
      return say(response, 403, 'Only the user who runs Botdesk may ask for an address.')
    return say(response, 200, gate.newAddress())
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return say(response, 405, 'Only GET is answered here.')
  const token = url.searchParams.get('token')
  if (token !== null) {
    const cookie = gate.exchange(token)
    if (cookie === undefined) return say(response, 401, usedAddress)
    response.setHeader(
      'Set-Cookie',
      `${gate.cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`,
    )
    response.setHeader('Location', url.pathname)
    return say(response, 303, 'Open.')
  }
  if (!gate.hasSession(request)) return say(response, 401, usedAddress)
  const file = await readStaticFile(pageFolder, url.pathname)
  if (!file) return say(response, 404, 'There is nothing at this address.')
  response.setHeader('Content-Type', file.type)
  response.setHeader('Cache-Control', file.immutable ? 'private, max-age=31536000, immutable' : 'no-store')
  response.end(request.method === 'HEAD' ? undefined : file.data)
}

const usedAddress =
  'This address of Botdesk was used already or is older than ten minutes.\n' +
  'Run "botdesk serve" again: it prints a new one, also while Botdesk runs.'

function say(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.end(`${text}\n`)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
