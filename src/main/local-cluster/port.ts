import { AppError } from '../../shared/errors.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Listening, Network } from '../ports/network.ts'
import { tlsAuthority } from './authorities.ts'
import type { ClusterAdministration, ClusterInfo } from './model.ts'
import type { ClusterRuntime } from './runtime.ts'
import type { ServerIdentity } from './server-identity.ts'
import { routeAdmin } from './services/admin-service.ts'
import { routeAuth } from './services/auth-service.ts'
import { routeBotServices } from './services/bot-services.ts'
import { routeJoin } from './services/join-service.ts'
import { routeTrust } from './services/trust-service.ts'
import { answerWeb } from './web.ts'

/** Serves gRPC and HTTP on the cluster's one TLS port; `cluster.port-in-use` when it is taken. */
export async function servePort(options: {
  network: Network
  host: string
  port: number
  runtime: ClusterRuntime
  identity: ServerIdentity
  administration: ClusterAdministration & { status(): Promise<ClusterInfo> }
}): Promise<Listening> {
  const { runtime, host, port } = options
  try {
    return await options.network.serveTls({
      host,
      port,
      secureContext: () => options.identity.current(),
      clientAuthorities: () =>
        (['host', 'user'] as const).map(
          (type) => tlsAuthority(runtime.store.state.authorities, type).certificate,
        ),
      pickAlpn,
      routes(router) {
        routeAuth(router, runtime)
        routeJoin(router, runtime)
        routeTrust(router, runtime)
        routeBotServices(router, runtime)
        routeAdmin(router, runtime, options.administration)
      },
      http: (request, response, peer) => answerWeb(runtime, request, response, peer),
    })
  } catch (cause) {
    const code = fileErrorCode(cause)
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause
    const reason = code === 'EACCES' ? 'it may not be used by this account' : 'it is taken by another program'
    throw new AppError('cluster.port-in-use', `cannot listen on ${host}:${String(port)}: ${reason}`, {
      details: { host, port, reason },
      cause,
    })
  }
}

/**
 * The answer to the protocols a client offers: at the cluster's own names gRPC comes first, at all others the web,
 * because browsers and curl offer `h2` too (teleport-wire.md 2.1 to 2.3).
 */
export function pickAlpn(offered: readonly string[], serverName: string): string | undefined {
  const isClusterName = /(^|\.)teleport\.cluster\.local$/.test(serverName)
  const routed = offered.find((name) => name.startsWith('teleport-auth@') && !name.endsWith('-ping'))
  const grpc = offered.find((name) => name === 'h2')
  const web = offered.find((name) => name === 'http/1.1')
  return routed ?? (isClusterName ? (grpc ?? web) : (web ?? grpc))
}
