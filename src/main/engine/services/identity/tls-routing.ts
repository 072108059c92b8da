import { AppError } from '../../../../shared/errors.ts'
import { hostOf } from '../issue-output.ts'
import type { IssueContext } from '../output.ts'

const timeoutMs = 10_000
const mostBytes = 1024 * 1024

/**
 * Whether the proxy serves everything on one port, as its discovery page says (teleport-wire.md 1.2). When it does
 * not answer, what new clusters do is assumed and said.
 */
export async function hasTlsRouting(proxyAddress: string, context: IssueContext): Promise<boolean> {
  const { ports, insecure, signal, log } = context
  const host = hostOf(proxyAddress)
  try {
    const answer = await ports.network.get({
      host,
      port: Number(/:(\d+)$/.exec(proxyAddress)?.[1] ?? 443),
      serverName: host,
      alpn: ['http/1.1'],
      roots: { kind: insecure ? 'none' : 'system' },
      timeoutMs,
      path: '/webapi/find',
      maxBytes: mostBytes,
      signal,
    })
    const found: unknown = JSON.parse(answer.body)
    if (isDiscovery(found)) return found.proxy.tls_routing_enabled
  } catch (thrown) {
    signal.throwIfAborted()
    const { code } = AppError.from(thrown)
    log('info', 'the proxy does not say whether it has TLS routing: ssh_config assumes that it does', {
      code,
    })
    return true
  }
  return false
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
