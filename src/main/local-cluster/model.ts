import type { ClusterBotView, ClusterView } from '../../shared/contract/views.ts'
import type { Resource } from './resources/resource.ts'
import type { TokenListing } from './tokens.ts'

/** What a cluster calls itself to clients: they compare it with their own version, and Botdesk's would say nothing. */
export const teleportVersion = '19.0.0'

/** A running local cluster as clients need to know it. */
export interface ClusterInfo {
  readonly clusterName: string
  /** `host:port`. */
  readonly authServer: string
  readonly caPins: readonly string[]
  /** Of Teleport's, see `teleportVersion`. */
  readonly version: string
  readonly pid: number
}

/** A new bot with the token it joins with; `token` is secret. */
export interface AddedBot {
  readonly bot: string
  readonly token: string
  readonly joinMethod: string
  readonly caPins: readonly string[]
  readonly authServer: string
  /** Epoch ms. */
  readonly expires: number
}

/** A new token; `token` is secret. */
export interface AddedToken {
  readonly token: string
  readonly type: string
  /** Epoch ms. */
  readonly expires: number
}

/** What an administrator does to a cluster. Refusals are `cluster.not-found`, `cluster.exists`, `cluster.refused`. */
export interface ClusterAdministration {
  /** Makes the bot and a single-use token of one hour. Every role must exist. */
  addBot(options: { name: string; roles: readonly string[] }): Promise<AddedBot>
  /** Removes the bot with its tokens, instances and locks; its certificates stop to count at once. */
  removeBot(name: string): Promise<void>
  /** Lifts every lock on the bot's user; `cluster.not-found` when there is none. */
  unlockBot(name: string): Promise<void>
  listBots(): Promise<readonly ClusterBotView[]>
  addToken(options: { bot: string; ttlMs: number; singleUse: boolean }): Promise<AddedToken>
  /** By the token itself or by its id. */
  removeToken(nameOrId: string): Promise<void>
  /** With the tokens themselves: secret. */
  listTokens(): Promise<readonly TokenListing[]>
  /** Kind in singular or plural, or `all`; with a name exactly one resource. */
  get(kind: string, name?: string): Promise<readonly Resource[]>
  /** Creates all resources of the text or none; returns `kind/name` of each. */
  create(yamlText: string, options: { force: boolean }): Promise<readonly string[]>
  remove(kind: string, name: string): Promise<void>
}

/** The cluster in this process. Whoever opened it closes it. */
export interface LocalCluster extends ClusterAdministration {
  /** Serves the cluster's port; `cluster.port-in-use` when it is taken. */
  listen(options: { host: string; port: number; demoAppPublicAddress?: string }): Promise<ClusterInfo>
  /** Undefined until it listens. */
  info(): ClusterInfo | undefined
  view(): ClusterView
  subscribe(listener: () => void): () => void
  /** Ends the port and frees the folder. Can be called twice. */
  close(): Promise<void>
}

/** The cluster of another process, reached over its own port. `cluster.not-running` when there is none. */
export interface AdminClient extends ClusterAdministration {
  status(): Promise<ClusterInfo>
  close(): void
}
