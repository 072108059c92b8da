import { createConnectRouter, createContextValues } from '@connectrpc/connect'
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from '@connectrpc/connect-node'
import { constants } from 'node:crypto'
import { createServer as createHttp2Server } from 'node:http2'
import type { Http2Server, Http2ServerRequest, Http2ServerResponse, Http2Session } from 'node:http2'
import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer } from 'node:tls'
import type { SecureContext, SecureContextOptions, Server as TlsServer, TLSSocket } from 'node:tls'
import { messageLimitBytes, peerKey } from '../network.ts'
import type { Listening, Peer, TlsService } from '../network.ts'
import { createHttpServer, listen } from './serve-http.ts'

const handshakeTimeoutMs = 10_000
const goodbyeMs = 250
const contextLimit = 16
/** Connections at a time; more are closed at once: anyone may open one and say nothing. */
const mostConnections = 1_000

/** Serves gRPC and HTTP/1.1 behind one TLS port; strangers' garbage ends quietly, nobody's certificate is demanded. */
export async function serveTls(service: TlsService): Promise<Listening> {
  const sockets = new Set<Socket>()
  const contexts = createContexts(service)
  const grpc = createGrpcServer(service)
  const http = createHttp1Server(service)
  const server = createTlsServer({
    ...contexts.options(''),
    requestCert: true,
    rejectUnauthorized: false,
    handshakeTimeout: handshakeTimeoutMs,
    SNICallback: (serverName, done) => contexts.answer(serverName, done),
    ALPNCallback: ({ servername, protocols }) => pick(service, protocols, servername),
  })
  server.prependListener('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
    socket.setNoDelay(true).setKeepAlive(true, 60_000)
    // A client without a server name gets the newest default certificate and authorities too.
    contexts.refreshDefault(server)
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined)
    const peer = peerOf(socket)
    if (socket.alpnProtocol === false || socket.alpnProtocol === 'http/1.1') http.accept(socket, peer)
    else grpc.accept(socket, peer)
  })
  server.maxConnections = mostConnections
  const port = await listen(server, service)
  http.server.emit('listening')
  return { port, close: () => close({ server, http: http.server, grpc: grpc.server, sockets }) }
}

async function close(parts: {
  server: TlsServer
  http: HttpServer
  grpc: Http2Server
  sockets: ReadonlySet<Socket>
}): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    parts.server.close(() => resolve())
  })
  parts.grpc.emit('goodbye')
  parts.http.closeIdleConnections()
  const late = setTimeout(() => parts.sockets.forEach((socket) => socket.destroy()), goodbyeMs)
  await closed
  clearTimeout(late)
  parts.http.close()
}

/** Makes a secure context for each handshake, and keeps the last few because most are alike. */
function createContexts(service: TlsService) {
  const known = new Map<string, SecureContext>()
  let defaultKey: string | undefined
  const options = (serverName: string): SecureContextOptions => ({
    ...service.secureContext(serverName),
    ca: [...service.clientAuthorities()],
    minVersion: 'TLSv1.2',
    // A resumed session would carry an authorisation from before a change of the authorities.
    secureOptions: constants.SSL_OP_NO_TICKET,
  })
  const keyOf = ({ cert, ca }: SecureContextOptions) => JSON.stringify([cert, ca])
  return {
    options,
    answer(serverName: string, done: (error: Error | null, context?: SecureContext) => void): void {
      try {
        const wanted = options(serverName)
        const key = keyOf(wanted)
        const context = known.get(key) ?? createSecureContext(wanted)
        if (known.size >= contextLimit) known.clear()
        known.set(key, context)
        done(null, context)
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
    refreshDefault(server: TlsServer): void {
      try {
        const wanted = options('')
        const key = keyOf(wanted)
        if (key === defaultKey) return
        server.setSecureContext(wanted)
        defaultKey = key
      } catch {
        // The handshake goes on with the last good certificate: one stranger must not end the program.
      }
    },
  }
}

/** Node says `false` for a client without a server name, whatever its types say. */
function pick(service: TlsService, offered: string[], serverName: unknown): string | undefined {
  try {
    const picked = service.pickAlpn(offered, typeof serverName === 'string' ? serverName : '')
    return picked !== undefined && offered.includes(picked) ? picked : undefined
  } catch {
    return undefined
  }
}

function peerOf(socket: TLSSocket): Peer {
  const certificate = socket.authorized ? socket.getPeerX509Certificate()?.raw : undefined
  const serverName: unknown = Reflect.get(socket, 'servername')
  return {
    remoteAddress: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`,
    serverName: typeof serverName === 'string' ? serverName : '',
    ...(certificate ? { certificate } : {}),
  }
}

function createHttp1Server(service: TlsService) {
  const peers = new WeakMap<object, Peer>()
  const server = createHttpServer((request, response) => {
    service.http(request, response, peers.get(request.socket) ?? { remoteAddress: '', serverName: '' })
  })
  return {
    server,
    accept(socket: TLSSocket, peer: Peer): void {
      peers.set(socket, peer)
      server.emit('connection', socket)
    },
  }
}

/**
 * connect-es behind HTTP/2. Not `connectNodeAdapter`: that one writes to the console whenever a client
 * goes away in the middle of an answer, and has no way to be told otherwise.
 */
function createGrpcServer(service: TlsService) {
  const router = createConnectRouter({
    grpc: true,
    grpcWeb: false,
    connect: false,
    readMaxBytes: messageLimitBytes,
    acceptCompression: [],
  })
  service.routes(router)
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]))
  const peers = new WeakMap<Http2Session, Peer>()
  const answer = (request: Http2ServerRequest, response: Http2ServerResponse) => {
    response.on('error', () => undefined)
    const handler = handlers.get(request.url.split('?', 1)[0] ?? '')
    if (!handler) return answerUnimplemented(request, response)
    const session = request.stream.session
    const peer = session && peers.get(session)
    const values = createContextValues()
    if (peer) values.set(peerKey, peer)
    handler(universalRequestFromNodeRequest(request, response, undefined, values))
      .then((result) => universalResponseToNodeResponse(result, response))
      .catch(() => response.stream.destroy())
    return undefined
  }
  const server = createHttp2Server({ settings: { maxConcurrentStreams: 256 } }, answer)
  server.on('sessionError', () => undefined)
  // Each session listens for the goodbye: as many listeners as connections are meant.
  server.setMaxListeners(0)
  return {
    server,
    accept(socket: TLSSocket, peer: Peer): void {
      server.once('session', (session) => {
        peers.set(session, peer)
        session.on('error', () => undefined)
        const sayGoodbye = () => session.close()
        server.on('goodbye', sayGoodbye)
        session.once('close', () => server.off('goodbye', sayGoodbye))
      })
      server.emit('connection', socket)
    },
  }
}

/** What a Go server says to an unknown method; a plain 404 would hide the difference from a wrong address. */
function answerUnimplemented(request: Http2ServerRequest, response: Http2ServerResponse): void {
  const isGrpc = request.headers['content-type']?.startsWith('application/grpc') ?? false
  if (isGrpc) {
    response.writeHead(200, {
      'content-type': 'application/grpc',
      'grpc-status': '12',
      'grpc-message': 'unknown method',
    })
  } else response.writeHead(404)
  response.end()
}
