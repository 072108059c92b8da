import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Random } from '../ports/random.ts'

const tokenLifeMs = 10 * 60_000

/**
 * Who may use the browser face: a one-time token, good for ten minutes, is exchanged for a cookie. Cookies are
 * signed with a key of the data folder, so an open page goes on after a restart of Botdesk.
 */
export class Sessions {
  readonly #random: Random
  readonly #now: () => number
  readonly #key: Uint8Array
  readonly #tokens = new Map<string, number>()

  constructor(options: { random: Random; now: () => number; key: Uint8Array }) {
    this.#random = options.random
    this.#now = options.now
    this.#key = options.key
  }

  /** A new one-time token, 256 bits. */
  mintToken(): string {
    const token = Buffer.from(this.#random.bytes(32)).toString('base64url')
    this.#tokens.set(token, this.#now() + tokenLifeMs)
    return token
  }

  /** The cookie value for a token that is known, unused and not too old; undefined otherwise. */
  exchange(token: string): string | undefined {
    const goodUntil = this.#tokens.get(token)
    this.#tokens.delete(token)
    if (goodUntil === undefined || goodUntil < this.#now()) return undefined
    const id = Buffer.from(this.#random.bytes(16)).toString('base64url')
    return `${id}.${this.#sign(id)}`
  }

  isValid(cookie: string | undefined): boolean {
    if (cookie === undefined) return false
    const [id = '', signature = ''] = cookie.split('.')
    const expected = Buffer.from(this.#sign(id))
    const given = Buffer.from(signature)
    return id !== '' && given.length === expected.length && timingSafeEqual(given, expected)
  }

  #sign(id: string): string {
    return createHmac('sha256', this.#key).update(`session ${id}`).digest('base64url')
  }
}

/** The value of one cookie of a Cookie header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}
