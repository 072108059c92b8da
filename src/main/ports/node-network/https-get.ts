import { request as sendRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { AppError } from '../../../shared/errors.ts'
import type { HttpAnswer, Network } from '../network.ts'
import { formatAddress, unreachable } from './dial.ts'

/** One GET over a connection that is already open; the socket is closed afterwards, whatever happens. */
export async function httpsGet(
  options: Parameters<Network['get']>[0],
  socket: TLSSocket,
): Promise<HttpAnswer> {
  const late = AbortSignal.timeout(options.timeoutMs)
  const signal = AbortSignal.any([options.signal, late])
  try {
    const answer = await receive(options, { socket, signal })
    return {
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const),
      ),
      body: await readBody(answer, options.maxBytes),
    }
  } catch (cause) {
    options.signal.throwIfAborted()
    const address = formatAddress(options)
    if (late.aborted) {
      throw new AppError('cluster.timeout', `no answer from ${address} within ${options.timeoutMs} ms`, {
        details: { address },
        retryable: true,
      })
    }
    throw unreachable(options, cause)
  } finally {
    socket.destroy()
  }
}

function receive(
  options: { path: string; host: string; port: number; hostHeader?: string },
  { socket, signal }: { socket: TLSSocket; signal: AbortSignal },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sendRequest({
      createConnection: () => socket,
      path: options.path,
      headers: { host: options.hostHeader ?? formatAddress(options), connection: 'close' },
      signal,
    })
      .on('response', resolve)
      .on('error', reject)
      .end()
  })
}

async function readBody(answer: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk as Uint8Array)
    chunks.push(bytes)
    size += bytes.length
    if (size >= maxBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8')
}
