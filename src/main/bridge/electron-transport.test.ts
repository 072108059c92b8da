import { expect, test, vi } from 'vitest'
import { topicChannels } from '../../shared/contract/channels.ts'
import type { Delivery, TopicName } from '../../shared/contract/events.ts'
import { requestNames } from '../../shared/contract/request-schemas.ts'
import { serveElectronBridge } from './electron-transport.ts'
import type { Sender, SenderEvent } from './electron-transport.ts'

const usage: Delivery<'app:usage-changed'> = {
  topic: 'app:usage-changed',
  sequence: 1,
  isSnapshot: true,
  value: { cpuPercent: 1, residentBytes: 2 },
}

function createFakeIpc() {
  const handlers = new Map<string, (event: SenderEvent, ...args: unknown[]) => unknown>()
  return {
    handlers,
    ipc: {
      handle: (channel: string, listener: (event: SenderEvent, ...args: unknown[]) => unknown) =>
        void handlers.set(channel, listener),
      on: (channel: string, listener: (event: SenderEvent, ...args: unknown[]) => void) =>
        handlers.set(channel, listener),
      removeHandler: (channel: string) => void handlers.delete(channel),
      removeAllListeners: (channel: string) => handlers.delete(channel),
    },
  }
}

function createSender() {
  let destroyed: () => void = () => undefined
  const sender = {
    id: 7,
    send: vi.fn(),
    isDestroyed: () => false,
    once: (_event: 'destroyed', listener: () => void) => void (destroyed = listener),
  } satisfies Sender
  return { sender, destroy: () => destroyed() }
}

function serve(options: { ours: boolean }) {
  const { ipc, handlers } = createFakeIpc()
  const dispatch = vi.fn(async () => ({ ok: true, value: 1 }) as const)
  const closeTopic = vi.fn()
  const open = vi.fn((_topic: TopicName, deliver: (delivery: never) => void) => {
    deliver(usage as never)
    return closeTopic
  })
  const server = serveElectronBridge({
    ipc,
    dispatch,
    topics: { open: open as never },
    isOurs: () => options.ours,
  })
  return { server, handlers, dispatch, open, closeTopic }
}

test('has a handler for every request and takes all of them back', () => {
  const { server, handlers } = serve({ ours: true })
  expect(requestNames.filter((name) => !handlers.has(name))).toEqual([])
  server.close()
  expect(handlers.size).toBe(0)
})

test('refuses a foreign frame before anything runs', async () => {
  const { handlers, dispatch, open } = serve({ ours: false })
  const event = { sender: createSender().sender, senderFrame: null }
  expect(await handlers.get('bots:start')?.(event, { bot: 'a' })).toMatchObject({
    ok: false,
    error: { code: 'bridge.refused' },
  })
  handlers.get(topicChannels.open)?.(event, 'app:usage-changed')
  expect(dispatch).not.toHaveBeenCalled()
  expect(open).not.toHaveBeenCalled()
})

test('delivers a topic to the frame that opened it until it goes away', () => {
  const { handlers, closeTopic } = serve({ ours: true })
  const { sender, destroy } = createSender()
  handlers.get(topicChannels.open)?.({ sender, senderFrame: {} }, 'app:usage-changed')
  expect(sender.send).toHaveBeenCalledExactlyOnceWith(topicChannels.delivery, usage)
  destroy()
  expect(closeTopic).toHaveBeenCalledOnce()
})

test('opens nothing for a topic that does not exist', () => {
  const { handlers, open } = serve({ ours: true })
  handlers.get(topicChannels.open)?.({ sender: createSender().sender, senderFrame: {} }, 'bots:secret')
  expect(open).not.toHaveBeenCalled()
})
