import { createHash } from 'node:crypto'
import type { ClusterTokenView } from '../../shared/contract/views.ts'
import { accessDenied, badParameter, quoted } from './refusals.ts'
import { expiryOf } from './resources/resource.ts'
import type { TokenResource } from './resources/token.ts'
import { findResource, hasExpired, isSameName, resourcesOf } from './state.ts'
import type { ClusterState } from './state.ts'

/** A token from the file given at the start: reusable, without an end, and not removable. */
export interface StaticToken {
  readonly token: string
  readonly roles: readonly string[]
  readonly bot?: string
}

/** A token that lets a bot join now. */
export interface UsableToken {
  readonly name: string
  readonly botName: string
  readonly singleUse: boolean
}

/** Marks a token that may be used again until it expires; without it the first join uses a bot's token up. */
export const reusableLabel = 'botdesk.dev/reusable'

/** A token as its administrator sees it. `token` is secret for the method `token`. */
export interface TokenListing {
  readonly token: string
  readonly id: string
  readonly type: string
  readonly joinMethod: string
  readonly bot?: string
  readonly singleUse: boolean
  readonly isStatic: boolean
  readonly usedAt?: number
  readonly expires?: number
}

/**
 * The token a bot joins with. Each reason for a refusal has its own words, because its holder does something else about it;
 * only who knows the token learns them.
 */
export function usableToken(
  state: ClusterState,
  staticTokens: readonly StaticToken[],
  asked: { name: string; role: string; joinMethod?: string },
  now: number,
): UsableToken {
  const fixed = staticTokens.find(({ token }) => isSameName(token, asked.name))
  const stored = findResource(state, 'token', asked.name, now)
  const roles = fixed?.roles ?? stored?.spec.roles
  if (asked.name === '' || roles === undefined) throw accessDenied('the join token was not found')
  if (fixed === undefined && stored !== undefined) requireAlive(state, stored, now)
  if (asked.role !== 'Bot' || !roles.includes('Bot')) {
    throw accessDenied(`the join token does not allow the role ${quoted(asked.role)}`)
  }
  const method = stored?.spec.join_method ?? 'token'
  if ((asked.joinMethod ?? method) !== method) {
    throw badParameter(
      `the join token is for the join method ${method}, not ${quoted(asked.joinMethod ?? '')}`,
    )
  }
  if (method !== 'token') {
    throw badParameter(`the join method ${method} is not supported by the local cluster`)
  }
  return {
    name: asked.name,
    botName: fixed?.bot ?? stored?.spec.bot_name ?? '',
    singleUse: fixed === undefined && stored !== undefined && isSingleUse(stored),
  }
}

/** All tokens that still let someone join, and the used ones that are still remembered. */
export function listTokens(
  state: ClusterState,
  staticTokens: readonly StaticToken[],
  now: number,
): readonly TokenListing[] {
  const fixed = staticTokens.map(({ token, roles, bot }) => ({
    token,
    id: tokenId(token),
    type: roles.join(','),
    joinMethod: 'token',
    ...(bot !== undefined && { bot }),
    singleUse: false,
    isStatic: true,
  }))
  const stored = resourcesOf(state, 'token', now)
    .filter((each) => !hasExpired(each, now))
    .map((each) => {
      const usedAt = usedAtOf(state, each.metadata.name)
      const expires = expiryOf(each.metadata)
      return {
        token: each.metadata.name,
        id: tokenId(each.metadata.name),
        type: each.spec.roles.join(','),
        joinMethod: each.spec.join_method,
        ...(each.spec.bot_name !== undefined && { bot: each.spec.bot_name }),
        singleUse: isSingleUse(each),
        isStatic: false,
        ...(usedAt !== undefined && { usedAt }),
        ...(expires !== undefined && { expires }),
      }
    })
  return [...fixed, ...stored]
}

/** A token for the screen: nothing that could be used to join. */
export function tokenView(listing: TokenListing): ClusterTokenView {
  return {
    shortName: `${listing.token.slice(0, Math.min(6, Math.floor(listing.token.length / 2)))}…`,
    id: listing.id,
    bot: listing.bot ?? '',
    singleUse: listing.singleUse,
    ...(listing.usedAt !== undefined && { usedAt: listing.usedAt }),
    ...(listing.expires !== undefined && { expiresAt: listing.expires }),
  }
}

/** A stable name of a token that does not reveal it. */
export function tokenId(token: string): string {
  return createHash('sha256').update(`token id\n${token}`).digest('hex').slice(0, 16)
}

function requireAlive(state: ClusterState, token: TokenResource, now: number): void {
  if (usedAtOf(state, token.metadata.name) !== undefined) {
    throw accessDenied('the join token has already been used')
  }
  if (hasExpired(token, now)) throw accessDenied('the join token has expired')
}

/** Bots' tokens of the method `token` are used up by the first join, as Teleport does (teleport-wire.md 7.2). */
function isSingleUse({ spec, metadata }: TokenResource): boolean {
  return spec.join_method === 'token' && metadata.labels?.[reusableLabel] !== 'true'
}

function usedAtOf(state: ClusterState, name: string): number | undefined {
  return state.usedTokens.find((each) => each.name === name)?.at
}
