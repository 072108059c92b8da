import type { RequestName, RequestOf, ResponseOf } from '../../shared/contract/requests.ts'

/** Answers one request; throws `AppError`s. */
export type Handler<N extends RequestName> = (
  request: RequestOf<N>,
  options: { signal: AbortSignal },
) => Promise<ResponseOf<N>>

/** The handlers of one domain, e.g. `bots`. */
export type HandlersOf<D extends string> = { [N in Extract<RequestName, `${D}:${string}`>]: Handler<N> }
