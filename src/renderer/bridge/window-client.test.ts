import { expect, it } from 'vitest'
import type { Delivery, TopicName } from '../../shared/contract/events.ts'
import type { WindowApi } from '../../shared/contract/window-api.ts'
import { createWindowClient } from './window-client.ts'

function apiWith(
  verbs: Record<string, Record<string, unknown>>,
  listeners: ((delivery: Delivery<TopicName>) => void)[] = [],
) {
  const events: WindowApi['events'] = {
    subscribe: (_topic, listener) => {
      listeners.push(listener)
      return () => {
        listeners.splice(listeners.indexOf(listener), 1)
      }
    },
  }
  return { ...verbs, events } as unknown as WindowApi
}

it('calls the verb of the domain with the request', async () => {
  const asked: unknown[] = []
  const start = async (request: unknown) => {
    asked.push(request)
    return { ok: true, value: undefined }
  }
  await createWindowClient(apiWith({ bots: { start } })).request('bots:start', { bot: 'ci' })
  expect(asked).toEqual([{ bot: 'ci' }])
})

it('refuses a request the window does not offer', async () => {
  await expect(createWindowClient(apiWith({})).request('app:info', {})).rejects.toMatchObject({
    code: 'bridge.bad-request',
  })
})

it('stops waiting when the question is cancelled', async () => {
  const info = () => new Promise(() => undefined)
  const abort = new AbortController()
  const answer = createWindowClient(apiWith({ app: { info } })).request(
    'app:info',
    {},
    { signal: abort.signal },
  )
  abort.abort()
  await expect(answer).rejects.toThrow('aborted')
})

it('keeps one subscription per topic and ends it with the last listener', () => {
  const listeners: ((delivery: Delivery<TopicName>) => void)[] = []
  const client = createWindowClient(apiWith({}, listeners))
  const stopFirst = client.subscribe('app:usage-changed', () => undefined)
  const stopSecond = client.subscribe('app:usage-changed', () => undefined)
  expect(listeners).toHaveLength(1)
  stopFirst()
  stopSecond()
  expect(listeners).toHaveLength(0)
})
