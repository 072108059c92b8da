import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { ServiceSnapshot } from '../../shared/contract/bots.ts'
import type { Clock } from '../ports/clock.ts'
import type { Bot } from '../engine/model.ts'
import {
  healthWord,
  isReady,
  listedServices,
  overallJson,
  serviceJson,
  unknownServiceJson,
} from './health.ts'

/** What a route needs; the listener fills it in once. */
export interface RouteContext {
  readonly bot: Pick<Bot, 'snapshot' | 'subscribe'>
  readonly clock: Clock
  readonly pid: number
  readonly debug: boolean
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>
}

export interface RouteRequest {
  /** The request target as sent, with its query. */
  readonly target: string
  readonly acceptsGzip: boolean
  /** Aborts when the client is gone or the listener stops. */
  readonly signal: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/**
 * `/wait` answers by then with what is known: the listener cuts a response off after 30 s, and a status is more
 * use to the caller than an empty reply (tbot-runtime.md 1.6).
 */
const longestWaitMs = 25_000

const plain = { 'Content-Type': 'text/plain; charset=utf-8' }
const json = { 'Content-Type': 'application/json' }
const compress = promisify(gzip)

/** Answers one request of the diagnostics listener, whatever its method (tbot-runtime.md 1.2). */
export async function answer(request: RouteRequest, context: RouteContext): Promise<Answer> {
  if (request.target === '*') return { status: 200, headers: {}, body: '' }
  const { path, query } = splitTarget(request.target)
  const clean = cleanPath(path)
  if (clean !== path) return redirect(`${clean}${query}`)
  const segments = path.slice(1).split('/').map(decodeSegment)
  if (segments.includes(undefined)) return { status: 400, headers: plain, body: '400 Bad Request' }
  const [first, second, ...rest] = segments
  switch (first) {
    case 'livez':
      return second === undefined ? { status: 200, headers: plain, body: 'OK' } : nothingHere()
    case 'readyz':
    case 'wait':
      if (second === undefined) return first === 'wait' ? waitForAll(request, context) : overall(context)
      if (second === '' || rest.length > 0) return stockNotFound()
      return first === 'wait' ? waitForOne(second, request, context) : one(second, context)
    case 'metrics':
      return second === undefined ? metrics(request, context) : nothingHere()
    case 'debug':
      return context.debug && second === 'pprof' ? noProfiles() : nothingHere()
    case undefined:
    default:
      return nothingHere()
  }
}

function overall({ bot, pid }: RouteContext): Answer {
  const snapshot = bot.snapshot()
  return { status: isReady(snapshot) ? 200 : 503, headers: json, body: overallJson(snapshot, pid) }
}

function one(name: string, { bot }: RouteContext): Answer {
  const service = listedServices(bot.snapshot()).find((each) => each.name === name)
  if (!service) return { status: 404, headers: json, body: unknownServiceJson(name) }
  const status = healthWord(service.state) === 'healthy' ? 200 : 503
  return { status, headers: json, body: serviceJson(service) }
}

async function waitForAll(request: RouteRequest, context: RouteContext): Promise<Answer> {
  await untilReported((services) => services, request, context)
  return overall(context)
}

async function waitForOne(name: string, request: RouteRequest, context: RouteContext): Promise<Answer> {
  const answerNow = one(name, context)
  if (answerNow.status === 404) return answerNow
  await untilReported((services) => services.filter((each) => each.name === name), request, context)
  return one(name, context)
}

/** Resolves when the chosen services have all reported once, the wait is over, or nobody listens any more. */
async function untilReported(
  choose: (services: readonly ServiceSnapshot[]) => readonly ServiceSnapshot[],
  { signal }: RouteRequest,
  { bot, clock }: RouteContext,
): Promise<void> {
  const haveReported = () => choose(listedServices(bot.snapshot())).every((each) => each.reportedAt !== null)
  const over = new AbortController()
  const reported = new Promise<void>((resolve) => {
    const unsubscribe = bot.subscribe((event) => {
      if (event.kind === 'snapshot' && haveReported()) resolve()
    })
    over.signal.addEventListener('abort', unsubscribe, { once: true })
    if (haveReported()) resolve()
  })
  const limit = clock.sleep(longestWaitMs, { signal: AbortSignal.any([signal, over.signal]) })
  await Promise.race([reported, limit]).catch(() => undefined)
  over.abort()
  await limit.catch(() => undefined)
}

async function metrics(request: RouteRequest, context: RouteContext): Promise<Answer> {
  const { contentType, text } = await context.metrics()
  const headers = { 'Content-Type': contentType, Vary: 'Accept-Encoding' }
  if (!request.acceptsGzip) return { status: 200, headers, body: text }
  return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: await compress(text) }
}

/** Go's profiles have no honest equivalent here. */
function noProfiles(): Answer {
  return { status: 501, headers: plain, body: 'botdesk has no Go profiles; see /metrics for its own cost\n' }
}

function nothingHere(): Answer {
  const body =
    'nothing here; try /livez, /readyz, /wait or /metrics (see the documentation of the diagnostics service)\n'
  return { status: 404, headers: plain, body }
}

function stockNotFound(): Answer {
  const headers = { ...plain, 'X-Content-Type-Options': 'nosniff' }
  return { status: 404, headers, body: '404 page not found\n' }
}

function redirect(location: string): Answer {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', Location: location }
  return { status: 301, headers, body: 'Moved Permanently\n' }
}

/** The path and the query (with its `?`) of an origin-form or absolute-form target. */
function splitTarget(target: string): { path: string; query: string } {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '')
  const at = local.indexOf('?')
  const path = at < 0 ? local : local.slice(0, at)
  return { path: path === '' ? '/' : path, query: at < 0 ? '' : local.slice(at) }
}

/** Go's path cleaning: no empty, `.` or `..` segments; a slash at the end stays. Escaped dots are ordinary names. */
function cleanPath(path: string): string {
  const kept: string[] = []
  const segments = path.split('/')
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  const last = segments.at(-1)
  const isFolder = last === '' || last === '.' || last === '..'
  return `/${kept.join('/')}${isFolder && kept.length > 0 ? '/' : ''}`
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
