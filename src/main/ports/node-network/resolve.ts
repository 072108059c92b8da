import { lookup } from 'node:dns/promises'
import type { Route } from '../network.ts'
import { formatAddress, unreachable } from './dial.ts'
import { proxyFor } from './http-proxy.ts'
import type { Environment } from './http-proxy.ts'

/** Where a connection to a host would go: its addresses as this computer finds them, or the proxy in between. */
export async function resolveRoute(
  target: { host: string; port: number },
  { environment, signal }: { environment: Environment; signal: AbortSignal },
): Promise<Route> {
  signal.throwIfAborted()
  try {
    const proxy = proxyFor(target, environment)
    if (proxy) return { kind: 'proxy', proxy: formatAddress(proxy) }
    const found = await untilAborted(lookup(target.host, { all: true }), signal)
    return { kind: 'direct', addresses: found.map(({ address }) => address) }
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw unreachable(target, cause)
  }
}

/** The system's resolver cannot be stopped: it is left behind. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
