import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { HttpAnswer } from '../network.ts'

/** A socket that keeps what is written to it. */
class Sink extends Socket {
  readonly received: Buffer[] = []

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.received.push(Buffer.from(chunk))
    done()
  }

  override _writev(chunks: readonly { readonly chunk: Uint8Array }[], done: () => void): void {
    this.received.push(...chunks.map(({ chunk }) => Buffer.from(chunk)))
    done()
  }
}

/** One HTTP request to a handler of Node's kind, without a socket. Resolves when the handler has ended its answer. */
export function memoryRequest(
  options: { method?: string; path: string; headers?: Readonly<Record<string, string>>; body?: string },
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = new IncomingMessage(new Socket())
    request.method = options.method ?? 'GET'
    request.url = options.path
    // HTTP/1.0 keeps the answer free of chunks.
    request.httpVersion = '1.0'
    request.httpVersionMajor = 1
    request.httpVersionMinor = 0
    for (const [name, value] of Object.entries(options.headers ?? {}))
      request.headers[name.toLowerCase()] = value
    request.push(options.body ?? null)
    if (options.body !== undefined) request.push(null)

    const sink = new Sink()
    const response = new ServerResponse(request)
    response.assignSocket(sink)
    response.on('finish', () => resolve(parseAnswer(Buffer.concat(sink.received))))
    response.on('error', reject)
    try {
      handle(request, response)
    } catch (error) {
      reject(error)
    }
  })
}

function parseAnswer(bytes: Buffer): HttpAnswer {
  const end = bytes.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: bytes.subarray(end + 4).toString('utf8'),
  }
}
