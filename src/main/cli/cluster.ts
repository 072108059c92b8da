import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { parseDuration } from '../../shared/duration.ts'
import { openLocalCluster, teleportVersion } from '../local-cluster/index.ts'
import type { AdminClient } from '../local-cluster/index.ts'
import { readTextFile } from '../ports/text-file.ts'
import * as output from './cluster-output.ts'
import { clusterFolder, connectToCluster, rememberCluster } from './cluster-place.ts'
import type { CommandContext, OutputFormat } from './context.ts'

export interface ClusterOptions {
  /** Folder of the cluster; the one in Botdesk's data folder when absent. */
  readonly dataDir?: string
  readonly format: OutputFormat
}

export interface ClusterStartOptions extends ClusterOptions {
  readonly listen: string
  readonly clusterName?: string
  /** YAML file of tokens that can be used again and again. */
  readonly staticTokens?: string
}

/** `cluster start`: runs in the foreground and prints one line when it is ready. */
export async function clusterStart(context: CommandContext, options: ClusterStartOptions): Promise<number> {
  const { host, port } = parseListen(options.listen)
  const stopping = new AbortController()
  context.onSignal({ stop: () => stopping.abort(), renew: () => undefined })
  const dataFolder = clusterFolder(context, options.dataDir)
  const cluster = await openLocalCluster({
    ports: context.ports,
    dataFolder,
    version: teleportVersion,
    signal: stopping.signal,
    ...(options.clusterName === undefined ? {} : { clusterName: options.clusterName }),
    ...(options.staticTokens === undefined ? {} : { staticTokensFile: resolve(options.staticTokens) }),
  })
  try {
    const info = await cluster.listen({ host, port })
    await rememberCluster(context, dataFolder)
    context.out(output.started(info, options.format))
    if (!stopping.signal.aborted) {
      await new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done()))
    }
    return 0
  } finally {
    await cluster.close()
  }
}

/** Runs one administration command against the running cluster of the folder. */
async function withAdmin(
  context: CommandContext,
  options: ClusterOptions,
  act: (admin: AdminClient) => Promise<string>,
): Promise<number> {
  const admin = await connectToCluster(context, options.dataDir)
  try {
    context.out(await act(admin))
    return 0
  } finally {
    admin.close()
  }
}

/** `cluster status`. */
export function clusterStatus(context: CommandContext, options: ClusterOptions): Promise<number> {
  return withAdmin(context, options, async (admin) => output.status(await admin.status(), options.format))
}

/** `cluster bots add NAME --roles=…`. */
export function botsAdd(
  context: CommandContext,
  options: ClusterOptions & { name: string; roles: string },
): Promise<number> {
  const roles = options.roles
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
  return withAdmin(context, options, async (admin) =>
    output.botAdded(await admin.addBot({ name: options.name, roles }), options.format),
  )
}

/** `cluster bots ls`. */
export function botsList(context: CommandContext, options: ClusterOptions): Promise<number> {
  return withAdmin(context, options, async (admin) => output.bots(await admin.listBots(), options.format))
}

/** `cluster bots rm NAME`. */
export function botsRemove(
  context: CommandContext,
  options: ClusterOptions & { name: string },
): Promise<number> {
  return withAdmin(context, options, async (admin) => {
    await admin.removeBot(options.name)
    return output.done(`bot ${options.name} removed`, options.format)
  })
}

/** `cluster bots unlock NAME`: lifts the locks of a bot. */
export function botsUnlock(
  context: CommandContext,
  options: ClusterOptions & { name: string },
): Promise<number> {
  return withAdmin(context, options, async (admin) => {
    await admin.unlockBot(options.name)
    return output.done(`locks of bot ${options.name} lifted`, options.format)
  })
}

/** `cluster tokens add --bot=NAME [--ttl] [--single-use]`. */
export function tokensAdd(
  context: CommandContext,
  options: ClusterOptions & { bot: string; ttl: string; singleUse: boolean },
): Promise<number> {
  const ttlMs = parseDuration(options.ttl)
  if (ttlMs === undefined || ttlMs <= 0) {
    throw new AppError('usage.bad-argument', `--ttl takes a duration such as 30m or 1h, not "${options.ttl}"`)
  }
  return withAdmin(context, options, async (admin) =>
    output.tokenAdded(
      await admin.addToken({ bot: options.bot, ttlMs, singleUse: options.singleUse }),
      options.format,
    ),
  )
}

/** `cluster tokens ls`. */
export function tokensList(context: CommandContext, options: ClusterOptions): Promise<number> {
  return withAdmin(context, options, async (admin) => output.tokens(await admin.listTokens(), options.format))
}

/** `cluster tokens rm TOKEN`. */
export function tokensRemove(
  context: CommandContext,
  options: ClusterOptions & { token: string },
): Promise<number> {
  return withAdmin(context, options, async (admin) => {
    await admin.removeToken(options.token)
    return output.done('token removed', options.format)
  })
}

/** `cluster get KIND[/NAME]`. */
export function resourcesGet(
  context: CommandContext,
  options: ClusterOptions & { what: string },
): Promise<number> {
  const { kind, name } = parseReference(options.what)
  return withAdmin(context, options, async (admin) =>
    output.resources(await admin.get(kind, name), options.format),
  )
}

/** `cluster create [-f] FILE`; `-` reads standard input is not offered, a file is. */
export function resourcesCreate(
  context: CommandContext,
  options: ClusterOptions & { file: string; force: boolean },
): Promise<number> {
  return withAdmin(context, options, async (admin) => {
    const text = await readTextFile(context.ports.files, resolve(options.file))
    if (text === undefined) throw new AppError('config.unreadable', `there is no file ${options.file}`)
    const made = await admin.create(text, { force: options.force })
    return output.done(made.map((each) => `${each} has been created`).join('\n'), options.format)
  })
}

/** `cluster rm KIND/NAME`. */
export function resourcesRemove(
  context: CommandContext,
  options: ClusterOptions & { what: string },
): Promise<number> {
  const { kind, name } = parseReference(options.what)
  if (name === undefined)
    throw new AppError('usage.bad-argument', `rm takes KIND/NAME, for example role/${options.what}`)
  return withAdmin(context, options, async (admin) => {
    await admin.remove(kind, name)
    return output.done(`${kind} ${name} has been deleted`, options.format)
  })
}

function parseReference(what: string): { kind: string; name?: string } {
  const slash = what.indexOf('/')
  return slash < 0 ? { kind: what } : { kind: what.slice(0, slash), name: what.slice(slash + 1) }
}

function parseListen(text: string): { host: string; port: number } {
  const match = /^(.+):(\d{1,5})$/.exec(text)
  const port = Number(match?.[2])
  const host = match?.[1]?.replace(/^\[(.*)\]$/, '$1')
  if (host === undefined || port > 65_535) {
    throw new AppError(
      'usage.bad-argument',
      `--listen takes HOST:PORT, for example 127.0.0.1:0, not "${text}"`,
    )
  }
  return { host, port }
}
