import { join } from 'node:path'
import { targetVersions } from '../shared/config/problem.ts'
import type { AppInfo, AppUsage } from '../shared/contract/views.ts'
import { AppError } from '../shared/errors.ts'
import { Plans } from './authoring/plans.ts'
import { Fleet } from './fleet/fleet.ts'
import { ProfileStore } from './fleet/profile-store.ts'
import { HistoryStore } from './history/history-store.ts'
import { LogBook } from './log/log-book.ts'
import type { LogSink } from './log/log-book.ts'
import { Redactor } from './log/redactor.ts'
import type { FileLock } from './ports/files.ts'
import type { Ports } from './ports/index.ts'
import { ClusterManager } from './trial/cluster-manager.ts'
import { Trial } from './trial/trial.ts'

/** What differs between the faces: how they show themselves and what only a desktop can do. */
export interface FaceServices {
  readonly face: AppInfo['face']
  readonly faceReason?: string
  /** The system's file dialog; absent in the browser face. */
  chooseFile?(): Promise<string | undefined>
  /** The system's file manager; absent in the browser face. */
  openFolder?(path: string): Promise<void>
}

export interface BackendOptions {
  readonly ports: Ports
  readonly dataFolder: string
  readonly homeFolder: string
  readonly version: string
  readonly face: FaceServices
  readonly logSinks?: readonly LogSink[]
}

const usageEveryMs = 5_000

/** All of Botdesk but its faces: one per data folder, held by a lock. */
export interface Backend {
  readonly info: AppInfo
  readonly face: FaceServices
  readonly ports: Ports
  readonly profile: ProfileStore
  readonly fleet: Fleet
  readonly clusters: ClusterManager
  readonly trial: Trial
  readonly log: LogBook
  usage(): AppUsage
  onUsage(listener: () => void): () => void
  /** Starts the cluster and the bots that are meant to run; resolves when each start was tried. */
  resume(): Promise<void>
  /** Stops engines and cluster in order and releases the data folder. */
  close(): Promise<void>
}

/** Opens a data folder. Rejects with `storage.in-use` and the holder when another Botdesk has it open. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { ports, dataFolder, version, face } = options
  const redactor = new Redactor()
  const log = new LogBook({ clock: ports.clock, redactor, sinks: options.logSinks ?? [] })
  const lock = await lockDataFolder(ports, dataFolder)
  const { store: profile, damaged } = await ProfileStore.open(ports.files, dataFolder, ports.clock.now())
  if (damaged !== undefined) {
    log.write({
      level: 'warning',
      message: `the profile could not be read and was moved to ${damaged}; the list of bots starts empty`,
    })
  }
  const history = new HistoryStore(join(dataFolder, 'history.db'))
  if (history.failure !== undefined) {
    log.write({ level: 'warning', message: `history is kept in memory only: ${history.failure}` })
  }
  history.prune(ports.clock.now())
  const fleet = await Fleet.open({ ports, dataFolder, version, profile, history, log, redactor })
  const plans = new Plans({ fleet, ports, profile })
  fleet.applier.askFirst((bot, text) => plans.requireDecided({ bot, text, target: profile.bot(bot).target }))
  const clusters = new ClusterManager({ ports, dataFolder, profile, log, redactor })
  const trial = new Trial({ ports, fleet, clusters, dataFolder })
  const meter = new UsageMeter(ports)

  return {
    info: appInfo(options),
    face,
    ports,
    profile,
    fleet,
    clusters,
    trial,
    log,
    usage: () => meter.usage,
    onUsage: (listener) => meter.subscribe(listener),
    async resume() {
      meter.start()
      if (profile.profile.clusterWanted) await clusters.start().catch(() => undefined)
      await fleet.startWanted()
    },
    async close() {
      meter.stop()
      await fleet.stopAll()
      await clusters.stop()
      history.close()
      await lock.release()
    },
  }
}

async function lockDataFolder(ports: Ports, dataFolder: string): Promise<FileLock> {
  const folder = await ports.files.openDirectory(dataFolder, { create: true, symlinks: 'follow' })
  await folder.close()
  return ports.files.lock(join(dataFolder, 'botdesk.lock'), {
    purpose: 'Botdesk',
    signal: new AbortController().signal,
  })
}

function appInfo({ ports, dataFolder, homeFolder, version, face }: BackendOptions): AppInfo {
  return {
    version,
    face: face.face,
    dataFolder,
    homeFolder,
    platform: ports.processes.platform,
    userName: ports.processes.userName,
    hostname: ports.processes.hostname,
    nodeVersion: process.versions.node,
    startedAt: ports.clock.now(),
    ...(face.faceReason === undefined ? {} : { faceReason: face.faceReason }),
  }
}

/** Samples what Botdesk itself costs, every five seconds while it runs. */
class UsageMeter {
  readonly #ports: Ports
  readonly #listeners = new Set<() => void>()
  #abort: AbortController | undefined
  usage: AppUsage

  constructor(ports: Ports) {
    this.#ports = ports
    this.usage = { cpuPercent: 0, residentBytes: ports.processes.usage().residentBytes }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    this.#abort ??= new AbortController()
    void this.#run(this.#abort.signal).catch(() => undefined)
  }

  stop(): void {
    this.#abort?.abort()
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (;;) {
      const before = this.#ports.processes.usage().cpuSeconds
      const began = this.#ports.clock.monotonic()
      await this.#ports.clock.sleep(usageEveryMs, { signal })
      const { cpuSeconds, residentBytes } = this.#ports.processes.usage()
      const seconds = (this.#ports.clock.monotonic() - began) / 1000
      this.usage = { cpuPercent: (100 * (cpuSeconds - before)) / seconds, residentBytes }
      for (const listener of this.#listeners) listener()
    }
  }
}

/** Refuses numbers that are no known target version. */
export function knownTarget(target: number): (typeof targetVersions)[number] {
  const found = targetVersions.find((version) => version === target)
  if (found === undefined) throw new AppError('usage.bad-argument', `there is no target version ${target}`)
  return found
}
