import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DiagnosticsSnapshot } from '../../shared/contract/bots.ts'
import { AppError } from '../../shared/errors.ts'
import type { Bot } from '../engine/model.ts'
import { fileErrorCode } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import type { Listening } from '../ports/network.ts'
import { isExpectedHost, parseListenAddress } from './address.ts'
import type { ListenAddress } from './address.ts'
import { createMetrics } from './metrics.ts'
import { answer } from './routes.ts'
import type { Answer, RouteContext } from './routes.ts'

const retryMs = 10_000

export interface DiagnosticsOptions {
  readonly bot: Pick<Bot, 'snapshot' | 'subscribe'>
  /** `host:port` of `diag_addr`. */
  readonly address: string
  readonly debug: boolean
  readonly ports: Ports
  readonly version: string
  /** Called when it listens and after every attempt that failed. */
  onState(state: DiagnosticsSnapshot): void
  readonly signal: AbortSignal
}

/**
 * Serves the diagnostics of one bot until the signal aborts. An address that cannot be used is reported and tried
 * again every 10 s; it never ends the bot (tbot-runtime.md 11, defect 7).
 */
export async function serveDiagnostics(options: DiagnosticsOptions): Promise<void> {
  const { bot, ports, version, debug } = options
  const metrics = createMetrics({ bot, version })
  const context: RouteContext = {
    bot,
    clock: ports.clock,
    pid: ports.processes.pid,
    debug,
    metrics: metrics.text,
  }
  try {
    const listening = await listenUntilItWorks(options, context)
    await listening?.close()
  } finally {
    metrics.close()
  }
}

async function listenUntilItWorks(
  options: DiagnosticsOptions,
  context: RouteContext,
): Promise<Listening | undefined> {
  const { address, ports, signal, onState } = options
  while (!signal.aborted) {
    try {
      const listen = parseListenAddress(address)
      const listening = await ports.network.serveHttp({
        host: listen.host,
        port: listen.port,
        handle: (request, response) => respond(request, response, listen, context, signal),
      })
      onState({ kind: 'listening', address: shownAddress(listen, listening.port) })
      await aborted(signal)
      return listening
    } catch (thrown) {
      const error = listenError(thrown, address).serialize()
      onState({ kind: 'failing', address, error, nextAt: ports.clock.now() + retryMs })
      await ports.clock.sleep(retryMs, { signal }).catch(() => undefined)
    }
  }
  return undefined
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** With port 0 the port that was picked. */
function shownAddress({ host }: ListenAddress, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function listenError(thrown: unknown, address: string): AppError {
  if (thrown instanceof AppError) return thrown
  const details = { address }
  switch (fileErrorCode(thrown)) {
    case 'EADDRINUSE':
      return new AppError('diagnostics.port-in-use', `${address} is taken by another program`, {
        details,
        retryable: true,
        cause: thrown,
      })
    case 'EACCES':
      return new AppError('diagnostics.address-malformed', `no permission to listen on ${address}`, {
        details,
        cause: thrown,
      })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AppError('diagnostics.address-malformed', `${address} is no address of this computer`, {
        details,
        cause: thrown,
      })
    case undefined:
    default:
      return AppError.from(thrown)
  }
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  listen: ListenAddress,
  context: RouteContext,
  signal: AbortSignal,
): void {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  request.resume()
  const answered = isExpectedHost(request.headers.host, listen)
    ? answer(
        {
          target: request.url ?? '/',
          acceptsGzip: /\bgzip\b/.test(request.headers['accept-encoding'] ?? ''),
          signal: AbortSignal.any([signal, gone.signal]),
        },
        context,
      )
    : Promise.resolve(wrongHost)
  answered
    .catch((thrown: unknown): Answer => ({
      status: 500,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      body: `${AppError.from(thrown).code}\n`,
    }))
    .then((ready) => send(response, ready))
    .catch(() => response.destroy())
}

const wrongHost: Answer = {
  status: 403,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'this address answers only to names of this computer\n',
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, { ...headers, 'Content-Length': bytes.byteLength })
  response.end(bytes)
}
