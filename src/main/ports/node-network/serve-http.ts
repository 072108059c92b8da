import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Listening } from '../network.ts'

/** tbot-runtime.md 1.6. The extra 4 KiB are the slack Go allows on top of its limit. */
const limits: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  maxHeaderSize: 1_048_576 + 4_096,
  connectionsCheckingInterval: 1_000,
}

/** Connections at a time; more are closed at once, so that a flood cannot use up the files that credentials need. */
const mostConnections = 256

/** An HTTP/1.1 server with the limits of tbot-runtime.md 1.6 that answers garbage quietly; not yet listening. */
export function createHttpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  return createServer(limits, (request, response) => {
    response.on('error', () => undefined)
    try {
      handle(request, response)
    } catch {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
  }).on('clientError', refuse)
}

/** Listens and answers `handle`; `close` ends every connection at once, as tbot does. */
export async function serveHttp(options: {
  host: string
  port: number
  handle(request: IncomingMessage, response: ServerResponse): void
}): Promise<Listening> {
  const server = createHttpServer((request, response) => options.handle(request, response))
  server.maxConnections = mostConnections
  const port = await listen(server, options)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Resolves with the port; rejects with Node's error and leaves the server closed. */
export function listen(server: NetServer, options: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: options.host, port: options.port }, () => {
      server.off('error', reject)
      // A failing accept (too many open files) must not end the program; the next one may succeed.
      server.on('error', () => undefined)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : options.port)
    })
  })
}

const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_INVALID_VERSION: '505 HTTP Version Not Supported',
}

/** Late headers get no bytes at all (tbot-runtime.md 1.6), everything else one status line. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ERR_HTTP_REQUEST_TIMEOUT' || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = refusals[error.code ?? ''] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
