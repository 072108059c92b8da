import type { TlsCertificate } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { AuthConnection } from '../teleport/index.ts'
import { abortable } from './waiting.ts'

/** The bot's identity in use, and the connection it authenticates. */
export interface Member {
  readonly identity: Identity
  readonly certificate: TlsCertificate
  readonly clusterName: string
  readonly connection: AuthConnection
  /** Aborts when a newer identity has taken over. */
  readonly replaced: AbortSignal
}

interface Held {
  readonly member: Member
  readonly replace: AbortController
  users: number
}

/**
 * Hands the current identity to everyone who calls the cluster. A connection is closed when a newer identity has
 * taken over and its last user is done, so no call is cut off and no old certificate stays in a pool.
 */
export class Session {
  #held: Held | undefined
  readonly #ready = Promise.withResolvers<void>()

  get current(): Member | undefined {
    return this.#held?.member
  }

  replace(next: Omit<Member, 'replaced'>): void {
    const before = this.#held
    const replace = new AbortController()
    this.#held = { member: { ...next, replaced: replace.signal }, replace, users: 0 }
    this.#ready.resolve()
    if (before) retire(before)
  }

  /** Resolves when there is an identity to use. */
  async ready({ signal }: { signal: AbortSignal }): Promise<void> {
    await abortable(this.#ready.promise, signal)
  }

  /** Waits for an identity and keeps its connection open while `work` runs. */
  async use<T>(work: (member: Member) => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
    await this.ready({ signal })
    const held = this.#held
    if (!held) throw new TypeError('the session is closed')
    held.users++
    try {
      return await work(held.member)
    } finally {
      held.users--
      if (held.member.replaced.aborted && held.users === 0) held.member.connection.close()
    }
  }

  /** Ends the connection and every call on it. */
  close(): void {
    this.#held?.replace.abort()
    this.#held?.member.connection.close()
    this.#held = undefined
  }
}

function retire(held: Held): void {
  held.replace.abort()
  if (held.users === 0) held.member.connection.close()
}
