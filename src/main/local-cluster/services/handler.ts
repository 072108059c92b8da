import type { HandlerContext } from '@connectrpc/connect'
import { asRefusal } from '../refusals.ts'

/** Wraps a handler so that whatever it throws reaches the client as a Teleport error (teleport-wire.md 4.1). */
export function answering<I, O>(
  handle: (request: I, context: HandlerContext) => O | Promise<O>,
): (request: I, context: HandlerContext) => Promise<O> {
  return async (request, context) => {
    try {
      return await handle(request, context)
    } catch (error) {
      throw asRefusal(error)
    }
  }
}

/** The same for a handler that answers with a stream. */
export function answeringStream<I, O>(
  handle: (request: I, context: HandlerContext) => AsyncIterable<O>,
): (request: I, context: HandlerContext) => AsyncGenerator<O> {
  return async function* (request, context) {
    try {
      yield* handle(request, context)
    } catch (error) {
      throw asRefusal(error)
    }
  }
}
