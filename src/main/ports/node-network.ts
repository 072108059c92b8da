import { createGrpcTransport } from '@connectrpc/connect-node'
import { messageLimitBytes } from './network.ts'
import type { Network } from './network.ts'
import { dialTcp, dialTls, inspectTls } from './node-network/dial.ts'
import { GrpcSessions } from './node-network/grpc-sessions.ts'
import type { Environment } from './node-network/http-proxy.ts'
import { httpsGet } from './node-network/https-get.ts'
import { resolveRoute } from './node-network/resolve.ts'
import { serveHttp } from './node-network/serve-http.ts'
import { serveTls } from './node-network/serve-tls.ts'

/** The real network. The environment names HTTP proxies (teleport-wire.md 9); it defaults to the process's own. */
export function createNodeNetwork(options: { environment?: Environment } = {}): Network {
  const environment = options.environment ?? process.env
  return {
    resolve: (target, { signal }) => resolveRoute(target, { environment, signal }),
    async dialTcp(target, { signal }) {
      const socket = await dialTcp(target, { environment, signal })
      // Whatever happens to it while nobody looks is told to the next who does.
      socket.on('error', () => undefined)
      return {
        inspectTls: (options) => inspectTls(socket, { ...target, ...options }),
        close: () => socket.destroy(),
      }
    },
    dialGrpc(target) {
      const sessions = new GrpcSessions(target, (signal) => dialTls(target, { environment, signal }))
      const transport = createGrpcTransport({
        baseUrl: sessions.authority,
        sessionManager: sessions,
        acceptCompression: [],
        readMaxBytes: messageLimitBytes,
      })
      return { transport, close: () => sessions.close() }
    },
    async get(request) {
      return httpsGet(request, await dialTls(request, { environment, signal: request.signal }))
    },
    serveTls,
    serveHttp,
  }
}
