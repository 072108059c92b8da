import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Directory, FileLock, Files } from '../ports/files.ts'
import type { Ports } from '../ports/index.ts'
import { randomUuid } from '../ports/random.ts'
import { openAuditLog } from './audit.ts'
import type { AuditLog } from './audit.ts'
import { createAuthorities } from './authorities.ts'
import { readResource } from './resources/parse.ts'
import type { StoredResource } from './resources/stored-resource.ts'
import type { ClusterState } from './state.ts'
import { createStateStore, readState, writeState } from './state-store.ts'
import type { StateStore } from './state-store.ts'
import { readStaticTokens } from './static-tokens.ts'
import type { StaticToken } from './tokens.ts'

/** What to open; the folder is made when missing. */
export interface LocalClusterOptions {
  readonly ports: Ports
  readonly dataFolder: string
  /** Only for a new cluster; an existing one keeps its name. */
  readonly clusterName?: string
  /** Version told to clients. */
  readonly version: string
  /** A YAML file of reusable tokens, read once. */
  readonly staticTokensFile?: string
  readonly signal: AbortSignal
}

/** A locked data folder with everything in it. */
export interface DataFolder {
  readonly directory: Directory
  readonly store: StateStore
  readonly audit: AuditLog
  readonly staticTokens: readonly StaticToken[]
  /** Waits for writes under way and frees the folder. */
  close(): Promise<void>
}

/** Locks the folder, then loads the cluster in it or makes a new one. */
export async function openDataFolder(options: LocalClusterOptions): Promise<DataFolder> {
  const { files } = options.ports
  const directory = await files.openDirectory(options.dataFolder, { create: true, symlinks: 'follow' })
  try {
    await keepPrivate(files, directory)
    const lock = await lockFolder(options)
    try {
      return await load(options, directory, lock)
    } catch (error) {
      await lock.release()
      throw error
    }
  } catch (error) {
    await directory.close()
    throw error
  }
}

/** Others could otherwise read names and times of files, even where the files are private. */
async function keepPrivate(files: Files, directory: Directory): Promise<void> {
  const status = await directory.status('')
  if (status === undefined || (status.mode & 0o077) === 0) return
  const parent = await files.openDirectory(dirname(directory.path), { symlinks: 'follow' })
  try {
    await parent.setMode(basename(directory.path), 0o700)
  } finally {
    await parent.close()
  }
}

async function lockFolder({ ports, dataFolder, signal }: LocalClusterOptions): Promise<FileLock> {
  try {
    return await ports.files.lock(join(dataFolder, 'lock'), { purpose: 'local cluster', signal })
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'storage.in-use') throw cause
    const { pid, since } = cause.details
    const who = typeof pid === 'number' ? `process ${String(pid)}` : 'another process'
    const when = typeof since === 'number' ? ` since ${new Date(since).toISOString()}` : ''
    throw new AppError('cluster.in-use', `the local cluster in ${dataFolder} is run by ${who}${when}`, {
      details: { ...cause.details, path: dataFolder },
      cause,
    })
  }
}

async function load(options: LocalClusterOptions, directory: Directory, lock: FileLock): Promise<DataFolder> {
  const { files, clock, random } = options.ports
  const staticTokens =
    options.staticTokensFile === undefined ? [] : await readStaticTokens(files, options.staticTokensFile)
  const state = (await readState(directory)) ?? (await createState(options, directory))
  const folder = join(options.dataFolder, 'audit')
  const audit = await openAuditLog({ files, folder, clock, random })
  const store = createStateStore({ directory, clock, state })
  return {
    directory,
    store,
    audit,
    staticTokens,
    async close() {
      await store.close()
      await audit.close()
      await lock.release()
      await directory.close()
    },
  }
}

async function createState(options: LocalClusterOptions, directory: Directory): Promise<ClusterState> {
  const { clock, random } = options.ports
  const clusterName = options.clusterName ?? 'local.botdesk'
  if (!/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i.test(clusterName)) {
    throw new AppError('usage.bad-argument', `${JSON.stringify(clusterName)} cannot be the name of a cluster`)
  }
  const now = clock.now()
  const state: ClusterState = {
    clusterName,
    hostId: randomUuid(random),
    createdAt: now,
    authorities: await createAuthorities(clusterName, now),
    resources: [accessRole()],
    usedTokens: [],
    instances: [],
  }
  options.signal.throwIfAborted()
  await writeState(directory, state)
  return state
}

/** The role that every Teleport cluster begins with: everything, as the logins the user's traits name. */
function accessRole(): StoredResource {
  const any = { '*': '*' }
  return readResource({
    kind: 'role',
    version: 'v7',
    metadata: { name: 'access', description: 'access to everything in this cluster' },
    spec: {
      allow: {
        logins: ['{{internal.logins}}'],
        app_labels: any,
        node_labels: any,
        db_labels: any,
        kubernetes_labels: any,
      },
    },
  })
}
