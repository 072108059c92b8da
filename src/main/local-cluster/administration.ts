import type { ClusterBotView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import { demoAppName } from './apps.ts'
import { lockInForce, withoutUserLocks } from './locks.ts'
import type { AddedToken, ClusterAdministration, ClusterInfo } from './model.ts'
import { listKind, writableKind } from './resource-kinds.ts'
import { botUserName } from './resources/bot.ts'
import type { BotResource } from './resources/bot.ts'
import { unsetTime } from './resources/lock.ts'
import { parseResources, readResource } from './resources/parse.ts'
import type { StoredKind, StoredResource } from './resources/stored-resource.ts'
import { botOfUser, findRole } from './roles.ts'
import type { ClusterRuntime } from './runtime.ts'
import { findResource, resourcesOf, withoutResource, withResource } from './state.ts'
import type { ClusterState } from './state.ts'
import { listTokens, reusableLabel, tokenId } from './tokens.ts'

const firstTokenMs = 3_600_000
const longestTokenMs = 366 * 24 * 3_600_000

/** The administrator's commands on a cluster of this process; each change is durable when it resolves and in the audit log. */
export function createAdministration(
  runtime: ClusterRuntime,
  info: () => ClusterInfo,
): ClusterAdministration {
  const { store, audit, clock } = runtime
  const record = (event: string, message: string): Promise<void> =>
    audit.record({ event, message, success: true, user: 'admin' })

  async function addToken(options: { bot: string; ttlMs: number; singleUse: boolean }): Promise<AddedToken> {
    const added = await store.update((state, now) => {
      requireBot(state, options.bot, now)
      return newToken(runtime, state, { ...options, now })
    })
    await record('join_token.create', `a token for the bot ${options.bot} was made`)
    return added
  }

  async function remove(kindText: string, name: string): Promise<void> {
    const kind = writableKind(kindText)
    await store.update((state, now) => ({ state: removed(state, kind, name, now), result: undefined }))
    await record(`${kind}.delete`, `${kind} ${kind === 'token' ? tokenId(name) : name} was removed`)
  }

  return {
    addToken,
    remove,
    removeBot: (name) => remove('bot', name),
    async addBot({ name, roles }) {
      const { authServer, caPins } = info()
      const bot = readResource({ kind: 'bot', metadata: { name }, spec: { roles: [...roles] } })
      const token = await store.update((state, now) => {
        const missing = roles.find((role) => findRole(state, role, now) === undefined)
        if (missing !== undefined) throw missingResource('role', missing)
        const next = created(state, bot, { force: false, now })
        return newToken(runtime, next, { bot: name, ttlMs: firstTokenMs, singleUse: true, now })
      })
      await record('bot.create', `the bot ${name} was made with the roles ${roles.join(', ')}`)
      return {
        bot: name,
        token: token.token,
        joinMethod: 'token',
        caPins,
        authServer,
        expires: token.expires,
      }
    },
    async unlockBot(name) {
      const removedLocks = await store.update((state, now) => {
        const bot = requireBot(state, name, now)
        const unlocked = withoutUserLocks(state, botUserName(bot.metadata.name))
        return { state: unlocked.state, result: unlocked.removed }
      })
      if (removedLocks === 0) throw missingResource('lock on the bot', name)
      await record('lock.deleted', `the bot ${name} was unlocked`)
    },
    async listBots() {
      return botViews(store.state, clock.now())
    },
    async removeToken(nameOrId) {
      const tokens = listTokens(store.state, runtime.staticTokens, clock.now())
      const found = tokens.find(({ token, id }) => token === nameOrId || id === nameOrId)
      if (found?.isStatic === true) {
        throw new AppError('cluster.refused', 'a static token is removed from its file, not here')
      }
      await remove('token', found?.token ?? nameOrId)
    },
    async listTokens() {
      return listTokens(store.state, runtime.staticTokens, clock.now())
    },
    async get(kind, name) {
      const all = listKind(runtime, kind)
      if (name === undefined) return all
      const found = all.filter(
        (each) => each.metadata.name === name || (each.sub_kind !== undefined && each.sub_kind === name),
      )
      if (found.length === 0) throw missingResource(kind, name)
      return found
    },
    async create(yamlText, { force }) {
      const resources = parseResources(yamlText)
      await store.update((state, now) => ({
        state: resources.reduce((next, resource) => created(next, resource, { force, now }), state),
        result: undefined,
      }))
      for (const { kind, metadata } of resources) {
        const name = kind === 'token' ? tokenId(metadata.name) : metadata.name
        await record(`${kind}.create`, `${kind} ${name} was ${force ? 'written' : 'made'}`)
      }
      return resources.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    },
  }
}

/** The bots with what is known of their running copies. */
export function botViews(state: ClusterState, now: number): readonly ClusterBotView[] {
  return resourcesOf(state, 'bot', now).map(({ metadata: { name }, spec }) => {
    const userName = botUserName(name)
    const lock = lockInForce(state, { userName, roles: [userName] }, now)
    const own = state.instances.filter(({ botName }) => botName === name)
    const newest = own.toSorted((left, right) => right.lastSeenAt - left.lastSeenAt).at(0)
    return {
      name,
      roles: spec.roles,
      instances: own.filter(({ expiresAt }) => expiresAt > now).length,
      ...(lock !== undefined && { locked: lock.spec.message ?? 'locked' }),
      ...(newest !== undefined && {
        lastSeenAt: newest.lastSeenAt,
        certificateGeneration: newest.generation,
      }),
    }
  })
}

function newToken(
  runtime: ClusterRuntime,
  state: ClusterState,
  options: { bot: string; ttlMs: number; singleUse: boolean; now: number },
): { state: ClusterState; result: AddedToken } {
  if (!(options.ttlMs >= 1_000 && options.ttlMs <= longestTokenMs)) {
    throw new AppError('cluster.refused', 'a token lives between a second and a year')
  }
  const token = Buffer.from(runtime.random.bytes(16)).toString('hex')
  const expires = Math.floor(options.now + options.ttlMs)
  const resource = readResource({
    kind: 'token',
    metadata: {
      name: token,
      expires: new Date(expires).toISOString(),
      ...(!options.singleUse && { labels: { [reusableLabel]: 'true' } }),
    },
    spec: { roles: ['Bot'], join_method: 'token', bot_name: options.bot },
  })
  return { state: withResource(state, resource), result: { token, type: 'Bot', expires } }
}

function created(
  state: ClusterState,
  resource: StoredResource,
  { force, now }: { force: boolean; now: number },
): ClusterState {
  const { kind, metadata } = resource
  if (findResource(state, kind, metadata.name, now) !== undefined && !force) {
    const shown = kind === 'token' ? 'the token' : `${kind} ${metadata.name}`
    throw new AppError('cluster.exists', `${shown} is there already`, {
      details: { kind, name: kind === 'token' ? tokenId(metadata.name) : metadata.name },
    })
  }
  refuseTakenName(state, resource, now)
  const stored =
    resource.kind === 'lock' && resource.spec.created_at === unsetTime
      ? { ...resource, spec: { ...resource.spec, created_at: new Date(now).toISOString() } }
      : resource
  return withResource(state, stored)
}

/** Names the cluster gives itself, and user names that two bots would share. */
function refuseTakenName(state: ClusterState, { kind, metadata }: StoredResource, now: number): void {
  if (kind === 'app' && metadata.name === demoAppName) {
    throw new AppError('cluster.refused', `the application ${demoAppName} is built in`)
  }
  if (kind === 'role' && botOfUser(state, metadata.name, now) !== undefined) {
    throw new AppError('cluster.refused', `the role ${metadata.name} belongs to its bot, change the bot`)
  }
  if (kind !== 'bot') return
  const userName = botUserName(metadata.name)
  const other = botOfUser(state, userName, now)
  const isTaken = other !== undefined && other.metadata.name !== metadata.name
  if (isTaken || findResource(state, 'role', userName, now) !== undefined) {
    throw new AppError('cluster.refused', `the name ${userName} is taken already`)
  }
}

function removed(state: ClusterState, kind: StoredKind, name: string, now: number): ClusterState {
  if (findResource(state, kind, name, now) === undefined) {
    throw missingResource(kind, kind === 'token' ? tokenId(name) : name)
  }
  if (kind === 'role') {
    const user = resourcesOf(state, 'bot', now).find(({ spec }) => spec.roles.includes(name))
    if (user !== undefined) {
      throw new AppError('cluster.refused', `the role ${name} is used by the bot ${user.metadata.name}`)
    }
  }
  const left = withoutResource(state, kind, name)
  return kind === 'bot' ? withoutUserLocks(left, botUserName(name)).state : left
}

function requireBot(state: ClusterState, name: string, now: number): BotResource {
  const bot = findResource(state, 'bot', name, now)
  if (bot === undefined) throw missingResource('bot', name)
  return bot
}

function missingResource(kind: string, name: string): AppError {
  return new AppError('cluster.not-found', `there is no ${kind} ${name}`, { details: { kind, name } })
}
