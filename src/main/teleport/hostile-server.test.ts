import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createNodeNetwork } from '../ports/node-network.ts'
import { createTestAuthority } from '../ports/testing/test-authority.ts'
import { dialAuth, ping } from './index.ts'
import { refusalOf } from './testing/session.ts'

const authority = createTestAuthority({ at: Date.now() })
const server = authority.issue({ dnsNames: ['teleport.cluster.local'] })
const cleanups: (() => void)[] = []

afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()))

/** The error of a Ping to a server that answers in its own way, below the level of gRPC. */
async function pingTo(answer: (stream: ServerHttp2Stream) => void) {
  const listener = createSecureServer(server).on('stream', (stream) => {
    stream.on('error', () => undefined)
    answer(stream)
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const connection = dialAuth({
    network: createNodeNetwork({ environment: {} }),
    address: `127.0.0.1:${(listener.address() as AddressInfo).port}`,
    roots: { kind: 'pem', certificates: [authority.certificate] },
    clientVersion: '18.0.0',
  })
  cleanups.push(
    () => connection.close(),
    () => listener.close(),
  )
  return refusalOf(ping(connection, { signal: new AbortController().signal }))
}

const grpc = { ':status': 200, 'content-type': 'application/grpc' }

function say(headers: OutgoingHttpHeaders, body: Uint8Array | string, trailers?: OutgoingHttpHeaders) {
  return (stream: ServerHttp2Stream) => {
    stream.respond(headers, { waitForTrailers: trailers !== undefined })
    stream.on('wantTrailers', () => stream.sendTrailers(trailers ?? {}))
    stream.end(body)
  }
}

/** One gRPC message: a flag, a length, the bytes. */
function envelope(message: Uint8Array, { flag = 0, length = message.length } = {}): Uint8Array {
  const head = Buffer.alloc(5)
  head.writeUInt8(flag)
  head.writeUInt32BE(length, 1)
  return Buffer.concat([head, message])
}

const fine = { 'grpc-status': '0' }

describe('a server that does not keep to gRPC', () => {
  it.each<[string, (stream: ServerHttp2Stream) => void]>([
    ['answers with a web page', say({ ':status': 200, 'content-type': 'text/html' }, '<html></html>')],
    ['sends bytes that are no message', say(grpc, envelope(Buffer.from([0xff, 0xff, 0xff])), fine)],
    ['promises more bytes than it sends', say(grpc, envelope(Buffer.from('x'), { length: 10 }), fine)],
    ['sends a compressed message nobody asked for', say(grpc, envelope(Buffer.from('x'), { flag: 1 }), fine)],
    ['announces a message of 4 GiB', say(grpc, envelope(Buffer.from('x'), { length: 0xffff_ffff }), fine)],
    [
      'sends two answers',
      say(grpc, Buffer.concat([envelope(Buffer.alloc(0)), envelope(Buffer.alloc(0))]), fine),
    ],
    ['sends no status', say(grpc, envelope(Buffer.alloc(0)))],
    ['sends a status that is none', say(grpc, '', { 'grpc-status': 'fine' })],
  ])('has its answer refused when it %s', async (_case, answer) => {
    expect(await pingTo(answer)).toMatchObject({ code: 'cluster.malformed-answer', retryable: false })
  })

  it.each<[string, (stream: ServerHttp2Stream) => void]>([
    ['answers 502', say({ ':status': 502, 'content-type': 'text/plain' }, 'bad gateway')],
    ['resets the stream', (stream) => stream.close(2)],
    ['cuts the connection', (stream) => stream.session?.destroy()],
  ])('can be tried again when it %s', async (_case, answer) => {
    expect(await pingTo(answer)).toMatchObject({ code: 'cluster.unreachable', retryable: true })
  })

  it('is something else when it answers 404', async () => {
    const error = await pingTo(say({ ':status': 404 }, ''))
    expect(error).toMatchObject({ code: 'cluster.refused' })
  })
})
