import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { topicNames } from '../../shared/contract/events.ts'
import type { TopicName } from '../../shared/contract/events.ts'
import type { ClientFrame, ServerFrame } from '../../shared/contract/wire.ts'
import type { Dispatch } from './dispatch.ts'
import type { TopicHub } from './topics.ts'

const mostBytesWaiting = 8 * 1024 * 1024
const mostBytesIn = 4 * 1024 * 1024
const mostRequestsAtOnce = 64

/** Puts the bridge on `/bridge` of an HTTP server; `allow` decides on the upgrade request (cookie, Host, Origin). */
export function serveBridge(options: {
  server: Server
  dispatch: Dispatch
  topics: TopicHub
  allow: (request: IncomingMessage) => boolean
}): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostBytesIn })
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url !== '/bridge' || !options.allow(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => new BridgeSession(webSocket, options))
  }
  options.server.on('upgrade', upgrade)
  return {
    close() {
      options.server.off('upgrade', upgrade)
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

/** One page. Its requests are cancelled and its subscriptions end with the connection. */
class BridgeSession {
  readonly #socket: WebSocket
  readonly #dispatch: Dispatch
  readonly #topics: TopicHub
  readonly #requests = new Map<number, AbortController>()
  readonly #subscriptions = new Map<TopicName, () => void>()

  constructor(socket: WebSocket, options: { dispatch: Dispatch; topics: TopicHub }) {
    this.#socket = socket
    this.#dispatch = options.dispatch
    this.#topics = options.topics
    socket.on('message', (data, isBinary) => {
      const frame = isBinary || !Buffer.isBuffer(data) ? undefined : parseFrame(data.toString('utf8'))
      if (frame === undefined) socket.close(1008, 'not a frame of the bridge')
      else this.#receive(frame)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#end())
  }

  #receive(frame: ClientFrame): void {
    switch (frame.kind) {
      case 'request':
        void this.#answer(frame.id, frame.name, frame.request)
        return
      case 'cancel':
        this.#requests.get(frame.id)?.abort()
        return
      case 'subscribe':
        this.#subscriptions.get(frame.topic)?.()
        this.#subscriptions.set(
          frame.topic,
          this.#topics.open(frame.topic, (delivery) => this.#send({ kind: 'delivery', delivery })),
        )
        return
      case 'unsubscribe':
        this.#subscriptions.get(frame.topic)?.()
        this.#subscriptions.delete(frame.topic)
    }
  }

  async #answer(id: number, name: string, request: unknown): Promise<void> {
    if (this.#requests.size >= mostRequestsAtOnce || this.#requests.has(id)) {
      this.#socket.close(1008, 'too many requests at once')
      return
    }
    const abort = new AbortController()
    this.#requests.set(id, abort)
    const answer = await this.#dispatch(name, request, { signal: abort.signal })
    this.#requests.delete(id)
    this.#send({ kind: 'answer', id, answer })
  }

  #send(frame: ServerFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // A page that reads nothing any more gets a fresh start instead of our memory.
    if (this.#socket.bufferedAmount > mostBytesWaiting) this.#socket.terminate()
    else this.#socket.send(JSON.stringify(frame))
  }

  #end(): void {
    for (const abort of this.#requests.values()) abort.abort()
    for (const unsubscribe of this.#subscriptions.values()) unsubscribe()
    this.#subscriptions.clear()
  }
}

function parseFrame(text: string): ClientFrame | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const frame = value as Record<string, unknown>
    const { kind, id, name, topic } = frame
    const isTopic = topicNames.some((each) => each === topic)
    const ok =
      (kind === 'request' && Number.isSafeInteger(id) && typeof name === 'string') ||
      (kind === 'cancel' && Number.isSafeInteger(id)) ||
      ((kind === 'subscribe' || kind === 'unsubscribe') && isTopic)
    return ok ? (value as ClientFrame) : undefined
  } catch {
    return undefined
  }
}
