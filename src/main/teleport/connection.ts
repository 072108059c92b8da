import type { Transport } from '@connectrpc/connect'
import { privateKeyPem } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { Network, TlsRoots } from '../ports/network.ts'
import { authAlpn, authServerName, parseAddress } from './address.ts'

/** Every single call must be answered within this (teleport-wire.md 8); streams have no limit of their own. */
export const callTimeoutMs = 30_000

/** A gRPC connection to an auth service; dialled by the first call, dialled again after a drop. */
export interface AuthConnection {
  readonly transport: Transport
  /** Ends it and every call on it. Can be called twice. */
  close(): void
}

/**
 * Prepares a connection to an auth service, as `identity` or anonymous (teleport-wire.md 2.2, 2.3). Nothing is sent
 * yet. The caller closes it.
 */
export function dialAuth(options: {
  network: Network
  address: string
  clusterName?: string
  identity?: Identity
  roots: TlsRoots
  clientVersion: string
}): AuthConnection {
  const { identity } = options
  const connection = options.network.dialGrpc({
    ...parseAddress(options.address),
    serverName: authServerName(options.clusterName),
    alpn: authAlpn(options.clusterName),
    roots: options.roots,
    timeoutMs: callTimeoutMs,
    ...(identity && {
      certificate: { cert: identity.tlsCertificate, key: privateKeyPem(identity.privateKey) },
    }),
  })
  return {
    // A server accepts a client without a version, but not one whose version is no version.
    transport: options.clientVersion
      ? withVersion(connection.transport, options.clientVersion)
      : connection.transport,
    close: () => connection.close(),
  }
}

/** Servers compare the metadata `version` with the oldest client they accept (teleport-wire.md 4.1). */
function withVersion(transport: Transport, version: string): Transport {
  const extended = (header: ConstructorParameters<typeof Headers>[0]) => {
    const headers = new Headers(header)
    headers.set('version', version)
    return headers
  }
  return {
    unary: (method, signal, timeoutMs, header, input, values) =>
      transport.unary(method, signal, timeoutMs, extended(header), input, values),
    stream: (method, signal, timeoutMs, header, input, values) =>
      transport.stream(method, signal, timeoutMs, extended(header), input, values),
  }
}
