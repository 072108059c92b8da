import type { Delivery, TopicName } from './events.ts'
import type { RequestName, RequestOf } from './requests.ts'
import type { Answer } from './wire.ts'

type DomainOf<N extends RequestName> = N extends `${infer D}:${string}` ? D : never
type VerbOf<N extends RequestName, D extends string> = N extends `${D}:${infer V}` ? V : never

/** What the preload puts on `window.botdesk`: `<domain>.<verb>(request)` for every request of the contract, and `events`. */
export type WindowApi = {
  readonly [D in DomainOf<RequestName>]: {
    readonly [V in VerbOf<RequestName, D>]: (
      request: `${D}:${V}` extends RequestName ? RequestOf<`${D}:${V}`> : never,
    ) => Promise<Answer>
  }
} & {
  readonly events: {
    subscribe(topic: TopicName, listener: (delivery: Delivery<TopicName>) => void): () => void
  }
}
