import { AppError } from '../../../../shared/errors.ts'
import type { TlsRoots } from '../../../ports/network.ts'
import { hostOf } from '../../../../shared/address.ts'
import type { IssueContext } from '../output.ts'

const timeoutMs = 10_000
const mostBytes = 1024 * 1024

/**
 * Whether the proxy serves everything on one port, as its discovery page says (teleport-wire.md 1.2). When it does
 * not answer, what new clusters do is assumed and said.
 */
export async function hasTlsRouting(proxyAddress: string, context: IssueContext): Promise<boolean> {
  const { insecure, session, signal, log } = context
  const authorities = session.current?.identity.tlsAuthorities ?? []
  // A proxy of the public web first; then one that shows a certificate of the cluster itself, as the local cluster does.
  const rootsToTry: readonly TlsRoots[] = insecure
    ? [{ kind: 'none' }]
    : [{ kind: 'system' }, { kind: 'pem', certificates: authorities }]
  let code = 'cluster.malformed-answer'
  for (const roots of rootsToTry) {
    try {
      const found: unknown = JSON.parse(await discoveryPage(proxyAddress, roots, context))
      return isDiscovery(found) && found.proxy.tls_routing_enabled
    } catch (thrown) {
      signal.throwIfAborted()
      code = AppError.from(thrown).code
    }
  }
  log('info', 'the proxy does not say whether it has TLS routing: ssh_config assumes that it does', { code })
  return true
}

async function discoveryPage(
  proxyAddress: string,
  roots: TlsRoots,
  { ports, signal }: IssueContext,
): Promise<string> {
  const host = hostOf(proxyAddress)
  const { body } = await ports.network.get({
    host,
    port: Number(/:(\d+)$/.exec(proxyAddress)?.[1] ?? 443),
    serverName: host,
    alpn: ['http/1.1'],
    roots,
    timeoutMs,
    path: '/webapi/find',
    maxBytes: mostBytes,
    signal,
  })
  return body
}

/** An answer without the setting means that it is off (teleport-wire.md 1.2). */
function isDiscovery(value: unknown): value is { proxy: { tls_routing_enabled: boolean } } {
  if (typeof value !== 'object' || value === null || !('proxy' in value)) return false
  const { proxy } = value
  return (
    typeof proxy === 'object' &&
    proxy !== null &&
    'tls_routing_enabled' in proxy &&
    typeof proxy.tls_routing_enabled === 'boolean'
  )
}
