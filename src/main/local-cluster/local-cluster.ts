import { hostOf } from '../../shared/address.ts'
import { AppError } from '../../shared/errors.ts'
import { caPin } from '../credentials/index.ts'
import type { Listening } from '../ports/network.ts'
import { removeAdminFile, writeAdminFile } from './admin-file.ts'
import { createAdministration } from './administration.ts'
import { demoAppName } from './apps.ts'
import { tlsAuthority } from './authorities.ts'
import { openDataFolder } from './data-folder.ts'
import type { DataFolder, LocalClusterOptions } from './data-folder.ts'
import type { ClusterInfo, LocalCluster } from './model.ts'
import { servePort } from './port.ts'
import type { ClusterRuntime } from './runtime.ts'
import { createAdminIdentity, createServerIdentity } from './server-identity.ts'
import type { ClusterState } from './state.ts'
import { clusterView } from './view.ts'
import type { ClusterLife } from './view.ts'

/**
 * Locks the data folder, loads the cluster in it or makes a new one. Refuses with `cluster.in-use` (naming the first
 * process) and `cluster.corrupt`. Does not touch the network yet; the caller closes it.
 */
export async function openLocalCluster(options: LocalClusterOptions): Promise<LocalCluster> {
  return createCluster(options, await openDataFolder(options))
}

function createCluster(options: LocalClusterOptions, folder: DataFolder): LocalCluster {
  const { ports, dataFolder } = options
  const { store, audit, directory } = folder
  const listeners = new Set<() => void>()
  const changed = (): void => listeners.forEach((listener) => listener())
  let life: ClusterLife = { state: 'stopped' }
  let listening: Listening | undefined
  let info: ClusterInfo | undefined
  let demoAppAddress = `${demoAppName}.localhost`
  let closing: Promise<void> | undefined
  const runtime: ClusterRuntime = {
    store,
    audit: { ...audit, record: (record) => audit.record(record).then(changed) },
    clock: ports.clock,
    random: ports.random,
    version: options.version,
    staticTokens: folder.staticTokens,
    address: () => requireInfo().authServer,
    demoAppAddress: () => demoAppAddress,
  }
  const administration = createAdministration(runtime, requireInfo)
  store.subscribe(changed)

  function requireInfo(): ClusterInfo {
    if (info !== undefined) return info
    throw new AppError('cluster.not-running', 'the local cluster does not listen')
  }

  function setLife(next: ClusterLife): void {
    life = next
    changed()
  }

  async function listen(where: Parameters<LocalCluster['listen']>[0]): Promise<ClusterInfo> {
    if (info !== undefined || closing !== undefined) {
      throw new AppError('internal.unexpected', 'the local cluster listens already or is closed')
    }
    setLife({ state: 'starting' })
    try {
      demoAppAddress = where.demoAppPublicAddress ?? demoAppAddress
      const hosts = [where.host, hostOf(demoAppAddress)]
      const identity = await createServerIdentity({ state: () => store.state, clock: ports.clock, hosts })
      const status = () => Promise.resolve(requireInfo())
      const served = { ...administration, status }
      listening = await servePort({
        network: ports.network,
        host: where.host,
        port: where.port,
        runtime,
        identity,
        administration: served,
      })
      info = infoOf(store.state, { ...options, host: where.host, port: listening.port })
      await writeAdmin(listening.port, where.host)
      setLife({ state: 'running', startedAt: ports.clock.now() })
      return info
    } catch (error) {
      await listening?.close()
      ;[listening, info] = [undefined, undefined]
      setLife({ state: 'failed', error: AppError.from(error).serialize() })
      throw error
    }
  }

  async function writeAdmin(port: number, host: string): Promise<void> {
    const admin = await createAdminIdentity(store.state, ports.clock.now())
    await writeAdminFile(directory, {
      host: reachableHost(host),
      port,
      certificate: admin.cert,
      key: admin.key,
      authority: tlsAuthority(store.state.authorities, 'host').certificate,
    })
  }

  async function close(): Promise<void> {
    try {
      await listening?.close()
      if (info !== undefined) await removeAdminFile(directory)
    } finally {
      ;[listening, info] = [undefined, undefined]
      await folder.close()
      setLife({ state: 'stopped' })
      listeners.clear()
    }
  }

  return {
    ...administration,
    listen,
    info: () => info,
    view: () => clusterView({ runtime, life, info, dataFolder }),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => (closing ??= close()),
  }
}

function infoOf(
  state: ClusterState,
  options: LocalClusterOptions & { host: string; port: number },
): ClusterInfo {
  const host = reachableHost(options.host)
  return {
    clusterName: state.clusterName,
    authServer: `${host.includes(':') ? `[${host}]` : host}:${String(options.port)}`,
    caPins: [caPin(tlsAuthority(state.authorities, 'host').certificate)],
    version: options.version,
    pid: options.ports.processes.pid,
  }
}

/** Where a program on this computer reaches a port that listens on every address. */
function reachableHost(host: string): string {
  return ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : host
}
