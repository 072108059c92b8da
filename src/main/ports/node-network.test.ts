import { createClient } from '@connectrpc/connect'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect as connectTcp, createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { AuthService } from '../../../proto/gen/teleport/legacy/client/proto/authservice_pb.ts'
import type { GrpcConnection, Listening, TlsDial, TlsService } from './network.ts'
import { createNodeNetwork } from './node-network.ts'
import { describeNetwork } from './testing/network-contract.ts'
import { createTestAuthority } from './testing/test-authority.ts'

describeNetwork(() => ({ network: createNodeNetwork({ environment: {} }), at: Date.now() }))

const serverName = 'teleport.cluster.local'
const host = createTestAuthority({ at: Date.now() })
const user = createTestAuthority({ at: Date.now() })
const server = host.issue({ dnsNames: [serverName, 'localhost'], ipAddresses: ['127.0.0.1'] })
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()))
})

const service: TlsService = {
  host: '127.0.0.1',
  port: 0,
  secureContext: () => server,
  clientAuthorities: () => [user.certificate],
  pickAlpn: (offered) => offered.find((each) => each === 'h2' || each === 'http/1.1'),
  routes: (router) => {
    router.service(AuthService, { ping: () => ({ ServerVersion: '1.2.3' }) })
  },
  http: (request, response) => response.end(`hello ${request.url}`),
}

async function serve(overrides: Partial<TlsService> = {}): Promise<Listening> {
  const listening = await createNodeNetwork({ environment: {} }).serveTls({ ...service, ...overrides })
  cleanups.push(() => listening.close())
  return listening
}

function dial(target: Partial<TlsDial> & { port: number }, environment = {}): GrpcConnection {
  const connection = createNodeNetwork({ environment }).dialGrpc({
    host: '127.0.0.1',
    serverName,
    alpn: ['h2'],
    roots: { kind: 'pem', certificates: [host.certificate] },
    timeoutMs: 5_000,
    ...target,
  })
  cleanups.push(() => connection.close())
  return connection
}

const ping = (connection: GrpcConnection) => createClient(AuthService, connection.transport).ping({})

it('leaves the lookup to an HTTP proxy, and names it without its password', async () => {
  const environment = { HTTPS_PROXY: 'http://user:canary-secret-proxy@proxy.example:3128' }
  const { signal } = new AbortController()
  const route = await createNodeNetwork({ environment }).resolve(
    { host: 'far.example', port: 443 },
    { signal },
  )
  expect(route).toEqual({ kind: 'proxy', proxy: 'proxy.example:3128' })
})

async function tcpServer(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const listener: Server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onSocket(socket)
  }).listen(0, '127.0.0.1')
  cleanups.push(() => {
    sockets.forEach((socket) => socket.destroy())
    listener.close()
  })
  await once(listener, 'listening')
  return (listener.address() as AddressInfo).port
}

/** Everything a peer says until it closes. */
async function sayOver(socket: Socket, text: string): Promise<string> {
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1'))).on('error', () => undefined)
  socket.write(text)
  await new Promise((resolve) => socket.once('close', resolve))
  return heard
}

const rawTo = (port: number) => connectTcp({ host: '127.0.0.1', port })

describe('a TLS port and strangers', () => {
  it.each([
    ['SSH', 'SSH-2.0-Go\r\n'],
    ['plain HTTP', 'GET /webapi/find HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['noise', '\u0000\u0001\u0002'.repeat(100)],
  ])('closes on %s and keeps serving', async (_case, text) => {
    const { port } = await serve()
    await sayOver(rawTo(port), text)
    await expect(ping(dial({ port }))).resolves.toBeDefined()
  })

  it('answers HTTP/1.1 to a client without ALPN and without a server name', async () => {
    const { port } = await serve()
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false })
    const heard = await sayOver(socket, 'GET /webapi/find HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*hello \/webapi\/find/)
  })

  it('shows a client without a server name the newest certificate', async () => {
    let current = server
    const { port } = await serve({ secureContext: () => current })
    const shown = async () => {
      const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const serial = socket.getPeerX509Certificate()?.serialNumber
      socket.destroy()
      return serial
    }
    const before = await shown()
    current = host.issue({ dnsNames: [serverName] })
    expect(await shown()).not.toBe(before)
  })

  it('survives a service that throws while shaking hands', async () => {
    let isBroken = false
    const fail = () => {
      if (isBroken) throw new Error('no certificate')
      return server
    }
    const { port } = await serve({ secureContext: fail, pickAlpn: (offered) => (fail(), offered[0]) })
    isBroken = true
    await expect(ping(dial({ port }))).rejects.toMatchObject({ cause: { code: 'cluster.unreachable' } })
    isBroken = false
    await expect(ping(dial({ port }))).resolves.toBeDefined()
  })

  it('refuses TLS 1.1', async () => {
    const { port } = await serve()
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
    })
    await expect(once(socket, 'secureConnect')).rejects.toThrow(/SSL|TLS|EPROTO|version/i)
  })

  it('answers HTTP garbage inside TLS with 400 and closes', async () => {
    const { port } = await serve()
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    })
    expect(await sayOver(socket, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('closes on HTTP/2 garbage and keeps serving', async () => {
    const { port } = await serve()
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['h2'] })
    await sayOver(socket, 'GET / HTTP/1.1\r\n\r\n')
    await expect(ping(dial({ port }))).resolves.toBeDefined()
  })

  it('does not offer to resume a session, which would keep an old authorisation', async () => {
    const { port } = await serve()
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      servername: serverName,
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.2',
    })
    await once(socket, 'secureConnect')
    expect(socket.getTLSTicket()).toBeUndefined()
    socket.destroy()
  })

  it('ends a connection that never finishes its handshake when it closes, within a second', async () => {
    const listening = await serve()
    const socket = rawTo(listening.port)
    await once(socket, 'connect')
    const closed = once(socket, 'close')
    const before = performance.now()
    await listening.close()
    await closed
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})

describe('dialling', () => {
  it('says so when the server ends the connection before its HTTP/2 settings', async () => {
    const strict = createTlsServer({
      ...server,
      ca: [user.certificate],
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    }).on('tlsClientError', () => undefined)
    strict.listen(0, '127.0.0.1')
    cleanups.push(() => strict.close())
    await once(strict, 'listening')
    const { port } = strict.address() as AddressInfo
    const certificate = host.issue({ userName: 'of another authority' })
    await expect(ping(dial({ port, certificate }))).rejects.toThrow(/may not accept our certificate/)
  })

  it('gives up on a server that accepts and says nothing', async () => {
    const port = await tcpServer(() => undefined)
    await expect(ping(dial({ port, timeoutMs: 50 }))).rejects.toThrow(/no connection within 50 ms/)
  })

  it('gives up on a server that shakes hands and sends no HTTP/2 settings', async () => {
    const silent = createTlsServer({ ...server, ALPNProtocols: ['h2'] }, (socket) =>
      socket.on('error', () => undefined),
    )
    silent.listen(0, '127.0.0.1')
    cleanups.push(() => silent.close())
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    await expect(ping(dial({ port, timeoutMs: 100 }))).rejects.toThrow(/settings within 100 ms/)
  })

  it('stops dialling when the connection is closed', async () => {
    const port = await tcpServer(() => undefined)
    const connection = dial({ port })
    const outcome = ping(connection).catch((error: unknown) => error)
    connection.close()
    await expect(outcome).resolves.toMatchObject({ cause: { code: 'cluster.unreachable' } })
  })

  it('checks an IP address that stands for the server name', async () => {
    const { port } = await serve()
    await expect(ping(dial({ port, serverName: '127.0.0.1' }))).resolves.toBeDefined()
  })

  it('trusts the authorities of the computer only when asked to', async () => {
    const { port } = await serve()
    await expect(ping(dial({ port, roots: { kind: 'system' } }))).rejects.toThrow(/certificate/)
  })

  it('opens one connection for calls made at once', async () => {
    let dials = 0
    const { port } = await serve({
      secureContext: () => {
        dials += 1
        return server
      },
    })
    const atStart = dials
    const connection = dial({ port })
    await Promise.all([ping(connection), ping(connection), ping(connection)])
    const perDial = dials - atStart
    await Promise.all([ping(connection), ping(connection)])
    expect(dials - atStart).toBe(perDial)
    expect(perDial).toBeLessThanOrEqual(2)
  })
})

describe('an HTTP proxy', () => {
  /** A CONNECT proxy that notes what it is asked and leads everything to one port. */
  async function proxy(answer: string, target?: number) {
    const asked: string[] = []
    const port = await tcpServer((socket) => {
      socket.once('data', (head: Buffer) => {
        asked.push(head.toString('latin1'))
        socket.write(answer)
        if (target === undefined) socket.end()
        else {
          const onward = rawTo(target).on('error', () => socket.destroy())
          cleanups.push(() => onward.destroy())
          socket.pipe(onward).pipe(socket)
        }
      })
    })
    return { port, asked }
  }
  const far = { host: 'auth.trial.example', port: 3025 }

  it('carries the connection, with the user of its address', async () => {
    const { port } = await serve()
    const { port: proxyPort, asked } = await proxy('HTTP/1.1 200 OK\r\nX-Via: y\r\n\r\n', port)
    const environment = { HTTPS_PROXY: `http://us%65r:secret@127.0.0.1:${proxyPort}` }
    await expect(ping(dial(far, environment))).resolves.toMatchObject({ ServerVersion: '1.2.3' })
    const basic = Buffer.from('user:secret').toString('base64')
    expect(asked).toEqual([
      `CONNECT auth.trial.example:3025 HTTP/1.1\r\nHost: auth.trial.example:3025\r\nProxy-Authorization: Basic ${basic}\r\n\r\n`,
    ])
  })

  it('is not used for loopback', async () => {
    const { port } = await serve()
    const environment = { HTTPS_PROXY: 'http://127.0.0.1:1' }
    await expect(ping(dial({ port }, environment))).resolves.toBeDefined()
  })

  it.each([
    ['HTTP/1.1 403 Forbidden\r\n\r\n', /403 Forbidden/],
    ['HTTP/1.1 201 Created\r\n\r\n', /201 Created/],
    ['nonsense\r\n\r\n', /nonsense/],
    ['HTTP/1.1 200 OK\r\n', /closed the connection/],
    ['x'.repeat(20_000), /too long/],
  ])('whose answer is not a plain 200 is named as the reason (%#)', async (answer, words) => {
    const { port: proxyPort } = await proxy(answer)
    const environment = { HTTPS_PROXY: `http://user:secret@127.0.0.1:${proxyPort}` }
    const error: unknown = await ping(dial(far, environment)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      cause: { code: 'cluster.unreachable' },
      message: expect.stringMatching(words),
    })
    expect(String(error)).not.toContain('secret')
  })

  it('that is reached by TLS must show a certificate the computer trusts', async () => {
    const secure = createTlsServer(server).on('tlsClientError', () => undefined)
    secure.listen(0, '127.0.0.1')
    cleanups.push(() => secure.close())
    await once(secure, 'listening')
    const environment = { HTTPS_PROXY: `https://127.0.0.1:${(secure.address() as AddressInfo).port}` }
    await expect(ping(dial(far, environment))).rejects.toThrow(/certificate/)
  })

  it('of an unknown kind is refused', async () => {
    await expect(ping(dial(far, { HTTPS_PROXY: 'socks5://127.0.0.1:1' }))).rejects.toThrow(/socks5/)
  })
})

describe('a plain HTTP port', () => {
  async function serveHttp(): Promise<Listening> {
    const listening = await createNodeNetwork({ environment: {} }).serveHttp({
      host: '127.0.0.1',
      port: 0,
      handle: (request, response) => {
        if (request.url === '/defect') throw new Error('a defect')
        if (request.url !== '/wait') response.end(`hello ${request.url}`)
      },
    })
    cleanups.push(() => listening.close())
    return listening
  }
  const status = async (port: number, headers: Record<string, string>) => {
    const request = httpRequest({ host: '127.0.0.1', port, headers }).end()
    const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }]
    response.resume()
    return response.statusCode
  }

  it('takes 200 kB of headers and refuses more than 1 MiB with 431', async () => {
    const { port } = await serveHttp()
    expect(await status(port, { x: 'y'.repeat(200_000) })).toBe(200)
    expect(await status(port, { x: 'y'.repeat(1_250_000) })).toBe(431)
  })

  it('answers 500 for a handler that throws', async () => {
    const { port } = await serveHttp()
    const heard = await sayOver(rawTo(port), 'GET /defect HTTP/1.0\r\n\r\n')
    expect(heard).toMatch(/^HTTP\/1\.1 500 /)
  })

  it('answers garbage with 400 and closes', async () => {
    const { port } = await serveHttp()
    expect(await sayOver(rawTo(port), 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  })

  it('ends a request in progress when it closes', async () => {
    const listening = await serveHttp()
    const socket = rawTo(listening.port)
    const heard = sayOver(socket, 'GET /wait HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'connect')
    await listening.close()
    expect(await heard).toBe('')
  })

  it('rejects with the error of the system when it cannot listen', async () => {
    const { port } = await serveHttp()
    const again = createNodeNetwork({ environment: {} }).serveHttp({
      host: '127.0.0.1',
      port,
      handle: () => undefined,
    })
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

it('closes connections beyond its bound, so that a flood leaves files for others, and serves again after it', async () => {
  const network = createNodeNetwork({ environment: {} })
  const listening = await network.serveHttp({
    host: '127.0.0.1',
    port: 0,
    handle: (_request, response) => response.end('ok'),
  })
  cleanups.push(() => listening.close())
  const connect = () => connectTcp({ host: '127.0.0.1', port: listening.port }).on('error', () => undefined)
  const flood = Array.from({ length: 256 }, connect)
  cleanups.push(() => flood.forEach((socket) => socket.destroy()))
  await Promise.all(flood.map((socket) => once(socket, 'connect')))
  await once(connect().resume(), 'close')
  await Promise.all(flood.splice(0).map((socket) => once(socket.destroy(), 'close')))
  const answer = await fetch(`http://127.0.0.1:${listening.port}/`)
  expect(await answer.text()).toBe('ok')
})
