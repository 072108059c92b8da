import { Code, ConnectError } from '@connectrpc/connect'
import type { GrpcTransportOptions } from '@connectrpc/connect-node'
import { connect as connectHttp2 } from 'node:http2'
import type { ClientHttp2Session, ClientSessionRequestOptions, OutgoingHttpHeaders } from 'node:http2'
import type { TLSSocket } from 'node:tls'
import { AppError } from '../../../shared/errors.ts'
import type { TlsDial } from '../network.ts'
import { formatAddress, unreachable } from './dial.ts'

type SessionManager = NonNullable<GrpcTransportOptions['sessionManager']>

const pingEveryMs = 60_000
const giveUpAfterMs = 180_000

/**
 * Keeps one HTTP/2 connection for connect-es: dialled by the first call, again by the first call after a drop.
 * A silent peer is noticed by pings every 60 s and given up after 180 s (teleport-wire.md 4.1).
 */
export class GrpcSessions implements SessionManager {
  readonly authority: string
  readonly #target: TlsDial
  readonly #dial: (signal: AbortSignal) => Promise<TLSSocket>
  readonly #closing = new AbortController()
  #open: Promise<ClientHttp2Session> | undefined

  constructor(target: TlsDial, dial: (signal: AbortSignal) => Promise<TLSSocket>) {
    this.authority = `https://${formatAddress(target)}`
    this.#target = target
    this.#dial = dial
  }

  async request(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders,
    options: Omit<ClientSessionRequestOptions, 'signal'>,
  ) {
    try {
      const session = await this.#session()
      return session.request({ ...headers, ':method': method, ':path': path }, options)
    } catch (cause) {
      const error = cause instanceof AppError ? cause : unreachable(this.#target, cause)
      throw new ConnectError(error.message, Code.Unavailable, undefined, undefined, error)
    }
  }

  notifyResponseByteRead(): void {
    // Only a manager that pings on silence needs to know.
  }

  close(): void {
    if (this.#closing.signal.aborted) return
    this.#closing.abort(unreachable(this.#target, 'the connection was closed'))
    this.#open?.then(
      (session) => session.destroy(),
      () => undefined,
    )
    this.#open = undefined
  }

  #session(): Promise<ClientHttp2Session> {
    if (this.#closing.signal.aborted) return Promise.reject(this.#closing.signal.reason as AppError)
    if (this.#open) return this.#open
    const opening = this.#connect(() => {
      if (this.#open === opening) this.#open = undefined
    })
    this.#open = opening
    return opening
  }

  async #connect(onGone: () => void): Promise<ClientHttp2Session> {
    try {
      const socket = await this.#dial(this.#closing.signal)
      const session = connectHttp2(this.authority, { createConnection: () => socket })
      session.on('close', onGone).on('goaway', onGone).on('error', onGone)
      await this.#ready(session)
      keepAlive(session)
      return session
    } catch (cause) {
      onGone()
      throw cause
    }
  }

  /** A peer that ends the connection before its HTTP/2 settings has most likely refused our certificate. */
  #ready(session: ClientHttp2Session): Promise<void> {
    return new Promise((resolve, reject) => {
      let failure: Error | undefined
      const late = setTimeout(() => {
        failure = new Error(`no HTTP/2 settings within ${this.#target.timeoutMs} ms`)
        session.destroy()
      }, this.#target.timeoutMs)
      const onAbort = () => session.destroy()
      const finish = () => {
        clearTimeout(late)
        this.#closing.signal.removeEventListener('abort', onAbort)
      }
      session.once('remoteSettings', () => {
        finish()
        resolve()
      })
      session.once('error', (error) => (failure ??= error))
      session.once('close', () => {
        finish()
        reject(this.#closing.signal.aborted ? this.#closing.signal.reason : this.#closedEarly(failure))
      })
      this.#closing.signal.addEventListener('abort', onAbort)
    })
  }

  #closedEarly(failure: Error | undefined): AppError {
    const hint = this.#target.certificate ? ', it may not accept our certificate' : ''
    const text = `the server closed the connection before answering${hint}`
    return unreachable(this.#target, failure ? `${text} (${failure.message})` : text)
  }
}

/** Pings for as long as the session lives; the timers keep no process alive. */
function keepAlive(session: ClientHttp2Session): void {
  const giveUp = () => session.destroy(new Error('the server stopped answering pings'))
  const ping = () => {
    if (session.destroyed) return
    const late = setTimeout(giveUp, giveUpAfterMs).unref()
    session.ping(() => {
      clearTimeout(late)
      setTimeout(ping, pingEveryMs).unref()
    })
  }
  setTimeout(ping, pingEveryMs).unref()
}
