import type { Delivery, TopicName } from './events.ts'
import type { RequestName, RequestOf, ResponseOf } from './requests.ts'

export type ConnectionState =
  { readonly kind: 'connected' } | { readonly kind: 'lost'; readonly since: number; readonly nextAt: number }

/** The bridge as the page sees it, over whichever transport. Failures are `AppError`s rebuilt from their code. */
export interface BridgeClient {
  request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    options?: { signal?: AbortSignal },
  ): Promise<ResponseOf<N>>
  /** Delivers a snapshot, then changes, until the returned function is called. Survives a reconnect. */
  subscribe<T extends TopicName>(topic: T, listener: (delivery: Delivery<T>) => void): () => void
  /** Calls back at once and on every change of the connection. */
  onConnection(listener: (state: ConnectionState) => void): () => void
}
