import { Code, createClient } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuthService } from '../../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { GrpcConnection, Listening, TlsService } from '../network.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryNetwork } from './memory-network.ts'
import type { Fault } from './memory-network.ts'
import { describeNetwork } from './network-contract.ts'
import { createTestAuthority } from './test-authority.ts'

describeNetwork(() => {
  const clock = new FakeClock()
  return { network: new MemoryNetwork({ clock }), at: clock.now() }
})

const address = 'cluster.example:3025'
const unavailable = { code: Code.Unavailable }

describe('weather', () => {
  const clock = new FakeClock()
  const host = createTestAuthority({ at: clock.now() })
  const server = host.issue({ dnsNames: ['cluster.example'] })
  let network: MemoryNetwork
  let listening: Listening
  let connection: GrpcConnection
  let handled: number

  const service: TlsService = {
    host: 'cluster.example',
    port: 3025,
    secureContext: () => server,
    clientAuthorities: () => [],
    pickAlpn: () => 'h2',
    http: (_request, response) => response.end('hello'),
    routes: (router) => {
      router.service(AuthService, {
        ping: () => {
          handled += 1
          return {}
        },
        async *watchEvents(_request, context) {
          yield {}
          await new Promise((resolve) => context.signal.addEventListener('abort', resolve))
        },
      })
    },
  }
  const target = {
    host: 'cluster.example',
    port: 3025,
    serverName: 'cluster.example',
    alpn: ['h2'],
    roots: { kind: 'pem', certificates: [host.certificate] },
    timeoutMs: 5_000,
  } as const
  const client = () => createClient(AuthService, connection.transport)

  beforeEach(async () => {
    handled = 0
    network = new MemoryNetwork({ clock })
    listening = await network.serveTls(service)
    connection = network.dialGrpc(target)
  })

  afterEach(async () => {
    connection.close()
    await listening.close()
  })

  it.each<[Fault, number]>([
    [{ kind: 'refuse' }, 0],
    [{ kind: 'drop-requests' }, 0],
    [{ kind: 'drop-responses' }, 1],
  ])('%o fails the call and lets the server handle %i', async (fault, expected) => {
    network.setFault(address, fault)
    await expect(client().ping({})).rejects.toMatchObject(unavailable)
    expect(handled).toBe(expected)
    network.setFault(address, { kind: 'none' })
    await expect(client().ping({})).resolves.toBeDefined()
  })

  it('ends open streams when a fault begins, and dials anew afterwards', async () => {
    const events = client().watchEvents({})[Symbol.asyncIterator]()
    await events.next()
    const next = events.next()
    network.dropConnections(address)
    await expect(next).rejects.toMatchObject(unavailable)
    expect(network.dialCount).toBe(1)
    await client().ping({})
    expect(network.dialCount).toBe(2)
  })

  it('delays calls by the clock, without ending streams', async () => {
    network.setFault(address, { kind: 'delay', ms: 2_000 })
    let isDone = false
    const call = client()
      .ping({})
      .then(() => (isDone = true))
    await clock.advance(1_999)
    expect(isDone).toBe(false)
    await clock.advance(1)
    await call
    expect(isDone).toBe(true)
  })

  it('lets a call time out by the clock and leaves no sleeper behind', async () => {
    network.setFault(address, { kind: 'delay', ms: 60_000 })
    const call = client()
      .ping({}, { timeoutMs: 30_000 })
      .catch((error: unknown) => error)
    await clock.advance(30_000)
    await expect(call).resolves.toMatchObject({ code: Code.DeadlineExceeded })
    network.setFault(address, { kind: 'none' })
    await client().ping({}, { timeoutMs: 30_000 })
    await clock.settle()
    expect(clock.sleeping).toBe(0)
  })

  it('also holds for HTTPS', async () => {
    const get = () =>
      network.get({ ...target, path: '/', maxBytes: 100, signal: new AbortController().signal })
    await expect(get()).resolves.toMatchObject({ status: 200, body: 'hello' })
    network.setFault(address, { kind: 'refuse' })
    await expect(get()).rejects.toMatchObject({ code: 'cluster.unreachable' })
  })

  it('serves plain HTTP to the test', async () => {
    const plain = await network.serveHttp({
      host: '127.0.0.1',
      port: 0,
      handle: (request, response) => {
        response.writeHead(201, { 'content-type': 'text/plain' })
        response.write(`${request.method} `)
        request
          .on('data', (chunk: Buffer) => response.write(chunk))
          .on('end', () => response.end(request.url))
      },
    })
    await expect(network.request(plain.port, '/x', { method: 'POST', body: 'body ' })).resolves.toMatchObject(
      {
        status: 201,
        headers: { 'content-type': 'text/plain' },
        body: 'POST body /x',
      },
    )
    await plain.close()
    await expect(network.request(plain.port, '/x')).rejects.toMatchObject({ code: 'cluster.unreachable' })
  })
})
