import type { BridgeClient } from '../../shared/contract/client.ts'
import type { Delivery, TopicName } from '../../shared/contract/events.ts'
import type { RequestName, RequestOf, ResponseOf } from '../../shared/contract/requests.ts'
import type { WindowApi } from '../../shared/contract/window-api.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { AppError } from '../../shared/errors.ts'
import { abortable, valueOf } from './answers.ts'
import { TopicHub } from './topic-hub.ts'

type Verb = (request: unknown) => Promise<Answer>

/** The bridge over `window.botdesk`. The window lives in the backend's own process tree, so it is always connected. */
export function createWindowClient(api: WindowApi): BridgeClient {
  const open = new Map<TopicName, () => void>()
  const hub = new TopicHub({
    open(topic) {
      open.get(topic)?.()
      open.set(
        topic,
        api.events.subscribe(topic, (delivery: Delivery<TopicName>) => hub.deliver(delivery)),
      )
    },
    close(topic) {
      open.get(topic)?.()
      open.delete(topic)
    },
  })

  async function request<N extends RequestName>(
    name: N,
    body: RequestOf<N>,
    options: { signal?: AbortSignal } = {},
  ): Promise<ResponseOf<N>> {
    return valueOf(name, await abortable(verbOf(api, name)(body), options.signal))
  }

  return {
    request,
    subscribe: (topic, listener) => hub.subscribe(topic, listener),
    onConnection(listener) {
      listener({ kind: 'connected' })
      return () => undefined
    },
  }
}

function verbOf(api: WindowApi, name: RequestName): Verb {
  const [domain = '', verb = ''] = name.split(':')
  const verbs: unknown = Reflect.get(api, domain)
  const call: unknown = typeof verbs === 'object' && verbs !== null ? Reflect.get(verbs, verb) : undefined
  if (typeof call !== 'function') throw new AppError('bridge.bad-request', `the window has no ${name}`)
  return call as Verb
}
