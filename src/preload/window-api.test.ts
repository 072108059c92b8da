import { expect, test, vi } from 'vitest'
import type { Delivery, TopicName } from '../shared/contract/events.ts'
import { requestNames } from '../shared/contract/request-schemas.ts'
import { createWindowApi } from './window-api.ts'
import type { Ipc } from './window-api.ts'

function createFakeIpc() {
  let deliver: (delivery: Delivery<TopicName>) => void = () => undefined
  const ipc = {
    names: requestNames,
    invoke: vi.fn(async () => ({ ok: true, value: 1 })),
    open: vi.fn(),
    close: vi.fn(),
    onDelivery: (listener: typeof deliver) => void (deliver = listener),
  } satisfies Ipc
  return { ipc, deliver: (delivery: Delivery<TopicName>) => deliver(delivery) }
}

const usage: Delivery<'app:usage-changed'> = {
  topic: 'app:usage-changed',
  sequence: 1,
  isSnapshot: true,
  value: { cpuPercent: 1, residentBytes: 2 },
}

test('has one function for every request of the contract and nothing else', () => {
  const { ipc } = createFakeIpc()
  const api = createWindowApi(ipc)
  const names = Object.entries(api).flatMap(([domain, verbs]) =>
    Object.keys(verbs).map((verb) => `${domain}:${verb}`),
  )
  expect(names.toSorted()).toEqual([...requestNames, 'events:subscribe'].toSorted())
})

test('sends a request under its name', async () => {
  const { ipc } = createFakeIpc()
  await createWindowApi(ipc).bots.start({ bot: 'a' })
  expect(ipc.invoke).toHaveBeenCalledWith('bots:start', { bot: 'a' })
})

test('opens a topic for each listener and closes it with the last', () => {
  const { ipc, deliver } = createFakeIpc()
  const { events } = createWindowApi(ipc)
  const first = vi.fn()
  const second = vi.fn()
  const endFirst = events.subscribe('app:usage-changed', first)
  const endSecond = events.subscribe('app:usage-changed', second)
  deliver(usage)
  endFirst()
  expect(ipc.close).not.toHaveBeenCalled()
  endSecond()
  deliver(usage)
  expect(ipc.open).toHaveBeenCalledTimes(2)
  expect(ipc.close).toHaveBeenCalledExactlyOnceWith('app:usage-changed')
  expect(first).toHaveBeenCalledExactlyOnceWith(usage)
  expect(second).toHaveBeenCalledOnce()
})
