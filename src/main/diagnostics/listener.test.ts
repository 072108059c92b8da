import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { DiagnosticsSnapshot, ServiceSnapshot } from '../../shared/contract/bots.ts'
import { createNodeNetwork } from '../ports/node-network.ts'
import { FakeClock } from '../ports/testing/fake-clock.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import { serveDiagnostics } from './listener.ts'
import { parseExposition } from './testing/exposition.ts'
import { createFakeBot, serviceOf } from './testing/fake-bot.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

async function serve(services: readonly ServiceSnapshot[], o: { address?: string; debug?: boolean } = {}) {
  const bot = createFakeBot(services)
  const clock = new FakeClock()
  const stop = new AbortController()
  const states: DiagnosticsSnapshot[] = []
  const told = Promise.withResolvers<void>()
  const ports = { ...createSimulator({ seed: 1 }).host('here').ports, clock, network: createNodeNetwork() }
  const ended = serveDiagnostics({
    bot,
    address: o.address ?? '127.0.0.1:0',
    debug: o.debug ?? false,
    ports,
    version: '18.2.0',
    signal: stop.signal,
    onState: (state) => {
      states.push(state)
      told.resolve()
    },
  })
  stops.push(async () => {
    stop.abort()
    await ended
  })
  await told.promise
  const port = Number(/:(\d+)$/.exec(states[0]?.address ?? '')?.[1])
  const get = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
    fetchOnce(port, path, options)
  return { bot, clock, stop, ended, states, port, get, pid: ports.processes.pid }
}

function fetchOnce(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    call.on('error', reject)
    call.end()
  })
}

describe('health', () => {
  test('/livez is OK, two bytes, whatever the bot does', async () => {
    const { get } = await serve([serviceOf('app', { state: 'unhealthy' })])
    const reply = await get('/livez')
    expect([reply.status, reply.headers['content-type'], reply.body.toString()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'OK',
    ])
  })

  test('/readyz has the keys in tbot’s order, services by name, two spaces, and the process id last', async () => {
    const { get, pid } = await serve([
      serviceOf('b', { state: 'unhealthy', reason: 'no <space> left' }),
      serviceOf('a', { state: 'starting', reportedAt: null }),
      serviceOf('10'),
    ])
    const reply = await get('/readyz')
    expect(reply.status).toBe(503)
    expect(reply.headers['content-type']).toBe('application/json')
    expect(reply.body.toString()).toBe(`{
  "status": "unhealthy",
  "services": {
    "10": {
      "status": "healthy",
      "updated_at": "2026-11-21T14:10:48.123Z"
    },
    "a": {
      "status": "initializing",
      "updated_at": null
    },
    "b": {
      "status": "unhealthy",
      "reason": "no \\u003cspace\\u003e left",
      "updated_at": "2026-11-21T14:10:48.123Z"
    }
  },
  "pid": ${pid}
}`)
  })

  test.each([
    ['healthy', 200, 'healthy'],
    ['degraded', 200, 'healthy'],
    ['starting', 503, 'initializing'],
    ['unhealthy', 503, 'unhealthy'],
    ['locked', 503, 'unhealthy'],
  ] as const)('a %s service answers %i %s', async (state, status, word) => {
    const { get } = await serve([serviceOf('app', { state })])
    const [all, one] = [await get('/readyz'), await get('/readyz/app')]
    expect([all.status, one.status]).toEqual([status, status])
    expect(JSON.parse(one.body.toString())).toMatchObject({ status: word })
  })

  test('no service at all is ready, with an empty map', async () => {
    const { get } = await serve([])
    const reply = await get('/readyz')
    expect(reply.status).toBe(200)
    expect(reply.body.toString()).toContain('"services": {}')
  })

  test('a service nobody registered is 404 and named', async () => {
    const { get } = await serve([serviceOf('app')])
    for (const path of ['/readyz/other', '/wait/other']) {
      const reply = await get(path)
      expect(reply.status).toBe(404)
      expect(reply.headers['content-type']).toBe('application/json')
      expect(JSON.parse(reply.body.toString())).toEqual({ error: expect.stringContaining('other') })
    }
  })

  test('escapes in the name are decoded', async () => {
    const { get } = await serve([serviceOf('old/name')])
    expect((await get('/readyz/old%2Fname')).status).toBe(200)
  })

  test.each(['GET', 'POST', 'PUT', 'DELETE'])('the method %s makes no difference', async (method) => {
    const { get } = await serve([serviceOf('app')])
    expect((await get('/readyz', { method })).status).toBe(200)
  })

  test('HEAD has the headers and no body', async () => {
    const { get } = await serve([serviceOf('app')])
    const reply = await get('/readyz', { method: 'HEAD' })
    expect([reply.status, reply.body.length]).toEqual([200, 0])
  })
})

describe('/wait', () => {
  const silent = { state: 'starting', reportedAt: null } as const

  test('answers when every service has reported once, well or not', async () => {
    const { bot, get, clock } = await serve([serviceOf('a', silent), serviceOf('b', silent)])
    const all = get('/wait')
    const one = get('/wait/a')
    await expect.poll(() => clock.sleeping).toBe(2)
    bot.set([serviceOf('a', { state: 'unhealthy' }), serviceOf('b', silent)])
    expect((await one).status).toBe(503)
    bot.set([serviceOf('a', { state: 'unhealthy' }), serviceOf('b')])
    const reply = await all
    expect([reply.status, JSON.parse(reply.body.toString()).status]).toEqual([503, 'unhealthy'])
  })

  test('answers with what is known before the listener would cut it off', async () => {
    const { get, clock } = await serve([serviceOf('a', silent)])
    const reply = get('/wait')
    await expect.poll(() => clock.sleeping).toBe(1)
    await clock.advance(25_000)
    expect((await reply).status).toBe(503)
  })

  test('leaves nobody behind when the client goes away', async () => {
    const { bot, port, clock } = await serve([serviceOf('a', silent)])
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await expect.poll(() => clock.sleeping).toBe(1)
    socket.destroy()
    await expect.poll(() => clock.sleeping).toBe(0)
    // The metrics are the only reader left.
    expect(bot.readers).toBe(1)
  })
})

describe('other paths', () => {
  test.each(['/', '/nothing', '/livez/', '/metrics/', '/debug/pprof/'])('%s is 404 as text', async (path) => {
    const { get } = await serve([serviceOf('app')])
    const reply = await get(path)
    expect([reply.status, reply.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8'])
  })

  test.each(['/readyz/', '/readyz/a/b', '/wait/'])(
    '%s is the stock 404, not the overall object',
    async (path) => {
      const { get } = await serve([serviceOf('app')])
      const reply = await get(path)
      expect([reply.status, reply.headers['x-content-type-options']]).toEqual([404, 'nosniff'])
    },
  )

  test.each([
    ['//livez', '/livez'],
    ['/readyz/../livez?x=1', '/livez?x=1'],
  ])('%s is sent on to %s', async (path, location) => {
    const { get } = await serve([serviceOf('app')])
    const reply = await get(path)
    expect([reply.status, reply.headers.location]).toEqual([301, location])
  })

  test('debug offers no profiles and says so', async () => {
    const { get } = await serve([serviceOf('app')], { debug: true })
    expect((await get('/debug/pprof/')).status).toBe(501)
  })
})

describe('/metrics', () => {
  test('is text Prometheus reads, plain or compressed', async () => {
    const { get } = await serve([serviceOf('app')])
    const plain = await get('/metrics')
    expect(plain.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(parseExposition(plain.body.toString()).has('botdesk_service_status')).toBe(true)
    const packed = await get('/metrics', { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(parseExposition(gunzipSync(packed.body).toString()).has('teleport_build_info')).toBe(true)
  })
})

describe('the address', () => {
  test.each([
    ['localhost:1', 200],
    ['127.0.0.1', 200],
    ['[::1]:3001', 200],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
  ])('on loopback a request for host %s is answered %i', async (host, status) => {
    const { get } = await serve([serviceOf('app')])
    expect((await get('/livez', { headers: { host } })).status).toBe(status)
  })

  test('an address in use is told and tried again until it is free', async () => {
    const first = await serve([serviceOf('app')])
    const second = await serve([serviceOf('app')], { address: `127.0.0.1:${first.port}` })
    expect(second.states).toEqual([
      {
        kind: 'failing',
        address: `127.0.0.1:${first.port}`,
        error: expect.objectContaining({ code: 'diagnostics.port-in-use' }),
        nextAt: second.clock.now() + 10_000,
      },
    ])
    first.stop.abort()
    await first.ended
    await second.clock.advance(10_000)
    await expect.poll(() => second.states.at(-1)?.kind).toBe('listening')
  })

  test.each(['3001', 'localhost:http', 'localhost:70000', '::1:3001', 'http://localhost:3001', ''])(
    'a malformed address %j is told and does not end anything',
    async (address) => {
      const { states } = await serve([], { address })
      expect(states[0]).toMatchObject({ kind: 'failing', error: { code: 'diagnostics.address-malformed' } })
    },
  )

  test('stopping closes the port', async () => {
    const { stop, ended, get } = await serve([serviceOf('app')])
    stop.abort()
    await ended
    await expect(get('/livez')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
