import type { IncomingMessage, ServerResponse } from 'node:http'
import { hostOf } from '../../shared/address.ts'
import type { Peer } from '../ports/network.ts'
import { allApps, demoAppName } from './apps.ts'
import { requireCaller } from './caller.ts'
import type { UserCaller } from './caller.ts'
import { demoPage, demoUsers } from './demo-app.ts'
import { page } from './page.ts'
import type { ClusterRuntime } from './runtime.ts'
import { suiteName } from './services/messages.ts'

interface WebAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

const html = { 'content-type': 'text/html; charset=utf-8' }
const json = { 'content-type': 'application/json' }
const common = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}

/**
 * The HTTP/1.1 side of the port: discovery, the login page, and applications chosen by host name or by the route in the
 * client's certificate (teleport-wire.md 1.1, 6.9; tbot-runtime.md 10.6).
 */
export function answerWeb(
  runtime: ClusterRuntime,
  request: IncomingMessage,
  response: ServerResponse,
  peer: Peer,
): void {
  const answer = safeAnswer(runtime, request, peer)
  response.writeHead(answer.status, {
    ...common,
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

/** A request that cannot be answered, for example while the cluster stops, must not end the process. */
function safeAnswer(runtime: ClusterRuntime, request: IncomingMessage, peer: Peer): WebAnswer {
  try {
    return answerTo(runtime, request, peer)
  } catch {
    return { status: 503, headers: json, body: errorBody('the local cluster cannot answer now') }
  }
}

function answerTo(runtime: ClusterRuntime, request: IncomingMessage, peer: Peer): WebAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, headers: { ...json, allow: 'GET, HEAD' }, body: errorBody('method not allowed') }
  }
  const target = request.url ?? '/'
  const [path = '/'] = target.split('?', 1)
  const host = askedHost(request, peer)
  if (path === '/web/login') return { status: 200, headers: html, body: loginPage() }
  const byName = appNameOf(runtime, host)
  const caller = callerOf(runtime, peer)
  if (byName === undefined) {
    if (path === '/webapi/find' || path.startsWith('/webapi/ping')) {
      return { status: 200, headers: json, body: JSON.stringify(discovery(runtime)) }
    }
    if (caller?.identity.app === undefined || path.startsWith('/webapi/')) {
      return { status: 404, headers: json, body: errorBody('not found') }
    }
  }
  const appName = byName ?? caller?.identity.app?.name
  if (caller === undefined || caller.identity.app?.name !== appName) return toLogin(host, target)
  if (appName !== demoAppName) {
    return {
      status: 502,
      headers: json,
      body: errorBody('the local cluster serves only its own application'),
    }
  }
  if (path === '/api/users') {
    return { status: 200, headers: json, body: `${JSON.stringify(demoUsers(runtime, caller))}\n` }
  }
  if (path === '/') return { status: 200, headers: html, body: demoPage(runtime, caller) }
  return { status: 404, headers: json, body: errorBody('not found') }
}

/** As a proxy does: a client without a good certificate for the application is sent to log in. */
function toLogin(host: string, target: string): WebAnswer {
  const location = `https://${host}/web/login?redirect=${encodeURIComponent(`https://${host}${target}`)}`
  return { status: 302, headers: { ...html, location }, body: '' }
}

/** The host the client asked for; what is no host name is replaced by the name of the TLS handshake. */
function askedHost(request: IncomingMessage, peer: Peer): string {
  const asked = request.headers.host ?? ''
  const isHost = /^([a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i.test(asked)
  return (isHost ? asked : peer.serverName || 'localhost').toLowerCase()
}

/** The application whose address this is, or whose name is the first label of it. */
function appNameOf(runtime: ClusterRuntime, host: string): string | undefined {
  const name = hostOf(host)
  const apps = allApps(runtime)
  const byAddress = apps.find(
    ({ spec }) => spec.public_addr !== undefined && hostOf(spec.public_addr).toLowerCase() === name,
  )
  const byLabel = apps.find(({ metadata }) => name.startsWith(`${metadata.name.toLowerCase()}.`))
  return (byAddress ?? byLabel)?.metadata.name
}

function callerOf(runtime: ClusterRuntime, peer: Peer): UserCaller | undefined {
  try {
    const caller = requireCaller(runtime, peer)
    return caller.kind === 'user' ? caller : undefined
  } catch {
    return undefined
  }
}

/** What `/webapi/find` and `/webapi/ping` say (fixtures/http/find-response.json); there is no TLS routing. */
function discovery(runtime: ClusterRuntime): object {
  const address = runtime.address()
  return {
    auth: {
      type: 'local',
      private_key_policy: '',
      device_trust: {},
      has_motd: false,
      default_session_ttl: '12h0m0s',
      signature_algorithm_suite: suiteName,
    },
    proxy: {
      kube: { enabled: false },
      ssh: { web_listen_addr: address, public_addr: address, dial_timeout: 30_000_000_000 },
      db: {},
      tls_routing_enabled: false,
    },
    server_version: runtime.version,
    min_client_version: '14.0.0',
    cluster_name: runtime.store.state.clusterName,
    automatic_upgrades: false,
    edition: 'oss',
    fips: false,
  }
}

function loginPage(): string {
  return page('Log in', [
    'This is a local cluster of Botdesk. Nobody logs in here: programs show a certificate that a bot made for them.',
    'You came here because the request had no certificate for this application, or one that is not valid any more.',
  ])
}

function errorBody(message: string): string {
  return `${JSON.stringify({ error: { message } })}\n`
}
