import type { Delivery, TopicName } from '../../shared/contract/events.ts'

type AnyListener = (delivery: Delivery<TopicName>) => void

/** How a transport opens a topic; called again after a hole or a reconnect. */
export interface TopicSource {
  open(topic: TopicName): void
  close(topic: TopicName): void
}

interface Subscription {
  readonly listeners: Set<AnyListener>
  /** Undefined until a snapshot came: changes before it are dropped. */
  sequence: number | undefined
}

/**
 * Shares one subscription per topic among its listeners, checks sequence numbers and asks for a new
 * snapshot when one is missing. Whoever subscribes must call the returned function.
 */
export class TopicHub {
  readonly #source: TopicSource
  readonly #subscriptions = new Map<TopicName, Subscription>()

  constructor(source: TopicSource) {
    this.#source = source
  }

  subscribe<T extends TopicName>(topic: T, listener: (delivery: Delivery<T>) => void): () => void {
    // A topic's subscription only ever receives deliveries of that topic.
    const own = listener as unknown as AnyListener
    const existing = this.#subscriptions.get(topic)
    const subscription = existing ?? { listeners: new Set<AnyListener>(), sequence: undefined }
    subscription.listeners.add(own)
    if (existing) this.#reopen(topic, existing)
    else {
      this.#subscriptions.set(topic, subscription)
      this.#source.open(topic)
    }
    return () => {
      if (!subscription.listeners.delete(own) || subscription.listeners.size > 0) return
      this.#subscriptions.delete(topic)
      this.#source.close(topic)
    }
  }

  deliver(delivery: Delivery<TopicName>): void {
    const subscription = this.#subscriptions.get(delivery.topic)
    if (!subscription) return
    if (!delivery.isSnapshot) {
      if (subscription.sequence === undefined) return
      if (delivery.sequence !== subscription.sequence + 1) {
        this.#reopen(delivery.topic, subscription)
        return
      }
    }
    subscription.sequence = delivery.sequence
    for (const listener of subscription.listeners) listener(delivery)
  }

  /** After a reconnect: the other side knows nothing of us, so every topic is opened anew. */
  reopenAll(): void {
    for (const [topic, subscription] of this.#subscriptions) {
      subscription.sequence = undefined
      this.#source.open(topic)
    }
  }

  #reopen(topic: TopicName, subscription: Subscription): void {
    subscription.sequence = undefined
    this.#source.close(topic)
    this.#source.open(topic)
  }
}
