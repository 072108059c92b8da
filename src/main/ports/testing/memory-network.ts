import { Code, ConnectError, createConnectRouter } from '@connectrpc/connect'
import type { UniversalHandler } from '@connectrpc/connect/protocol'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type {
  GrpcConnection,
  HttpAnswer,
  Listening,
  Network,
  Route,
  TcpConnection,
  TlsDial,
  TlsService,
} from '../network.ts'
import { createMemoryTransport, memoryHandlers } from './memory-grpc.ts'
import type { CallRoute } from './memory-grpc.ts'
import { memoryRequest } from './memory-http.ts'
import { shakeHands, showTls } from './memory-tls.ts'

/**
 * What is wrong with an address: `refuse` no connection, `drop-requests` nothing reaches the server, `silent` nothing is ever answered, `drop-responses`
 * the server does its work and the client learns nothing, `delay` each call takes `ms` longer.
 */
export interface Fault {
  readonly kind: 'none' | 'refuse' | 'silent' | 'drop-requests' | 'drop-responses' | 'delay'
  readonly ms?: number
}

interface TlsEntry {
  readonly service: TlsService
  readonly handlers: ReadonlyMap<string, UniversalHandler>
  /** Ends when the server closes or a fault begins; replaced after a fault. */
  connections: AbortController
}

type HttpHandle = (request: IncomingMessage, response: ServerResponse) => void

/** A network without sockets: everything happens in microtasks and on the clock, so a seed repeats it exactly. */
export class MemoryNetwork implements Network {
  readonly #clock: Clock
  readonly #tls = new Map<string, TlsEntry>()
  readonly #http = new Map<string, HttpHandle>()
  readonly #faults = new Map<string, Fault>()
  #lastPort = 40_000
  #dials = 0

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock
  }

  /** How many connections were opened since the beginning. */
  get dialCount(): number {
    return this.#dials
  }

  /** Changes the weather at `host:port`. Anything but `none` and `delay` also ends what is open there. */
  setFault(address: string, fault: Fault): void {
    const key = keyOf(splitAddress(address))
    this.#faults.set(key, fault)
    if (fault.kind === 'none' || fault.kind === 'delay') return
    const entry = this.#tlsEntry(splitAddress(address))
    entry?.connections.abort(lost())
    if (entry) entry.connections = new AbortController()
  }

  /** Ends every open connection to an address without any lasting fault. */
  dropConnections(address: string): void {
    const fault = this.#faultAt(splitAddress(address))
    this.setFault(address, { kind: 'refuse' })
    this.setFault(address, fault)
  }

  async resolve(target: { host: string; port: number }, { signal }: { signal: AbortSignal }): Promise<Route> {
    signal.throwIfAborted()
    const name = keyOf({ ...target, port: 0 })
    const isKnown = [...this.#tls.keys(), ...this.#http.keys(), 'localhost:0'].some(
      (key) => key.replace(/:\d+$/, ':0') === name,
    )
    if (!isKnown) throw refused(target, `getaddrinfo ENOTFOUND ${target.host}`)
    return { kind: 'direct', addresses: ['127.0.0.1'] }
  }

  async dialTcp(
    target: { host: string; port: number },
    { signal }: { signal: AbortSignal },
  ): Promise<TcpConnection> {
    signal.throwIfAborted()
    const entry = this.#tlsEntry(target)
    const isPlain = find(this.#http, target) !== undefined
    if ((!entry && !isPlain) || this.#faultAt(target).kind === 'refuse') {
      throw refused(target, 'connect ECONNREFUSED')
    }
    this.#dials += 1
    return {
      close: () => undefined,
      inspectTls: async (wanted) => {
        wanted.signal.throwIfAborted()
        await this.#pass(target, wanted.signal)
        const shown = entry && showTls(wanted, entry.service)
        if (shown) return shown
        const address = `${target.host}:${target.port}`
        throw new AppError('cluster.malformed-answer', `${address} does not speak TLS as expected`, {
          details: { address, reason: entry ? 'no application protocol' : 'wrong version number' },
        })
      },
    }
  }

  dialGrpc(target: TlsDial): GrpcConnection {
    const closing = new AbortController()
    let open: Promise<CallRoute> | undefined
    const route = async (): Promise<CallRoute> => {
      if (closing.signal.aborted) throw unavailable(closed(target))
      const known = open && (await open.catch(() => undefined))
      if (known && !known.ended.aborted) return known
      open = this.#connect(target, closing.signal).catch(asUnavailable)
      return open
    }
    return {
      transport: createMemoryTransport({ clock: this.#clock, route }),
      close: () => closing.abort(unavailable(closed(target))),
    }
  }

  async get(request: Parameters<Network['get']>[0]): Promise<HttpAnswer> {
    request.signal.throwIfAborted()
    const { entry, peer } = this.#open(request)
    await this.#pass(request, request.signal)
    const headers = { host: request.hostHeader ?? `${request.host}:${request.port}` }
    const answer = await memoryRequest({ path: request.path, headers }, (incoming, response) =>
      entry.service.http(incoming, response, peer),
    )
    if (this.#faultAt(request).kind === 'drop-responses') throw refused(request, 'the connection was lost')
    // Node stamps its own time on answers; here the one clock of the simulation counts.
    const date = new Date(this.#clock.now()).toUTCString()
    return { ...answer, headers: { ...answer.headers, date }, body: answer.body.slice(0, request.maxBytes) }
  }

  async serveTls(service: TlsService): Promise<Listening> {
    const port = this.#freePort(service, this.#tls)
    const entry: TlsEntry = {
      service,
      handlers: memoryHandlers(createConnectRouter, (router) => service.routes(router)),
      connections: new AbortController(),
    }
    const key = keyOf({ host: service.host, port })
    this.#tls.set(key, entry)
    return {
      port,
      close: async () => {
        if (this.#tls.get(key) === entry) this.#tls.delete(key)
        entry.connections.abort(lost())
      },
    }
  }

  async serveHttp(options: { host: string; port: number; handle: HttpHandle }): Promise<Listening> {
    const port = this.#freePort(options, this.#http)
    const key = keyOf({ host: options.host, port })
    this.#http.set(key, (request, response) => options.handle(request, response))
    return { port, close: async () => void this.#http.delete(key) }
  }

  /** One plain HTTP request to whoever called `serveHttp` with this port. */
  async request(
    port: number,
    path: string,
    options: { method?: string; headers?: Readonly<Record<string, string>>; body?: string } = {},
  ): Promise<HttpAnswer> {
    const handle = find(this.#http, { host: 'localhost', port })
    if (!handle) throw refused({ host: 'localhost', port }, 'connection refused')
    return memoryRequest({ ...options, path }, handle)
  }

  async #connect(target: TlsDial, closing: AbortSignal): Promise<CallRoute> {
    const { entry, peer } = this.#open(target)
    const ended = AbortSignal.any([closing, entry.connections.signal])
    return {
      handlers: entry.handlers,
      peer,
      ended,
      beforeRequest: (signal) => this.#pass(target, signal).catch(asUnavailable),
      losesAnswers: () => this.#faultAt(target).kind === 'drop-responses',
    }
  }

  /** TCP and TLS in one: throws what a real dial would. */
  #open(target: TlsDial) {
    const entry = this.#tlsEntry(target)
    if (!entry || this.#faultAt(target).kind === 'refuse') throw refused(target, 'connection refused')
    this.#dials += 1
    const remoteAddress = `memory:${this.#dials}`
    const shaken = shakeHands(target, { service: entry.service, at: this.#clock.now() })
    if ('failure' in shaken) throw refused(target, shaken.failure)
    return { entry, peer: { ...shaken.peer, remoteAddress } }
  }

  async #pass(target: { host: string; port: number }, signal: AbortSignal): Promise<void> {
    const fault = this.#faultAt(target)
    signal.throwIfAborted()
    if (fault.kind === 'silent') await untilAborted(signal)
    if (fault.ms !== undefined) await this.#clock.sleep(fault.ms, { signal })
    if (fault.kind === 'drop-requests') throw refused(target, 'the connection was lost')
  }

  #faultAt(target: { host: string; port: number }): Fault {
    return this.#faults.get(keyOf(target)) ?? { kind: 'none' }
  }

  #tlsEntry(target: { host: string; port: number }): TlsEntry | undefined {
    return find(this.#tls, target)
  }

  #freePort(wanted: { host: string; port: number }, taken: ReadonlyMap<string, unknown>): number {
    if (wanted.port === 0) return ++this.#lastPort
    if (!taken.has(keyOf(wanted))) return wanted.port
    throw Object.assign(new Error(`listen EADDRINUSE: address already in use ${keyOf(wanted)}`), {
      code: 'EADDRINUSE',
    })
  }
}

function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':')
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) }
}

function keyOf({ host, port }: { host: string; port: number }): string {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return `${['127.0.0.1', '::1'].includes(name) ? 'localhost' : name}:${port}`
}

/** The listener of exactly this host, else one that listens on every address. */
function find<T>(listeners: ReadonlyMap<string, T>, target: { host: string; port: number }): T | undefined {
  const hosts = [target.host, '0.0.0.0', '::']
  return hosts
    .map((host) => listeners.get(keyOf({ host, port: target.port })))
    .find((entry) => entry !== undefined)
}

function refused(target: { host: string; port: number }, reason: string): AppError {
  const address = `${target.host}:${target.port}`
  return new AppError('cluster.unreachable', `cannot connect to ${address}: ${reason}`, {
    details: { address, reason },
    retryable: true,
  })
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function closed(target: { host: string; port: number }): AppError {
  return refused(target, 'the connection was closed')
}

function lost(): ConnectError {
  return new ConnectError('the connection was lost', Code.Unavailable)
}

function unavailable(error: AppError): ConnectError {
  return new ConnectError(error.message, Code.Unavailable, undefined, undefined, error)
}

function asUnavailable(error: unknown): never {
  throw error instanceof AppError ? unavailable(error) : error
}
