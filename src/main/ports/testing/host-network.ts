import type { StreamResponse, Transport, UnaryResponse } from '@connectrpc/connect'
import type { DescMessage } from '@bufbuild/protobuf'
import type { Listening, Network } from '../network.ts'
import type { HostLife } from './host-life.ts'

/** The network as one host has it: when the host stops its ports close, its calls end and it hears no answer. */
export function hostNetwork(network: Network, life: HostLife): Network {
  const atEnd = (close: () => unknown) => life.signal.addEventListener('abort', close, { once: true })

  async function serve(starting: Promise<Listening>): Promise<Listening> {
    void starting.then(
      (listening) => atEnd(() => void listening.close()),
      () => undefined,
    )
    return life.whileAlive(starting)
  }

  return {
    resolve: (target, options) => life.whileAlive(network.resolve(target, options)),
    dialTcp: async (target, options) => {
      const connection = await life.whileAlive(network.dialTcp(target, options))
      atEnd(() => connection.close())
      return {
        inspectTls: (wanted) => life.whileAlive(connection.inspectTls(wanted)),
        close: () => connection.close(),
      }
    },
    dialGrpc: (options) => {
      const connection = network.dialGrpc(options)
      atEnd(() => connection.close())
      return { transport: hostTransport(connection.transport, life), close: () => connection.close() }
    },
    get: (options) => {
      const signal = AbortSignal.any([options.signal, life.signal])
      return life.whileAlive(network.get({ ...options, signal }))
    },
    serveTls: (options) => serve(network.serveTls(options)),
    serveHttp: (options) => serve(network.serveHttp(options)),
  }
}

function hostTransport(transport: Transport, life: HostLife): Transport {
  const until = (signal: AbortSignal | undefined) =>
    signal === undefined ? life.signal : AbortSignal.any([signal, life.signal])
  return {
    unary: <I extends DescMessage, O extends DescMessage>(
      ...[method, signal, ...rest]: Parameters<typeof transport.unary<I, O>>
    ): Promise<UnaryResponse<I, O>> => life.whileAlive(transport.unary<I, O>(method, until(signal), ...rest)),
    stream: async <I extends DescMessage, O extends DescMessage>(
      ...[method, signal, ...rest]: Parameters<typeof transport.stream<I, O>>
    ): Promise<StreamResponse<I, O>> => {
      const response = await life.whileAlive(transport.stream<I, O>(method, until(signal), ...rest))
      return { ...response, message: messagesWhileAlive(response.message, life) }
    },
  }
}

async function* messagesWhileAlive<T>(messages: AsyncIterable<T>, life: HostLife): AsyncGenerator<T> {
  const iterator = messages[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await life.whileAlive(iterator.next())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}
