/** `rule`: what tbot makes of it in this era, e.g. a lifetime that only counts as a pair. */
export type Origin = 'file' | 'default' | 'flag' | 'environment' | 'rule'

/** One value in force. */
export interface EffectiveValue {
  /** As in `Problem.path`. */
  readonly path: string
  /** As it would be written; secrets as dots, "" for an empty text. */
  readonly value: string
  readonly origin: Origin
  /** Flag, variable or rule behind it: "tbot 18: proxy_server wins over auth_server". */
  readonly note?: string
  readonly line?: number
}
