import { Code, ConnectError } from '@connectrpc/connect'
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createNodeNetwork } from '../ports/node-network.ts'
import type { Listening, Peer, TlsRoots } from '../ports/network.ts'
import { createTestAuthority } from '../ports/testing/test-authority.ts'
import { parseTlsCertificate } from '../credentials/index.ts'
import { proxySsh } from './index.ts'
import type { BytePipe } from './index.ts'
import { ScriptedCluster } from './testing/scripted-cluster.ts'
import { scriptedProxy } from './testing/scripted-proxy.ts'
import type { SshHandler } from './testing/scripted-proxy.ts'
import { refusalOf } from './testing/session.ts'

const network = createNodeNetwork({ environment: {} })
const cluster = new ScriptedCluster({ at: Date.now() })
const mebibyte = 1024 * 1024
let listening: Listening | undefined

afterEach(async () => {
  await listening?.close()
})

interface Connection {
  readonly handle: SshHandler
  readonly pipe: BytePipe
  readonly host?: string
  readonly peers?: Peer[]
  readonly roots?: TlsRoots
  readonly signal?: AbortSignal
}

async function connect({ handle, pipe, host = 'node', peers, roots, signal }: Connection): Promise<void> {
  listening = await network.serveTls(scriptedProxy(cluster, handle, peers))
  return proxySsh({
    network,
    proxyAddress: `localhost:${listening.port}`,
    identity: cluster.identity(),
    target: { host, port: 3022, cluster: 'leaf.example' },
    pipe,
    ...(roots ? { roots } : {}),
    signal: signal ?? new AbortController().signal,
  })
}

/** Collects what arrives. */
function pipeOf(input: AsyncIterable<Uint8Array>): BytePipe & { received(): Buffer } {
  const pieces: Uint8Array[] = []
  return {
    input,
    write: async (bytes) => void pieces.push(bytes),
    received: () => Buffer.concat(pieces),
  }
}

async function* of(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

/** An input that stays open and silent. */
const silence: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
}

const echo: SshHandler = async function* (_target, input) {
  yield* input
}

describe('a connection through a proxy', () => {
  test('carries bytes both ways unchanged, and the end of the input', async () => {
    const sent = [randomBytes(3), Buffer.from([0, 255, 10, 13]), randomBytes(200_000), Buffer.alloc(0)]
    const pipe = pipeOf(of(...sent))
    await connect({ handle: echo, pipe })
    expect(pipe.received().equals(Buffer.concat(sent))).toBe(true)
  })

  test.each([
    ['node', 'node:3022'],
    ['node.leaf.example', 'node:3022'],
    ['node.leaf.example.localhost', 'node:3022'],
    ['fd00::1', '[fd00::1]:3022'],
  ])('asks for %s as %s', async (host, hostPort) => {
    const asked: unknown[] = []
    const note: SshHandler = async function* (target, input) {
      asked.push([target.hostPort, target.cluster])
      yield* input
    }
    await connect({ handle: note, pipe: pipeOf(of()), host })
    expect(asked).toEqual([[hostPort, 'leaf.example']])
  })

  test('shows the certificate of the identity', async () => {
    const peers: Peer[] = []
    await connect({ handle: echo, pipe: pipeOf(of()), peers })
    expect(parseTlsCertificate(peers[0]?.certificate ?? '').identity.userName).toBe('bot-x')
    expect(peers[0]?.serverName).toBe('localhost')
  })

  test('ends when the host ends it, although the input is still open', async () => {
    const pipe = pipeOf(silence)
    await connect({ handle: () => of(Buffer.from('bye')), pipe })
    expect(pipe.received().toString()).toBe('bye')
  })

  test('ends when nobody reads any more', async () => {
    const endless: SshHandler = async function* () {
      for (;;) yield Buffer.alloc(1024)
    }
    const pipe = { input: silence, write: () => Promise.reject(new Error('EPIPE')) }
    await expect(connect({ handle: endless, pipe })).resolves.toBeUndefined()
  })

  test('ends when it is stopped', async () => {
    const stopping = new AbortController()
    const pipe = {
      input: silence,
      write: async () => stopping.abort(),
    }
    const greeting: SshHandler = async function* () {
      yield Buffer.from('hello')
      yield* silence
    }
    await expect(connect({ handle: greeting, pipe, signal: stopping.signal })).rejects.toThrow('abort')
  })
})

describe('a refused connection', () => {
  test('has the words of the proxy', async () => {
    const handle: SshHandler = () => {
      throw new ConnectError('"node" is not known here', Code.NotFound)
    }
    const refusal = await refusalOf(connect({ handle, pipe: pipeOf(silence) }))
    expect(refusal).toMatchObject({ code: 'cluster.not-found' })
    expect(refusal.message).toContain('"node" is not known here')
  })

  test('is what a proxy of another cluster gets', async () => {
    const other = createTestAuthority({ at: Date.now() })
    const roots: TlsRoots = { kind: 'pem', certificates: [other.certificate] }
    const refusal = await refusalOf(connect({ handle: echo, pipe: pipeOf(silence), roots }))
    expect(refusal).toMatchObject({ code: 'cluster.unreachable' })
  })
})

describe('back-pressure', () => {
  test('a slow reader holds the host back, and nothing is lost', async () => {
    const pieces = 512
    const piece = randomBytes(mebibyte / 16)
    let given = 0
    const flood: SshHandler = async function* () {
      for (; given < pieces; given += 1) yield piece
    }
    const hash = createHash('sha256')
    const mostAhead: number[] = []
    let taken = 0
    const write = async (bytes: Uint8Array) => {
      // The other side gets every chance to run ahead.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
      taken += 1
      mostAhead.push(given - taken)
      hash.update(bytes)
    }
    await connect({ handle: flood, pipe: { input: silence, write } })
    const whole = createHash('sha256')
    for (let index = 0; index < pieces; index += 1) whole.update(piece)
    expect(hash.digest('hex')).toBe(whole.digest('hex'))
    expect((Math.max(...mostAhead) * piece.length) / mebibyte).toBeLessThan(4)
  })

  test('a host that takes nothing holds the input back', async () => {
    let taken = 0
    async function* flood(): AsyncGenerator<Uint8Array> {
      for (; taken < 512; taken += 1) {
        yield Buffer.alloc(mebibyte / 16)
      }
    }
    let atRest = 0
    const deaf: SshHandler = async function* (_target, input) {
      // Until the sender has stood still for a while.
      for (let before = -1; before !== taken;) {
        before = taken
        for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate)
      }
      atRest = taken
      yield Buffer.from('awake')
      for await (const bytes of input) yield bytes.subarray(0, 1)
    }
    const pipe = pipeOf(flood())
    await connect({ handle: deaf, pipe })
    expect(pipe.received().length).toBe('awake'.length + 512)
    expect(atRest / 16).toBeGreaterThan(0)
    expect(atRest / 16).toBeLessThan(4)
  })
})
