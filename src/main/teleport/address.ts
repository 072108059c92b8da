import { AppError } from '../../shared/errors.ts'

const defaultAuthPort = 3025
const anyCluster = 'teleport.cluster.local'

/** `host:port` taken apart; without a port it is the auth service's 3025 (teleport-wire.md 1.3). */
export function parseAddress(text: string): { host: string; port: number } {
  const match = /^(?:tcp:\/\/|https?:\/\/)?(?:\[([^\]]+)\]|([^:/\s[\]]+))(?::(\d{1,5}))?\/?$/.exec(
    text.trim(),
  )
  const host = match?.[1] ?? match?.[2]
  const port = match?.[3] === undefined ? defaultAuthPort : Number(match[3])
  if (host === undefined || port < 1 || port > 65_535) {
    throw new AppError('usage.bad-argument', `${JSON.stringify(text)} is not an address such as host:3025`, {
      details: { address: text },
    })
  }
  return { host, port }
}

/** The TLS server name of an auth service (teleport-wire.md 2.2): hex of the cluster name, or the general one. */
export function authServerName(clusterName?: string): string {
  if (clusterName === undefined) return anyCluster
  return `${Buffer.from(clusterName, 'utf8').toString('hex')}.${anyCluster}`
}

/** ALPN names for an auth service. A named cluster is also reached through a proxy with TLS routing (2.6, route A). */
export function authAlpn(clusterName?: string): string[] {
  return clusterName === undefined ? ['h2'] : [`teleport-auth@${authServerName(clusterName)}`, 'h2']
}
