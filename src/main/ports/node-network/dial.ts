import { connect as connectTcp, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls, getCACertificates, rootCertificates } from 'node:tls'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { AppError, assertNever } from '../../../shared/errors.ts'
import type { TlsDial, TlsPeer, TlsRoots } from '../network.ts'
import { proxyFor } from './http-proxy.ts'
import type { Environment, HttpProxy } from './http-proxy.ts'

const proxyAnswerLimitBytes = 16_384

/**
 * Opens one TLS connection, through a CONNECT proxy where the environment names one. The caller owns the socket.
 * Refuses with `cluster.unreachable` (or the signal's reason) and leaves nothing open.
 */
export async function dialTls(
  options: TlsDial,
  { environment, signal }: { environment: Environment; signal: AbortSignal },
): Promise<TLSSocket> {
  signal.throwIfAborted()
  const late = AbortSignal.timeout(options.timeoutMs)
  const either = AbortSignal.any([signal, late])
  const opened: Socket[] = []
  const abandon = () => opened.forEach((socket) => socket.destroy())
  either.addEventListener('abort', abandon, { once: true })
  try {
    const raw = await openRoute(options, { environment, signal: either, opened })
    const socket = connectTls({ ...tlsOptions(options), socket: raw })
    opened.push(socket)
    await settled(socket, 'secureConnect', either)
    return socket
  } catch (cause) {
    abandon()
    if (signal.aborted) throw signal.reason
    throw unreachable(options, late.aborted ? `no connection within ${options.timeoutMs} ms` : cause)
  } finally {
    either.removeEventListener('abort', abandon)
  }
}

/** Opens the way to a host, through a CONNECT proxy where the environment names one. The caller owns the socket. */
export async function dialTcp(
  target: { host: string; port: number },
  { environment, signal }: { environment: Environment; signal: AbortSignal },
): Promise<Socket> {
  signal.throwIfAborted()
  const opened: Socket[] = []
  try {
    return await openRoute(target, { environment, signal, opened })
  } catch (cause) {
    opened.forEach((socket) => socket.destroy())
    if (signal.aborted) throw signal.reason
    throw unreachable(target, cause)
  }
}

/** Shakes hands on a socket without trusting the other side, then gives it up. */
export async function inspectTls(
  raw: Socket,
  options: { host: string; port: number; serverName: string; alpn: readonly string[]; signal: AbortSignal },
): Promise<TlsPeer> {
  const { signal } = options
  signal.throwIfAborted()
  const socket = connectTls({
    socket: raw,
    host: options.serverName,
    ...serverNameOf(options.serverName),
    ALPNProtocols: [...options.alpn],
    minVersion: 'TLSv1.2',
    ca: systemRoots(),
    rejectUnauthorized: false,
  })
  try {
    await settled(socket, 'secureConnect', signal)
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) throw new Error('the server showed no certificate')
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      certificate: new Uint8Array(certificate.raw),
      ...(socket.alpnProtocol ? { alpn: socket.alpnProtocol } : {}),
      ...(socket.authorized ? {} : { distrust: String(socket.authorizationError) }),
    }
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw isTlsError(cause) ? notTls(options, cause) : unreachable(options, cause)
  } finally {
    socket.destroy()
    raw.destroy()
  }
}

/** OpenSSL could not read what came, or was told that nothing suits. */
function isTlsError(cause: unknown): cause is Error {
  if (!(cause instanceof Error) || !('code' in cause)) return false
  return cause.code === 'EPROTO' || String(cause.code).startsWith('ERR_SSL_')
}

function notTls(target: { host: string; port: number }, cause: Error): AppError {
  const address = formatAddress(target)
  // OpenSSL's words: `write EPROTO 40B7…:error:0A00010B:SSL routines:tls_get_record:wrong version number:…`.
  const reason = /error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/i.exec(cause.message)?.[1] ?? cause.message
  return new AppError('cluster.malformed-answer', `${address} does not speak TLS as expected: ${reason}`, {
    details: { address, reason },
    cause,
  })
}

/** The error every failure to connect becomes; `reason` explains it in the words of the system. */
export function unreachable(target: { host: string; port: number }, reason: unknown): AppError {
  const address = formatAddress(target)
  const text = reason instanceof Error ? describe(reason) : String(reason)
  return new AppError('cluster.unreachable', `cannot connect to ${address}: ${text}`, {
    details: { address, reason: text },
    retryable: true,
    ...(reason instanceof Error ? { cause: reason } : {}),
  })
}

/** `host:port`, with brackets around an IPv6 address. */
export function formatAddress(target: { host: string; port: number }): string {
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`
}

/** Several addresses of one name fail together as an error without a message of its own. */
function describe(error: Error): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join('; ')
  }
  return error.message
}

interface Route {
  readonly environment: Environment
  readonly signal: AbortSignal
  /** Sockets to destroy when the dial fails. */
  readonly opened: Socket[]
}

async function openRoute(
  target: { host: string; port: number },
  { environment, signal, opened }: Route,
): Promise<Socket> {
  const proxy = proxyFor(target, environment)
  const { host, port } = proxy ?? target
  // Without noDelay, Nagle's algorithm makes small calls twenty times slower (toolchain.md 7).
  const raw = connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 })
  opened.push(raw)
  await settled(raw, 'connect', signal)
  if (!proxy) return raw
  if (!proxy.secure) return throughProxy(raw, proxy, { target, signal })
  const secure = connectTls({ socket: raw, host, ca: systemRoots(), ...serverNameOf(host) })
  opened.push(secure)
  await settled(secure, 'secureConnect', signal)
  return throughProxy(secure, proxy, { target, signal })
}

async function throughProxy(
  socket: Socket,
  proxy: HttpProxy,
  { target, signal }: { target: { host: string; port: number }; signal: AbortSignal },
): Promise<Socket> {
  const to = formatAddress(target)
  const authorization = proxy.authorization ? `Proxy-Authorization: ${proxy.authorization}\r\n` : ''
  socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n${authorization}\r\n`)
  const statusLine = await readProxyAnswer(socket, signal)
  if (!/^HTTP\/1\.[01] 200(\s|$)/.test(statusLine)) {
    throw new Error(`the proxy ${formatAddress(proxy)} answered "${statusLine.slice(0, 200)}"`)
  }
  return socket
}

/** Reads up to the empty line; what follows belongs to the tunnel and is put back. */
function readProxyAnswer(socket: Socket, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const fail = (reason: unknown) => finish(() => reject(reason))
    const onEnd = () => fail(new Error('the proxy closed the connection'))
    const onAbort = () => fail(signal.reason)
    const onReadable = () => {
      for (let chunk = readChunk(socket); chunk; chunk = readChunk(socket)) {
        received = Buffer.concat([received, chunk])
        const end = received.indexOf('\r\n\r\n')
        if (end < 0 && received.length > proxyAnswerLimitBytes) {
          return fail(new Error('the answer of the proxy is too long'))
        }
        if (end < 0) continue
        const rest = received.subarray(end + 4)
        const [statusLine = ''] = received.toString('latin1', 0, end).split('\r\n', 1)
        return finish(() => {
          if (rest.length > 0) socket.unshift(rest)
          resolve(statusLine)
        })
      }
      return undefined
    }
    const finish = (then: () => void) => {
      socket.off('readable', onReadable).off('error', fail).off('end', onEnd).off('close', onEnd)
      signal.removeEventListener('abort', onAbort)
      then()
    }
    socket.on('readable', onReadable).on('error', fail).on('end', onEnd).on('close', onEnd)
    signal.addEventListener('abort', onAbort)
  })
}

function readChunk(socket: Socket): Uint8Array | undefined {
  const chunk: unknown = socket.read()
  return chunk instanceof Uint8Array ? chunk : undefined
}

/** Waits for the event that says the socket is ready; its failure, end or the signal reject. */
function settled(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => fail(new Error('the connection was closed before it was ready'))
    const onAbort = () => fail(signal.reason)
    const finish = () => {
      socket.off(event, onReady).off('close', onClose)
      signal.removeEventListener('abort', onAbort)
    }
    const onReady = () => {
      finish()
      socket.off('error', fail)
      resolve()
    }
    const fail = (reason: unknown) => {
      finish()
      // The error listener stays: a socket that is being given up may still report something.
      reject(reason)
    }
    socket.once(event, onReady).on('error', fail).once('close', onClose)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

function tlsOptions(options: TlsDial): ConnectionOptions {
  return {
    host: options.serverName,
    ...serverNameOf(options.serverName),
    ALPNProtocols: [...options.alpn],
    minVersion: 'TLSv1.2',
    ...(options.certificate ? { cert: options.certificate.cert, key: options.certificate.key } : {}),
    ...trust(options.roots),
  }
}

/** RFC 6066 allows no IP address as a server name; the certificate is then checked against `host`. */
function serverNameOf(host: string): { servername: string } | Record<string, never> {
  return isIP(host) === 0 ? { servername: host } : {}
}

function trust(roots: TlsRoots): ConnectionOptions {
  switch (roots.kind) {
    case 'system':
      return { ca: systemRoots() }
    case 'pem':
      return { ca: [...roots.certificates] }
    case 'none':
      return { rejectUnauthorized: false }
    default:
      return assertNever(roots)
  }
}

let knownRoots: string[] | undefined

/** The authorities of the computer beside Node's own: company proxies and private authorities live in the former. */
function systemRoots(): string[] {
  knownRoots ??= [...new Set([...rootCertificates, ...rootsOf('extra'), ...rootsOf('system')])]
  return knownRoots
}

function rootsOf(kind: 'extra' | 'system'): string[] {
  try {
    return getCACertificates(kind)
  } catch {
    // A store that cannot be read leaves the others.
    return []
  }
}
