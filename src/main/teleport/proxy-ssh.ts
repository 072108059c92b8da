import type { MessageInitShape } from '@bufbuild/protobuf'
import { createClient } from '@connectrpc/connect'
import { TransportService } from '../../../proto/gen/teleport/transport/v1/transport_service_pb.ts'
import type { ProxySSHRequestSchema } from '../../../proto/gen/teleport/transport/v1/transport_service_pb.ts'
import { privateKeyPem } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { Network, TlsRoots } from '../ports/network.ts'
import { parseAddress } from './address.ts'
import { callCluster } from './call-errors.ts'
import { callTimeoutMs } from './connection.ts'

/** `h2` is for a load balancer that knows no other name. */
const proxySshAlpn = ['teleport-proxy-ssh-grpc', 'h2']
const defaultWebPort = 443

/** This side of a byte stream. */
export interface BytePipe {
  readonly input: AsyncIterable<Uint8Array>
  /** Resolves when more may be written; rejects when nobody reads any more. */
  write(bytes: Uint8Array): Promise<void>
}

/** A host as the proxy knows it. */
export interface SshTarget {
  readonly host: string
  readonly port: number
  readonly cluster: string
}

/**
 * Connects `pipe` with the SSH port of a host behind a proxy with TLS routing (teleport-wire.md 4.12). Resolves when the
 * host ends the connection or this side reads no more; the end of `input` is passed on and the rest is still delivered.
 * The proxy shows a certificate of its own cluster on this ALPN name, so `roots` are the identity's authorities by default.
 */
export async function proxySsh(options: {
  network: Network
  /** `host:port` of the proxy; 443 without a port. */
  proxyAddress: string
  identity: Identity
  target: SshTarget
  pipe: BytePipe
  roots?: TlsRoots
  signal: AbortSignal
}): Promise<void> {
  const { identity, pipe, signal } = options
  const proxy = parseProxyAddress(options.proxyAddress)
  const connection = options.network.dialGrpc({
    ...proxy,
    serverName: proxy.host,
    alpn: proxySshAlpn,
    roots: options.roots ?? { kind: 'pem', certificates: identity.tlsAuthorities },
    certificate: { cert: identity.tlsCertificate, key: privateKeyPem(identity.privateKey) },
    timeoutMs: callTimeoutMs,
  })
  const ended = new AbortController()
  try {
    const requests = requestsFor(hostPort(options.target, proxy.host), options.target.cluster, pipe.input)
    const stream = createClient(TransportService, connection.transport).proxySSH(requests, {
      signal: AbortSignal.any([signal, ended.signal]),
    })
    await callCluster({ signal }, async () => {
      for await (const { frame } of stream) {
        // Agent frames ask for a forwarded agent; there is none.
        if (frame.case === 'ssh' && !(await isTaken(pipe, frame.value.payload))) return
      }
    })
  } finally {
    ended.abort()
    connection.close()
  }
}

/** The first request says where to, the others carry bytes. */
async function* requestsFor(
  hostAndPort: string,
  cluster: string,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<MessageInitShape<typeof ProxySSHRequestSchema>> {
  yield { dialTarget: { hostPort: hostAndPort, cluster } }
  for await (const bytes of input) {
    yield { frame: { case: 'ssh', value: { payload: Uint8Array.from(bytes) } } }
  }
}

/** False when nobody reads any more: that is how ssh ends a session. */
async function isTaken(pipe: BytePipe, bytes: Uint8Array): Promise<boolean> {
  try {
    await pipe.write(bytes)
    return true
  } catch {
    return false
  }
}

/** People write `node.cluster`; the proxy knows the host as `node`. */
function hostPort({ host, port, cluster }: SshTarget, proxyHost: string): string {
  const name = withoutEnding(withoutEnding(host, `.${proxyHost}`), `.${cluster}`)
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`
}

function withoutEnding(text: string, ending: string): string {
  return text.endsWith(ending) ? text.slice(0, -ending.length) : text
}

function parseProxyAddress(address: string): { host: string; port: number } {
  return parseAddress(/:\d+$/.test(address) ? address : `${address}:${defaultWebPort}`)
}
