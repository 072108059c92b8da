import type { Delivery, TopicName } from '../shared/contract/events.ts'
import type { RequestName } from '../shared/contract/requests.ts'
import type { WindowApi } from '../shared/contract/window-api.ts'

type Listener = (delivery: Delivery<TopicName>) => void

/** What the preload takes from Electron. */
export interface Ipc {
  readonly names: readonly RequestName[]
  invoke(name: RequestName, request: unknown): Promise<unknown>
  open(topic: TopicName): void
  close(topic: TopicName): void
  onDelivery(listener: Listener): void
}

/** Builds `window.botdesk` from the contract: `<domain>.<verb>(request)` and `events.subscribe`. */
export function createWindowApi(ipc: Ipc): WindowApi {
  const domains: Record<string, Record<string, unknown>> = {}
  for (const name of ipc.names) {
    const [domain = '', verb = ''] = name.split(':')
    const verbs = (domains[domain] ??= {})
    verbs[verb] = (request: unknown) => ipc.invoke(name, request)
  }
  // The names are those of the contract, so this is its shape.
  return { ...domains, events: { subscribe: createSubscriber(ipc) } } as unknown as WindowApi
}

/** One IPC subscription a topic, shared by its listeners; a late listener starts a new one and so gets a snapshot. */
function createSubscriber(ipc: Ipc): WindowApi['events']['subscribe'] {
  const listeners = new Map<TopicName, Set<Listener>>()
  ipc.onDelivery((delivery) => {
    for (const listener of listeners.get(delivery.topic) ?? []) listener(delivery)
  })
  return (topic, listener) => {
    const all = listeners.get(topic) ?? new Set()
    listeners.set(topic, all.add(listener))
    ipc.open(topic)
    return () => {
      if (all.delete(listener) && all.size === 0) ipc.close(topic)
    }
  }
}
