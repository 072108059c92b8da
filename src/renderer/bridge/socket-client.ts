import type { BridgeClient, ConnectionState } from '../../shared/contract/client.ts'
import type { RequestName, RequestOf, ResponseOf } from '../../shared/contract/requests.ts'
import type { Answer, ClientFrame, ServerFrame } from '../../shared/contract/wire.ts'
import { AppError } from '../../shared/errors.ts'
import { abortable, valueOf } from './answers.ts'
import { TopicHub } from './topic-hub.ts'

/** The part of a WebSocket that is used, so that tests can play the server. */
export type Socket = Pick<WebSocket, 'send' | 'readyState' | 'addEventListener'>

export interface SocketClientOptions {
  readonly connect: () => Socket
  readonly now?: () => number
  readonly random?: () => number
}

const open = 1
const firstDelayMs = 500
const longestDelayMs = 10_000

/** The bridge over one WebSocket: reconnects with backoff, opens its topics again, and says when it is lost. */
export function createSocketClient(options: SocketClientOptions): BridgeClient {
  return new SocketClient(options)
}

class SocketClient implements BridgeClient {
  readonly #options: SocketClientOptions
  readonly #pending = new Map<number, PromiseWithResolvers<Answer>>()
  readonly #listeners = new Set<(state: ConnectionState) => void>()
  readonly #hub: TopicHub
  /** Frames sent before the first connection stands; afterwards a lost line refuses requests at once. */
  #early: ClientFrame[] | undefined = []
  #socket: Socket | undefined
  #state: ConnectionState = { kind: 'connected' }
  #failures = 0
  #nextId = 1
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(options: SocketClientOptions) {
    this.#options = options
    this.#hub = new TopicHub({
      open: (topic) => this.#sendIfOpen({ kind: 'subscribe', topic }),
      close: (topic) => this.#sendIfOpen({ kind: 'unsubscribe', topic }),
    })
    this.#connect()
    // A laptop that wakes should not wait out the backoff.
    globalThis.addEventListener?.('online', () => this.#connectNow())
  }

  async request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<ResponseOf<N>> {
    signal?.throwIfAborted()
    if (!this.#isOpen() && !this.#early)
      throw new AppError('bridge.lost', 'the bridge is not connected', { retryable: true })
    const id = this.#nextId++
    const answer = Promise.withResolvers<Answer>()
    this.#pending.set(id, answer)
    const frame: ClientFrame = { kind: 'request', id, name, request }
    if (this.#isOpen()) this.#sendIfOpen(frame)
    else this.#early?.push(frame)
    try {
      return valueOf(name, await abortable(answer.promise, signal))
    } catch (error) {
      if (signal?.aborted) this.#sendIfOpen({ kind: 'cancel', id })
      throw error
    } finally {
      this.#pending.delete(id)
    }
  }

  subscribe: BridgeClient['subscribe'] = (topic, listener) => this.#hub.subscribe(topic, listener)

  onConnection(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener)
    listener(this.#state)
    return () => this.#listeners.delete(listener)
  }

  #isOpen(): boolean {
    return this.#socket?.readyState === open
  }

  #sendIfOpen(frame: ClientFrame): void {
    if (this.#isOpen()) this.#socket?.send(JSON.stringify(frame))
  }

  #connectNow(): void {
    if (this.#state.kind !== 'lost') return
    clearTimeout(this.#retry)
    this.#connect()
  }

  #connect(): void {
    const socket = this.#options.connect()
    this.#socket = socket
    socket.addEventListener('open', () => {
      this.#failures = 0
      this.#change({ kind: 'connected' })
      for (const frame of this.#early ?? []) this.#sendIfOpen(frame)
      this.#early = undefined
      this.#hub.reopenAll()
    })
    socket.addEventListener('message', (event) => this.#receive(String(event.data)))
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#lost()
    })
  }

  #receive(text: string): void {
    // The page's own origin answers, and main types every frame; a frame of another kind is dropped.
    const frame = JSON.parse(text) as ServerFrame
    if (frame.kind === 'answer') this.#pending.get(frame.id)?.resolve(frame.answer)
    else if (frame.kind === 'delivery') this.#hub.deliver(frame.delivery)
  }

  #lost(): void {
    this.#early = undefined
    const error = new AppError('bridge.lost', 'the bridge was closed', { retryable: true })
    for (const answer of this.#pending.values()) answer.reject(error)
    this.#pending.clear()
    const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#failures)
    const delay = ceiling * (0.5 + (this.#options.random ?? Math.random)() / 2)
    this.#failures = Math.min(this.#failures + 1, 10)
    const now = (this.#options.now ?? Date.now)()
    const since = this.#state.kind === 'lost' ? this.#state.since : now
    this.#change({ kind: 'lost', since, nextAt: now + delay })
    this.#retry = setTimeout(() => this.#connect(), delay)
  }

  #change(state: ConnectionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }
}
