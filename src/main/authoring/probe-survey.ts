import { AppError } from '../../shared/errors.ts'
import { caPin, parseTlsCertificate } from '../credentials/index.ts'
import type { TlsCertificate } from '../credentials/index.ts'
import type { Ports } from '../ports/index.ts'
import type { TlsPeer } from '../ports/network.ts'
import { dialAuth, discover, parseAddress, ping, shownAuthorities } from '../teleport/index.ts'
import type { Discovery, PingAnswer } from '../teleport/index.ts'
import type { Finding, ProbeSteps } from './probe-steps.ts'

/** The name every auth service has a certificate for (teleport-wire.md 2.2). */
const authName = 'teleport.cluster.local'
/** Nothing secret is sent, so nobody has to be believed. */
const anybody = { kind: 'none' } as const

/** Who answers at an address, as far as public calls tell. */
export interface Survey {
  readonly kind: 'auth' | 'proxy'
  readonly clusterName: string
  readonly serverVersion: string
  readonly minClientVersion?: string
  /** Public address of the proxy. */
  readonly proxyAddress?: string
  /** Pins of the authorities an auth service shows. */
  readonly caPins?: readonly string[]
  readonly clockSkewMs?: number
}

type SurveyPorts = Pick<Ports, 'network' | 'clock'>

interface SurveyOptions {
  readonly address: string
  readonly steps: ProbeSteps
  /** What to say of the pins that are shown; without it they are only counted. */
  readonly judgePins?: (shown: readonly string[]) => Promise<Finding<unknown>>
}

/**
 * Resolves, connects, shakes hands, asks who is there and what time it is. Believes nobody and sends nothing secret; ends
 * with the first step that fails, then it gives undefined.
 */
export async function surveyCluster(ports: SurveyPorts, options: SurveyOptions): Promise<Survey | undefined> {
  const { address, steps } = options
  const target = await steps.run({ name: 'resolve' }, ({ signal }) => resolve(ports, address, signal))
  if (!target) return undefined
  const connection = await steps.run({ name: 'connect' }, async ({ signal }) => {
    const value = await ports.network.dialTcp(target, { signal })
    return { detail: `Port ${target.port} answers`, value }
  })
  if (!connection) return undefined
  const shown = await steps
    .run({ name: 'tls' }, async ({ signal }) => {
      const peer = await connection.inspectTls({ serverName: target.host, alpn: ['h2', 'http/1.1'], signal })
      return certificateFinding(peer, ports.clock.now())
    })
    .finally(() => connection.close())
  if (!shown) return undefined
  const answer = await steps.run({ name: 'ping' }, ({ signal }) =>
    whoIsThere(ports, { address, distrust: shown.distrust, signal }),
  )
  if (!answer) return undefined
  const pins = answer.kind === 'auth' ? await readPins(ports, options) : undefined
  const clockSkewMs = await steps.run({ name: 'clock' }, async () =>
    clockFinding(answer.clockOffsetMs, { certificate: shown.certificate, now: ports.clock.now() }),
  )
  const { clockOffsetMs: _clockOffsetMs, ...facts } = answer
  return {
    ...facts,
    ...(pins === undefined ? {} : { caPins: pins }),
    ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
  }
}

async function resolve(
  { network }: SurveyPorts,
  address: string,
  signal: AbortSignal,
): Promise<Finding<{ host: string; port: number }>> {
  const value = parseAddress(address)
  const route = await network.resolve(value, { signal })
  const detail =
    route.kind === 'direct' ? route.addresses.join(', ') : `Through the HTTP proxy ${route.proxy}`
  return { detail, value }
}

function certificateFinding(
  peer: TlsPeer,
  now: number,
): Finding<{ certificate: TlsCertificate | undefined; distrust: string | undefined }> {
  const certificate = readable(peer.certificate)
  const { distrust } = peer
  const protocol = peer.protocol.replace('TLSv', 'TLS ')
  const value = { certificate, distrust }
  if (!certificate) return { detail: `${protocol}, with a certificate of an unknown kind`, value }
  if (certificate.dnsNames.includes(authName)) {
    const cluster = certificate.issuer.organization[0] ?? 'a cluster'
    return { detail: `${protocol}, certificate of the cluster ${cluster}`, value }
  }
  const name = certificate.dnsNames[0] ?? certificate.ipAddresses[0] ?? 'no name'
  const trust = distrust === undefined ? 'trusted by this computer' : 'not trusted by this computer'
  const detail = `${protocol}, certificate for ${name}, ${trust}`
  return now > certificate.notAfter
    ? { detail: `${detail}, expired`, state: 'warning', value }
    : { detail, value }
}

function readable(der: Uint8Array): TlsCertificate | undefined {
  try {
    return parseTlsCertificate(der)
  } catch {
    return undefined
  }
}

interface Answer extends Omit<Survey, 'caPins' | 'clockSkewMs'> {
  readonly clockOffsetMs: number | undefined
}

/** Asks as an auth service and as a proxy at once: only one of the two understands (teleport-wire.md 1.1, 4.3). */
async function whoIsThere(
  { network, clock }: SurveyPorts,
  o: { address: string; distrust: string | undefined; signal: AbortSignal },
): Promise<Finding<Answer>> {
  const { address, signal } = o
  const connection = dialAuth({ network, address, roots: anybody, clientVersion: '' })
  try {
    const [auth, found] = await Promise.allSettled([
      ping(connection, { signal }),
      discover({ network, clock, address, roots: anybody, signal }),
    ])
    signal.throwIfAborted()
    const discovery = found.status === 'fulfilled' ? found.value : {}
    if (auth.status === 'fulfilled') return authFinding(auth.value, discovery)
    if (discovery.proxy) return proxyFinding(discovery.proxy, { ...discovery, ...o })
    throw new AppError('cluster.malformed-answer', `what answers at ${address} is no Teleport cluster`, {
      details: { address, reason: 'not Teleport' },
    })
  } finally {
    connection.close()
  }
}

function authFinding(auth: PingAnswer, { clockOffsetMs }: Discovery): Finding<Answer> {
  const { clusterName, serverVersion, proxyPublicAddress } = auth
  return {
    detail: `Teleport ${serverVersion}, auth service of ${clusterName}`,
    value: {
      kind: 'auth',
      clusterName,
      serverVersion,
      clockOffsetMs,
      ...(proxyPublicAddress === '' ? {} : { proxyAddress: proxyPublicAddress }),
    },
  }
}

function proxyFinding(
  proxy: NonNullable<Discovery['proxy']>,
  { clockOffsetMs, distrust }: Discovery & { distrust: string | undefined },
): Finding<Answer> {
  const { clusterName, serverVersion, minClientVersion, publicAddress } = proxy
  const who = `Teleport ${serverVersion}, proxy of ${clusterName}`
  return {
    // Unlike an auth service, a proxy is believed only with a certificate that the computer trusts (teleport-wire.md 2.4).
    ...(distrust === undefined
      ? { detail: who }
      : { detail: `${who}, with a certificate this computer does not trust`, state: 'warning' }),
    value: {
      kind: 'proxy',
      clusterName,
      serverVersion,
      clockOffsetMs,
      ...(minClientVersion === undefined ? {} : { minClientVersion }),
      ...(publicAddress === undefined ? {} : { proxyAddress: publicAddress }),
    },
  }
}

/** A server that shows no authorities can still be joined without pins, so this is never the end. */
async function readPins(
  { network }: SurveyPorts,
  { address, steps, judgePins }: SurveyOptions,
): Promise<readonly string[] | undefined> {
  return steps.run({ name: 'pin' }, async ({ signal }) => {
    const value = (await shownAuthorities({ network, address, signal })).map((each) => caPin(each))
    if (judgePins) return { ...(await judgePins(value)), value }
    return { detail: value.length === 1 ? 'Shows one authority' : `Shows ${value.length} authorities`, value }
  })
}

/** A second is the grain of the header, so less than two of them say nothing. */
const skewGrainMs = 2_000
/** tbot takes a minute without complaint (tbot-runtime.md 4.3). */
const hurtingSkewMs = 60_000

function clockFinding(
  offsetMs: number | undefined,
  shown: { certificate: TlsCertificate | undefined; now: number },
): Finding<number | undefined> {
  if (offsetMs === undefined) {
    const { certificate, now } = shown
    // The one thing a certificate proves: its cluster was past this moment when it was made.
    if (certificate && now < certificate.notBefore) {
      const seconds = Math.ceil((certificate.notBefore - now) / 1000)
      return { detail: `This computer is at least ${seconds} s behind`, state: 'warning', value: undefined }
    }
    return { detail: 'The server does not tell its time', state: 'skipped', value: undefined }
  }
  const seconds = Math.round(Math.abs(offsetMs) / 1000)
  if (Math.abs(offsetMs) < skewGrainMs)
    return { detail: 'Agrees with this computer within 2 s', value: Math.round(offsetMs) }
  const detail = `The cluster is ${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} this computer`
  const state = Math.abs(offsetMs) < hurtingSkewMs ? 'done' : 'warning'
  return { detail, state, value: Math.round(offsetMs) }
}
