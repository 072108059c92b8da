import type { SerializedError } from '../errors.ts'
import type { Delivery, TopicName } from './events.ts'
import type { RequestName } from './requests.ts'

/** The answer to a request, as it crosses the process. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: SerializedError }

/** Frames of the WebSocket transport, JSON text each. The page opens `ws(s)://<origin>/bridge` with its cookie. */
export type ClientFrame =
  | { readonly kind: 'request'; readonly id: number; readonly name: RequestName; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'subscribe'; readonly topic: TopicName }
  | { readonly kind: 'unsubscribe'; readonly topic: TopicName }

export type ServerFrame =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'delivery'; readonly delivery: Delivery<TopicName> }
