import { Code, ConnectError, createContextValues } from '@connectrpc/connect'
import type { ConnectRouter, Transport } from '@connectrpc/connect'
import type { UniversalClientFn, UniversalHandler } from '@connectrpc/connect/protocol'
import { createTransport } from '@connectrpc/connect/protocol-grpc'
import type { Clock } from '../clock.ts'
import { messageLimitBytes, peerKey } from '../network.ts'
import type { Peer } from '../network.ts'

/** What carries one call: where it goes, who calls, and when the connection under it ends. */
export interface CallRoute {
  readonly handlers: ReadonlyMap<string, UniversalHandler>
  readonly peer: Peer
  readonly ended: AbortSignal
  /** Lets the request pass to the server; throws when it is lost on the way. */
  beforeRequest(signal: AbortSignal): Promise<void>
  /** True when the answer is lost on the way back. */
  losesAnswers(): boolean
}

/** The client side of gRPC over memory: the real messages and status trailers, no sockets, and deadlines by the clock. */
export function createMemoryTransport(options: { clock: Clock; route(): Promise<CallRoute> }): Transport {
  const inner = createTransport({
    httpClient: createClient(options.route),
    baseUrl: 'https://in-memory',
    useBinaryFormat: true,
    interceptors: [],
    acceptCompression: [],
    sendCompression: null,
    compressMinBytes: Number.MAX_SAFE_INTEGER,
    readMaxBytes: messageLimitBytes,
    writeMaxBytes: messageLimitBytes,
  })
  return {
    async unary(method, signal, timeoutMs, header, input, contextValues) {
      const deadline = startDeadline(options.clock, { signal, timeoutMs })
      try {
        return await inner.unary(method, deadline.signal, 0, header, input, contextValues)
      } finally {
        deadline.clear()
      }
    },
    async stream(method, signal, timeoutMs, header, input, contextValues) {
      const deadline = startDeadline(options.clock, { signal, timeoutMs })
      try {
        const answer = await inner.stream(method, deadline.signal, 0, header, input, contextValues)
        return { ...answer, message: endingWith(answer.message, () => deadline.clear()) }
      } catch (error) {
        deadline.clear()
        throw error
      }
    },
  }
}

/** The gRPC handlers of a service, by path. */
export function memoryHandlers(
  createRouter: (options: object) => ConnectRouter,
  routes: (router: ConnectRouter) => void,
): ReadonlyMap<string, UniversalHandler> {
  const router = createRouter({
    grpc: true,
    grpcWeb: false,
    connect: false,
    readMaxBytes: messageLimitBytes,
    acceptCompression: [],
  })
  routes(router)
  return new Map(router.handlers.map((handler) => [handler.requestPath, handler]))
}

function createClient(route: () => Promise<CallRoute>): UniversalClientFn {
  return async (request) => {
    const call = await route()
    const signal = AbortSignal.any([call.ended, ...(request.signal ? [request.signal] : [])])
    await call.beforeRequest(signal)
    const handler = call.handlers.get(new URL(request.url).pathname)
    if (!handler) throw new ConnectError('unknown method', Code.Unimplemented)
    const answer = await race(
      signal,
      handler({
        httpVersion: '2.0',
        url: request.url,
        method: request.method,
        header: request.header,
        body: abortable(request.body ?? nothing(), signal),
        signal,
        contextValues: createContextValues().set(peerKey, call.peer),
      }),
    )
    const body = abortable(answer.body ?? nothing(), signal)
    return {
      status: answer.status,
      header: new Headers(answer.header),
      body: losing(body, () => call.losesAnswers()),
      // The handler writes the status here after the body: a copy would miss it.
      trailer: answer.trailer instanceof Headers ? answer.trailer : new Headers(answer.trailer),
    }
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An empty body.
}

/** The same bytes, but with each wait cut short by the signal. */
async function* abortable(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await race(signal, iterator.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    // Not awaited: an iterator that hangs would keep this one from ending.
    iterator.return?.(undefined)?.then(undefined, () => undefined)
  }
}

/** The server has done its part when the body is through: only then is the answer found to be lost. */
async function* losing(source: AsyncIterable<Uint8Array>, isLost: () => boolean): AsyncGenerator<Uint8Array> {
  if (!isLost()) return yield* source
  for await (const chunk of source) void chunk
  throw new ConnectError('the connection was lost', Code.Unavailable)
}

function race<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

async function* endingWith<T>(source: AsyncIterable<T>, onEnd: () => void): AsyncGenerator<T> {
  try {
    yield* source
  } finally {
    onEnd()
  }
}

function startDeadline(
  clock: Clock,
  { signal, timeoutMs }: { signal: AbortSignal | undefined; timeoutMs: number | undefined },
): { signal: AbortSignal; clear(): void } {
  const over = new AbortController()
  const late = new AbortController()
  if (timeoutMs !== undefined && timeoutMs > 0) {
    clock.sleep(timeoutMs, { signal: over.signal }).then(
      () => late.abort(new ConnectError('the operation timed out', Code.DeadlineExceeded)),
      () => undefined,
    )
  }
  return {
    signal: AbortSignal.any([late.signal, ...(signal ? [signal] : [])]),
    clear: () => over.abort(),
  }
}
