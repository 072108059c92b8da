import type { Clock } from '../ports/clock.ts'
import type { Network, TlsRoots } from '../ports/network.ts'
import { authServerName, parseAddress } from './address.ts'
import { callTimeoutMs } from './connection.ts'

const mostBytes = 16_384

/**
 * Cluster clock minus this computer's, in ms, from the `Date` header (RFC 9110 6.6.1, whole seconds) of any HTTP answer of
 * the auth port; undefined when there is none. Asked before a grant: a request that ends in the cluster's past is refused.
 */
export async function clusterTimeOffset(options: {
  network: Network
  clock: Clock
  address: string
  roots: TlsRoots
  signal: AbortSignal
}): Promise<number | undefined> {
  const { network, clock, roots, signal } = options
  const askedAt = clock.now()
  try {
    const { headers } = await network.get({
      ...parseAddress(options.address),
      serverName: authServerName(undefined),
      alpn: ['http/1.1'],
      roots,
      timeoutMs: callTimeoutMs,
      path: '/webapi/ping',
      maxBytes: mostBytes,
      signal,
    })
    const date = Date.parse(headers['date'] ?? '')
    return Number.isNaN(date) ? undefined : date - (askedAt + clock.now()) / 2
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
