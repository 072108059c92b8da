import type { Clock } from '../ports/clock.ts'
import type { Network, TlsRoots } from '../ports/network.ts'
import { parseAddress } from './address.ts'
import { callTimeoutMs } from './connection.ts'

/** The answer has grown with the versions; it is a few kilobytes. */
const mostBytes = 262_144

/** What a proxy says of itself to anybody (teleport-wire.md 1.2). */
export interface ProxyFacts {
  readonly clusterName: string
  readonly serverVersion: string
  /** Oldest client it accepts; undefined when it does not say. */
  readonly minClientVersion?: string
  /** `host:port`; undefined when it names none. */
  readonly publicAddress?: string
}

/** What `/webapi/find` of an address gave. */
export interface Discovery {
  /** Undefined when something else than a proxy answered. */
  readonly proxy?: ProxyFacts
  /** Its clock minus this computer's in ms, of the `Date` header: half a second either way. */
  readonly clockOffsetMs?: number
}

/**
 * One GET of `/webapi/find` (teleport-wire.md 1.1). An auth service answers it too, with an error and its time. Rejects
 * when nothing answers.
 */
export async function discover(options: {
  network: Network
  clock: Clock
  address: string
  roots: TlsRoots
  signal: AbortSignal
}): Promise<Discovery> {
  const { network, clock, roots, signal } = options
  const target = parseAddress(options.address)
  const askedAt = clock.now()
  const { headers, body } = await network.get({
    ...target,
    serverName: target.host,
    alpn: ['http/1.1'],
    roots,
    timeoutMs: callTimeoutMs,
    path: '/webapi/find',
    maxBytes: mostBytes,
    signal,
  })
  const proxy = readFacts(body)
  const date = Date.parse(headers['date'] ?? '')
  // The header is cut to whole seconds: on average half of one is missing.
  const clockOffsetMs = date + 500 - (askedAt + clock.now()) / 2
  return { ...(proxy ? { proxy } : {}), ...(Number.isNaN(date) ? {} : { clockOffsetMs }) }
}

function readFacts(body: string): ProxyFacts | undefined {
  const answer = record(parseJson(body))
  const clusterName = answer['cluster_name']
  const serverVersion = answer['server_version']
  if (typeof clusterName !== 'string' || typeof serverVersion !== 'string' || serverVersion === '')
    return undefined
  const minClientVersion = answer['min_client_version']
  const publicAddress = hostPort(record(record(answer['proxy'])['ssh'])['public_addr'])
  return {
    clusterName,
    serverVersion,
    ...(typeof minClientVersion === 'string' && minClientVersion !== '' ? { minClientVersion } : {}),
    ...(publicAddress === undefined ? {} : { publicAddress }),
  }
}

/** Addresses may carry a scheme (teleport-wire.md 1.3). */
function hostPort(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const bare = value.replace(/^(tcp|https?):\/\//, '')
  return bare === '' || bare.includes('://') ? undefined : bare
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
