import type { ConnectError } from '@connectrpc/connect'
import type { TlsIdentity } from '../credentials/index.ts'
import { randomUuid } from '../ports/random.ts'
import { expiryFor, issueUserCertificates } from './certificates.ts'
import type { IssuedCertificates, PublicKeys } from './certificates.ts'
import { lockInForce, lockText, withUserLock } from './locks.ts'
import { accessDenied, quoted, reasonOf } from './refusals.ts'
import { botUserName } from './resources/bot.ts'
import type { BotResource } from './resources/bot.ts'
import { botRole, longestSessionMs, traitsOf } from './roles.ts'
import type { ClusterRuntime } from './runtime.ts'
import { findResource, withInstance } from './state.ts'
import type { BotInstance, ClusterState } from './state.ts'
import { usableToken } from './tokens.ts'

/** What a bot asks for when it joins or renews. */
export interface MembershipRequest {
  readonly keys: PublicKeys
  /** Epoch ms; undefined for the default. */
  readonly expires: number | undefined
  readonly remoteAddress: string
}

export interface JoinRequest extends MembershipRequest {
  readonly token: string
  readonly role: string
  readonly joinMethod?: string
  /** The identity a bot still holds when it joins again. */
  readonly current?: TlsIdentity
}

type Outcome =
  | { readonly kind: 'issued'; readonly certificates: IssuedCertificates; readonly generation: number }
  | { readonly kind: 'locked'; readonly refusal: ConnectError }

/**
 * Lets a bot join with a token (teleport-wire.md 3.2, 7.4): a new instance with generation 1, or the next generation of
 * the instance whose identity it holds. The token's use and the generation are durable before the certificates are returned.
 */
export async function joinBot(runtime: ClusterRuntime, request: JoinRequest): Promise<IssuedCertificates> {
  const { store, random, audit } = runtime
  const user = { name: '' }
  try {
    const outcome = await store.update<Outcome>((state, now) => {
      const token = usableToken(
        state,
        runtime.staticTokens,
        {
          name: request.token,
          role: request.role,
          ...(request.joinMethod !== undefined && { joinMethod: request.joinMethod }),
        },
        now,
      )
      const bot = requireBot(state, token.botName, now)
      user.name = botUserName(bot.metadata.name)
      const holder = request.current?.botName === bot.metadata.name ? request.current : undefined
      if (holder !== undefined) {
        const mismatch = findMismatch(runtime, state, holder, now)
        if (mismatch !== undefined) return mismatch
      }
      const known = state.instances.find(({ id }) => id === holder?.botInstanceId)
      const fresh = { id: randomUuid(random), botName: bot.metadata.name, joinedAt: now, generation: 0 }
      const issued = issueMembership(runtime, state, { bot, instance: known ?? fresh, request, now })
      const usedTokens = token.singleUse
        ? [...state.usedTokens, { name: token.name, at: now }]
        : state.usedTokens
      return { ...issued, state: { ...issued.state, usedTokens } }
    })
    const { certificates } = await requireIssued(outcome, runtime, user.name)
    await audit.record({
      event: 'bot.join',
      message: `${user.name} joined with a token`,
      success: true,
      user: user.name,
      remoteAddress: request.remoteAddress,
    })
    return certificates
  } catch (error) {
    await audit.record({
      event: 'bot.join',
      message: `a join was refused: ${reasonOf(error)}`,
      success: false,
      remoteAddress: request.remoteAddress,
    })
    throw error
  }
}

/** Renews a bot's own identity (teleport-wire.md 7.4). A presented generation that is not the recorded one locks the bot. */
export async function renewBot(
  runtime: ClusterRuntime,
  identity: TlsIdentity,
  request: MembershipRequest,
): Promise<IssuedCertificates> {
  if (identity.impersonator !== undefined || identity.renewable !== true) {
    throw accessDenied('this certificate cannot be renewed')
  }
  const outcome = await runtime.store.update<Outcome>((state, now) => {
    const bot = requireBot(state, identity.botName ?? '', now)
    const mismatch = findMismatch(runtime, state, identity, now)
    if (mismatch !== undefined) return mismatch
    const instance = state.instances.find(({ id }) => id === identity.botInstanceId)
    if (instance === undefined) throw accessDenied('the bot instance does not exist')
    return issueMembership(runtime, state, { bot, instance, request, now })
  })
  const { certificates, generation } = await requireIssued(outcome, runtime, identity.userName)
  await runtime.audit.record({
    event: 'cert.create',
    message: `${identity.userName} renewed its identity, generation ${String(generation)}`,
    success: true,
    user: identity.userName,
    remoteAddress: request.remoteAddress,
  })
  return certificates
}

function issueMembership(
  runtime: ClusterRuntime,
  state: ClusterState,
  options: {
    bot: BotResource
    instance: Pick<BotInstance, 'id' | 'botName' | 'joinedAt' | 'generation'>
    request: MembershipRequest
    now: number
  },
): { state: ClusterState; result: Outcome } {
  const { bot, instance, request, now } = options
  const role = botRole(bot)
  const generation = instance.generation + 1
  const notAfter = expiryFor(request.expires, {
    now,
    longestMs: longestSessionMs([role]),
    isRenewable: true,
  })
  const traits = traitsOf(bot)
  const certificates = issueUserCertificates({
    authorities: state.authorities,
    identity: {
      userName: role.metadata.name,
      roles: [role.metadata.name],
      clusterName: state.clusterName,
      routeToCluster: state.clusterName,
      ...(Object.keys(traits).length > 0 && { traits }),
      renewable: true,
      generation,
      botName: bot.metadata.name,
      botInstanceId: instance.id,
    },
    roles: [role],
    keys: request.keys,
    now,
    notAfter,
    random: runtime.random,
  })
  return {
    state: withInstance(state, { ...instance, generation, lastSeenAt: now, expiresAt: notAfter }),
    result: { kind: 'issued', certificates, generation },
  }
}

/** The bot, unless it is gone or locked. */
function requireBot(state: ClusterState, name: string, now: number): BotResource {
  const bot = findResource(state, 'bot', name, now)
  if (bot === undefined) throw accessDenied(`the bot ${quoted(name)} does not exist`)
  const userName = botUserName(name)
  const lock = lockInForce(state, { userName, roles: [userName] }, now)
  if (lock !== undefined) throw accessDenied(lockText(lock))
  return bot
}

/** A second holder of the same identity: locks the bot's user, for the rightful holder cannot be told from the copy. */
function findMismatch(
  runtime: ClusterRuntime,
  state: ClusterState,
  identity: TlsIdentity,
  now: number,
): { state: ClusterState; result: Outcome } | undefined {
  const instance = state.instances.find(({ id }) => id === identity.botInstanceId)
  const expected = instance?.generation ?? 0
  const got = identity.generation ?? 0
  if (expected === got && instance?.botName === identity.botName) return undefined
  const refusal = accessDenied(
    `certificate generation mismatch: expected ${String(expected)}, got ${String(got)}; a copy of this identity is in use`,
  )
  const message = `locked at a certificate generation mismatch (expected ${String(expected)}, got ${String(got)}): a copy of the identity may be in use`
  const locked = withUserLock(state, {
    userName: identity.userName,
    message,
    now,
    random: runtime.random,
  })
  return { state: locked, result: { kind: 'locked', refusal } }
}

async function requireIssued(
  outcome: Outcome,
  runtime: ClusterRuntime,
  userName: string,
): Promise<Extract<Outcome, { kind: 'issued' }>> {
  if (outcome.kind === 'issued') return outcome
  await runtime.audit.record({
    event: 'cert.generation_mismatch',
    message: outcome.refusal.rawMessage,
    success: false,
    user: userName,
  })
  await runtime.audit.record({
    event: 'lock.created',
    message: `${userName} is locked: ${outcome.refusal.rawMessage}`,
    success: true,
    user: userName,
  })
  throw outcome.refusal
}
