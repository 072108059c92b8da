import { AppError, assertNever } from '../../shared/errors.ts'
import { parseTlsCertificate } from '../credentials/index.ts'
import type { Identity } from '../credentials/index.ts'
import type { StoredIdentity } from './identity-storage.ts'
import { hashToken } from './identity-storage.ts'

/** Clocks that differ by less do not make a certificate unusable (tbot-runtime.md 4.3). */
const leewayMs = 60_000

/** How the bot gets an identity it can use (teleport-wire.md 7.2). */
export type StartPlan =
  /** Join with the token. `setAside`: keep what the storage holds; `refused`: what to say when the token is refused. */
  | { readonly kind: 'join'; readonly setAside: boolean; readonly refused?: AppError }
  | { readonly kind: 'renew'; readonly identity: Identity }
  /**
   * By this computer's clock the identity is not valid now. The cluster's clock decides, so renewal is tried first;
   * `join` tells whether a token is there for when that fails.
   */
  | {
      readonly kind: 'revive'
      readonly identity: Identity
      readonly join: boolean
      readonly refused: AppError
    }

/** Decides what to do at start; throws when there is nothing that could be done. */
export function planStart(o: { stored: StoredIdentity; token: string | undefined; now: number }): StartPlan {
  const { stored, token } = o
  const isOtherToken =
    token !== undefined && stored.tokenHash !== undefined && stored.tokenHash !== hashToken(token)
  switch (stored.kind) {
    case 'none':
      if (token === undefined)
        throw new AppError('join.token-missing', 'no identity is stored and no token is configured')
      return { kind: 'join', setAside: false }
    case 'damaged':
      if (token === undefined) throw stored.error
      // A token of its own was never used here; the one of the damaged identity may be a reusable one.
      return { kind: 'join', setAside: true, ...(isOtherToken ? {} : { refused: stored.error }) }
    case 'identity':
      if (isOtherToken) return { kind: 'join', setAside: true }
      return planForIdentity(stored.identity, token, o.now)
    default:
      return assertNever(stored)
  }
}

/** What to do with an identity at hand, at start or when it was found out of its validity later. */
export function planForIdentity(identity: Identity, token: string | undefined, now: number): StartPlan {
  const { notBefore, notAfter } = parseTlsCertificate(identity.tlsCertificate)
  if (now >= notBefore - leewayMs && now <= notAfter + leewayMs) return { kind: 'renew', identity }
  const when = new Date(now < notBefore ? notBefore : notAfter).toISOString()
  const refused = new AppError(
    'identity.expired',
    now < notBefore
      ? `the bot's identity is not valid before ${when}: is this computer's clock right?`
      : `the bot's identity expired at ${when}: it needs a new token to join again`,
    { details: now < notBefore ? { notBefore: when } : { expiredAt: when } },
  )
  return { kind: 'revive', identity, join: token !== undefined, refused }
}
