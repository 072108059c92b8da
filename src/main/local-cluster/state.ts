import { createHash, timingSafeEqual } from 'node:crypto'
import type { StoredAuthority } from './authorities.ts'
import { expiryOf } from './resources/resource.ts'
import type { StoredKind, StoredResource } from './resources/stored-resource.ts'

/** Everything a cluster remembers; never changed in place. Times are epoch ms. Holds keys and tokens: secret. */
export interface ClusterState {
  readonly clusterName: string
  readonly hostId: string
  readonly createdAt: number
  readonly authorities: readonly StoredAuthority[]
  readonly resources: readonly StoredResource[]
  /** Single-use tokens that were used, by name. */
  readonly usedTokens: readonly { readonly name: string; readonly at: number }[]
  readonly instances: readonly BotInstance[]
}

/** One joined copy of a bot and its lineage of certificates (teleport-wire.md 7.4). */
export interface BotInstance {
  readonly id: string
  readonly botName: string
  /** The generation in the newest certificate; only its holder may renew. */
  readonly generation: number
  readonly joinedAt: number
  readonly lastSeenAt: number
  /** When the newest certificate ends; after that the instance cannot come back. */
  readonly expiresAt: number
  readonly heartbeat?: BotHeartbeat
}
export interface BotHeartbeat {
  readonly at: number
  readonly version: string
  readonly hostname: string
  readonly os: string
  readonly architecture: string
  readonly oneShot: boolean
}

type OfKind<K extends StoredKind> = Extract<StoredResource, { kind: K }>

/** Used and expired tokens stay this long, so that a late join is told what happened to its token. */
const keepDeadTokensMs = 7 * 24 * 3_600_000
const maxInstancesPerBot = 200

/** The resources of a kind that are in force; expired tokens are included, a join must tell them from unknown ones. */
export function resourcesOf<K extends StoredKind>(
  state: ClusterState,
  kind: K,
  at: number,
): readonly OfKind<K>[] {
  return state.resources.filter(
    (each): each is OfKind<K> => each.kind === kind && (kind === 'token' || !hasExpired(each, at)),
  )
}

/** The resource of that kind and name, when it is in force. Token names are compared in constant time. */
export function findResource<K extends StoredKind>(
  state: ClusterState,
  kind: K,
  name: string,
  at: number,
): OfKind<K> | undefined {
  return resourcesOf(state, kind, at)
    .filter((each) => isSameName(each.metadata.name, name))
    .at(0)
}

/** Adds the resource in place of one with the same kind and name; a token put back is unused. */
export function withResource(state: ClusterState, resource: StoredResource): ClusterState {
  const { kind, metadata } = resource
  const resources = state.resources.filter((each) => !isResource(each, kind, metadata.name))
  const usedTokens =
    kind === 'token' ? state.usedTokens.filter(({ name }) => name !== metadata.name) : state.usedTokens
  return { ...state, resources: [...resources, resource], usedTokens }
}

/** Takes a resource out; a bot goes with its tokens and instances. */
export function withoutResource(state: ClusterState, kind: StoredKind, name: string): ClusterState {
  const isLeft = (each: StoredResource): boolean =>
    !isResource(each, kind, name) && !(kind === 'bot' && each.kind === 'token' && each.spec.bot_name === name)
  return {
    ...state,
    resources: state.resources.filter(isLeft),
    instances: kind === 'bot' ? state.instances.filter(({ botName }) => botName !== name) : state.instances,
  }
}

function isResource(resource: StoredResource, kind: StoredKind, name: string): boolean {
  return resource.kind === kind && resource.metadata.name === name
}

/** True when the resource carries an end that has passed. */
export function hasExpired(resource: StoredResource, at: number): boolean {
  const expiry = expiryOf(resource.metadata)
  return expiry !== undefined && expiry <= at
}

/** Replaces or adds an instance. */
export function withInstance(state: ClusterState, instance: BotInstance): ClusterState {
  const others = state.instances.filter(({ id }) => id !== instance.id)
  return { ...state, instances: [...others, instance] }
}

/** Drops what nobody can ask for any more, so that the state has a bound for a living set of bots. */
export function pruned(state: ClusterState, at: number): ClusterState {
  const usedAt = new Map(state.usedTokens.map((each) => [each.name, each.at]))
  const resources = state.resources.filter((each) => {
    if (each.kind !== 'token') return !hasExpired(each, at)
    const deadSince = usedAt.get(each.metadata.name) ?? expiryOf(each.metadata)
    return deadSince === undefined || deadSince + keepDeadTokensMs > at
  })
  const tokens = new Set(resources.filter(({ kind }) => kind === 'token').map((each) => each.metadata.name))
  return {
    ...state,
    resources,
    usedTokens: state.usedTokens.filter(({ name }) => tokens.has(name)),
    instances: [...Map.groupBy(state.instances, ({ botName }) => botName).values()].flatMap((own) =>
      own.filter((each, index) => each.expiresAt > at || own.length - index <= maxInstancesPerBot),
    ),
  }
}

/** Compares without telling by time how much of a secret was right. */
export function isSameName(left: string, right: string): boolean {
  return timingSafeEqual(digestOf(left), digestOf(right))
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
