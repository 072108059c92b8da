import { createContextKey } from '@connectrpc/connect'
import type { ConnectRouter, ContextKey, Transport } from '@connectrpc/connect'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Messages longer than this are refused in both directions (4 MiB, what Go's gRPC accepts by default). */
export const messageLimitBytes = 4 * 1024 * 1024

/** Which authorities a TLS client accepts: the computer's, exactly these PEM certificates, or no check at all. */
export type TlsRoots =
  { kind: 'system' } | { kind: 'pem'; certificates: readonly string[] } | { kind: 'none' }

export interface TlsDial {
  readonly host: string
  readonly port: number
  readonly serverName: string
  /** ALPN names in order of preference. */
  readonly alpn: readonly string[]
  readonly roots: TlsRoots
  /** PEM client certificate and key. */
  readonly certificate?: { readonly cert: string; readonly key: string }
  readonly timeoutMs: number
}

/** One gRPC connection, dialled when first used; a dropped one is dialled again by the next call. */
export interface GrpcConnection {
  readonly transport: Transport
  /** Ends it and every call on it. Can be called twice. */
  close(): void
}

/** The way to a host: its addresses, or the HTTP proxy of the environment that will look the name up itself. */
export type Route =
  | { readonly kind: 'direct'; readonly addresses: readonly string[] }
  | { readonly kind: 'proxy'; readonly proxy: string }

/** An open TCP connection on which nothing was sent yet. */
export interface TcpConnection {
  /**
   * Shakes hands and believes nobody: for telling what answers. Once per connection, which cannot be used afterwards.
   * Rejects with `cluster.malformed-answer` when the other side does not speak TLS.
   */
  inspectTls(options: { serverName: string; alpn: readonly string[]; signal: AbortSignal }): Promise<TlsPeer>
  /** Can be called twice. */
  close(): void
}

/** What a TLS server showed. */
export interface TlsPeer {
  /** `TLSv1.3` */
  readonly protocol: string
  /** The ALPN name it picked; undefined when it picked none. */
  readonly alpn?: string
  /** DER of its own certificate. */
  readonly certificate: Uint8Array
  /** Why this computer does not trust it under this name; undefined when it does. */
  readonly distrust?: string
}

/** The answer of an HTTP probe; the body is cut at the limit given. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How a program reaches, and is reached by, others. Failures to connect carry `cluster.unreachable`. */
export interface Network {
  /** Looks up where a connection would go, without opening one. */
  resolve(target: { host: string; port: number }, options: { signal: AbortSignal }): Promise<Route>
  dialTcp(target: { host: string; port: number }, options: { signal: AbortSignal }): Promise<TcpConnection>
  dialGrpc(options: TlsDial): GrpcConnection
  /** One HTTPS GET; redirects are returned, not followed. */
  get(
    options: TlsDial & { path: string; maxBytes: number; hostHeader?: string; signal: AbortSignal },
  ): Promise<HttpAnswer>
  /** Serves a cluster's one TLS port. Rejects with Node's EADDRINUSE or EACCES when it cannot listen. */
  serveTls(options: TlsService): Promise<Listening>
  /** Serves plain HTTP/1.1 with the limits of tbot-runtime.md 1.6. Rejects with EADDRINUSE, EACCES or EADDRNOTAVAIL. */
  serveHttp(options: {
    host: string
    port: number
    handle(request: IncomingMessage, response: ServerResponse): void
  }): Promise<Listening>
}

/** A TLS port on which gRPC and HTTP/1.1 live together, told apart by ALPN and server name. */
export interface TlsService {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  /** PEM chain and key for a server name; called for each handshake, so a rotated one is used at once. */
  secureContext(serverName: string): { readonly cert: string; readonly key: string }
  /** PEM authorities a client certificate must chain to; a client without one is let in as anonymous. */
  clientAuthorities(): readonly string[]
  /** Decides the ALPN answer; undefined refuses the handshake. */
  pickAlpn(offered: readonly string[], serverName: string): string | undefined
  routes(router: ConnectRouter): void
  http(request: IncomingMessage, response: ServerResponse, peer: Peer): void
}

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** Who is at the other end of a served connection. `certificate` is DER and present only when it chained to an authority. */
export interface Peer {
  readonly remoteAddress: string
  readonly serverName: string
  readonly certificate?: Uint8Array
}

/** Where a gRPC handler finds its peer: `context.values.get(peerKey)`. */
export const peerKey: ContextKey<Peer> = createContextKey<Peer>(
  { remoteAddress: '', serverName: '' },
  { description: 'peer of the TLS connection' },
)
