import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientFrame, ServerFrame } from '../../shared/contract/wire.ts'
import { createSocketClient, type Socket } from './socket-client.ts'

class ServerSide extends EventTarget implements Socket {
  readyState: Socket['readyState'] = 0
  readonly sent: ClientFrame[] = []

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data === 'string') this.sent.push(JSON.parse(data) as ClientFrame)
  }

  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  drop(): void {
    this.readyState = 3
    this.dispatchEvent(new CloseEvent('close'))
  }

  say(frame: ServerFrame): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }
}

function setUp() {
  const sockets: ServerSide[] = []
  const client = createSocketClient({
    connect: () => {
      const socket = new ServerSide()
      sockets.push(socket)
      return socket
    },
    now: () => 1000,
    random: () => 1,
  })
  return { client, sockets, socket: (index: number) => sockets[index] ?? new ServerSide() }
}

const usage = (sequence: number, isSnapshot: boolean, cpuPercent = 1): ServerFrame => ({
  kind: 'delivery',
  delivery: { topic: 'app:usage-changed', sequence, isSnapshot, value: { cpuPercent, residentBytes: 1 } },
})

describe('socket client', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('sends what was asked before the line stood, and gives the answer', async () => {
    const { client, socket } = setUp()
    const answer = client.request('app:complete-path', { prefix: '/e' })
    socket(0).open()
    expect(socket(0).sent).toEqual([
      { kind: 'request', id: 1, name: 'app:complete-path', request: { prefix: '/e' } },
    ])
    socket(0).say({ kind: 'answer', id: 1, answer: { ok: true, value: ['/etc/'] } })
    await expect(answer).resolves.toEqual(['/etc/'])
  })

  it('rebuilds the error of an answer', async () => {
    const { client, socket } = setUp()
    socket(0).open()
    const answer = client.request('bots:start', { bot: 'ci' })
    const error = { code: 'bot.unknown', message: 'no', details: { bot: 'ci' }, retryable: false } as const
    socket(0).say({ kind: 'answer', id: 1, answer: { ok: false, error } })
    await expect(answer).rejects.toMatchObject({ code: 'bot.unknown', details: { bot: 'ci' } })
  })

  it('tells the other side when a question is cancelled', async () => {
    const { client, socket } = setUp()
    socket(0).open()
    const abort = new AbortController()
    const answer = client.request('app:info', {}, { signal: abort.signal })
    abort.abort()
    await expect(answer).rejects.toThrow('aborted')
    expect(socket(0).sent.at(-1)).toEqual({ kind: 'cancel', id: 1 })
  })

  it('refuses requests while the line is lost and says when it tries again', async () => {
    const { client, socket } = setUp()
    const states: unknown[] = []
    client.onConnection((state) => states.push(state))
    socket(0).open()
    const pending = client.request('app:info', {})
    socket(0).drop()
    await expect(pending).rejects.toMatchObject({ code: 'bridge.lost' })
    await expect(client.request('app:info', {})).rejects.toMatchObject({
      code: 'bridge.lost',
      retryable: true,
    })
    expect(states.at(-1)).toEqual({ kind: 'lost', since: 1000, nextAt: 1500 })
  })

  it('waits longer after each failure and opens its topics again when the line returns', () => {
    const { client, sockets, socket } = setUp()
    const received: unknown[] = []
    client.subscribe('app:usage-changed', (delivery) => received.push(delivery.value.cpuPercent))
    socket(0).open()
    socket(0).drop()
    vi.advanceTimersByTime(500)
    socket(1).drop()
    vi.advanceTimersByTime(999)
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(1)
    socket(2).open()
    expect(socket(2).sent).toEqual([{ kind: 'subscribe', topic: 'app:usage-changed' }])
    socket(2).say(usage(1, true, 7))
    expect(received).toEqual([7])
  })

  it('asks for a new snapshot when a delivery is missing', () => {
    const { client, socket } = setUp()
    const received: unknown[] = []
    client.subscribe('app:usage-changed', (delivery) => received.push(delivery.value.cpuPercent))
    socket(0).open()
    socket(0).say(usage(1, true, 1))
    socket(0).say(usage(3, false, 3))
    expect(socket(0).sent.map((frame) => frame.kind)).toEqual(['subscribe', 'unsubscribe', 'subscribe'])
    socket(0).say(usage(4, false, 4))
    socket(0).say(usage(1, true, 5))
    expect(received).toEqual([1, 5])
  })

  it('closes a topic when its last listener goes', () => {
    const { client, socket } = setUp()
    socket(0).open()
    const stop = client.subscribe('app:usage-changed', () => undefined)
    stop()
    expect(socket(0).sent.at(-1)).toEqual({ kind: 'unsubscribe', topic: 'app:usage-changed' })
  })
})
