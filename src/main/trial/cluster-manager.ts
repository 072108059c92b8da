import { join } from 'node:path'
import type { ClusterView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import { openLocalCluster, teleportVersion } from '../local-cluster/index.ts'
import type { ClusterInfo, LocalCluster } from '../local-cluster/index.ts'
import type { ProfileStore } from '../fleet/profile-store.ts'
import type { LogBook } from '../log/log-book.ts'
import type { Redactor } from '../log/redactor.ts'
import type { Ports } from '../ports/index.ts'

/** First port tried; the next nine are tried when it is taken. Kept stable so that trial bots find their cluster again. */
const firstPort = 3025
const portsTried = 10

/** Keeps at most one local cluster of this backend, in the folder `cluster` of the data folder. */
export class ClusterManager {
  readonly #ports: Ports
  readonly #log: LogBook
  readonly #redactor: Redactor
  readonly #profile: ProfileStore
  readonly dataFolder: string
  readonly #listeners = new Set<() => void>()
  #state: ClusterView['state'] = 'stopped'
  #error: AppError | undefined
  #cluster: LocalCluster | undefined
  #startedAt: number | undefined
  #starting: Promise<LocalCluster> | undefined
  #abort = new AbortController()

  constructor(options: {
    ports: Ports
    dataFolder: string
    profile: ProfileStore
    log: LogBook
    redactor: Redactor
  }) {
    this.#ports = options.ports
    this.#log = options.log
    this.#redactor = options.redactor
    this.#profile = options.profile
    this.dataFolder = join(options.dataFolder, 'cluster')
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  view(): ClusterView {
    const base = this.#cluster?.view() ?? {
      bots: [],
      tokens: [],
      apps: [],
      authorities: [],
      audit: [],
    }
    const info = this.#cluster?.info()
    return {
      ...base,
      state: this.#state,
      dataFolder: this.dataFolder,
      ...(this.#error ? { error: this.#error.serialize() } : {}),
      ...(this.#startedAt === undefined ? {} : { startedAt: this.#startedAt }),
      ...(info
        ? { name: info.clusterName, address: info.authServer, caPins: info.caPins, version: info.version }
        : {}),
    }
  }

  /** The running cluster, or `cluster.not-running`. */
  get running(): LocalCluster {
    if (!this.#cluster) throw new AppError('cluster.not-running', 'the local cluster does not run')
    return this.#cluster
  }

  /** Where the running cluster answers. */
  get runningInfo(): ClusterInfo {
    const info = this.running.info()
    if (!info) throw new AppError('cluster.not-running', 'the local cluster does not listen')
    return info
  }

  /** Starts it, or gives the one that runs. */
  async start(): Promise<LocalCluster> {
    if (this.#cluster) return this.#cluster
    this.#starting ??= this.#open().finally(() => (this.#starting = undefined))
    return this.#starting
  }

  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined)
    this.#abort.abort()
    await this.#cluster?.close()
    this.#cluster = undefined
    this.#startedAt = undefined
    this.#set('stopped')
  }

  async #open(): Promise<LocalCluster> {
    this.#set('starting')
    this.#abort = new AbortController()
    try {
      const cluster = await openLocalCluster({
        ports: this.#ports,
        dataFolder: this.dataFolder,
        version: teleportVersion,
        signal: this.#abort.signal,
      })
      await this.#listen(cluster)
      cluster.subscribe(() => this.#changed())
      this.#cluster = cluster
      this.#startedAt = this.#ports.clock.now()
      this.#set('running')
      this.#log.write({
        level: 'info',
        service: 'local-cluster',
        message: `listening on ${cluster.info()?.authServer ?? ''}`,
      })
      return cluster
    } catch (thrown) {
      const error = AppError.from(thrown)
      this.#abort.abort()
      this.#log.write({ level: 'error', service: 'local-cluster', message: error.message, code: error.code })
      this.#set('failed', error)
      throw error
    }
  }

  /** The port of the last run, else the first free one of ten. */
  async #listen(cluster: LocalCluster): Promise<void> {
    const last = this.#profile.profile.clusterPort
    const candidates =
      last === undefined ? Array.from({ length: portsTried }, (_, index) => firstPort + index) : [last]
    for (const [index, port] of candidates.entries()) {
      try {
        await cluster.listen({ host: '127.0.0.1', port })
        await this.#profile.update((profile) => ({ ...profile, clusterPort: port }))
        return
      } catch (thrown) {
        const error = AppError.from(thrown)
        if (error.code !== 'cluster.port-in-use' || index === candidates.length - 1) {
          await cluster.close()
          throw error
        }
      }
    }
  }

  /** Remembers a value that must not reach the log. */
  keepSecret(secret: string): void {
    this.#redactor.add(secret)
  }

  #set(state: ClusterView['state'], error?: AppError): void {
    this.#state = state
    this.#error = error
    this.#changed()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
