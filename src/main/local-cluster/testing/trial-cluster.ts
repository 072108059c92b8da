import { createSimulator } from '../../ports/testing/simulator.ts'
import type { SimulatedHost, Simulator } from '../../ports/testing/simulator.ts'
import type { LocalClusterOptions } from '../data-folder.ts'
import { openLocalCluster } from '../local-cluster.ts'
import type { ClusterInfo, LocalCluster } from '../model.ts'
import { joinByCall, wireTo } from './test-client.ts'
import type { Held, Wire } from './test-client.ts'

/** Where every simulated cluster keeps its state. */
export const dataFolder = '/data/cluster'
const port = 3025

/** A cluster on a simulated computer. */
export interface TrialCluster {
  readonly simulator: Simulator
  readonly host: SimulatedHost
  readonly cluster: LocalCluster
  readonly info: ClusterInfo
  wire(held?: Held): Wire
}

/** Opens a cluster in a new world and lets it listen. */
export async function startTrial(options: Partial<LocalClusterOptions> = {}): Promise<TrialCluster> {
  const simulator = createSimulator({ seed: 1 })
  const host = simulator.host('workstation')
  return await startOn(simulator, host, options)
}

/** Opens the cluster on a host that may have run it before. */
export async function startOn(
  simulator: Simulator,
  host: SimulatedHost,
  options: Partial<LocalClusterOptions> = {},
): Promise<TrialCluster> {
  const cluster = await openTrial(host, options)
  const info = await cluster.listen({ host: '127.0.0.1', port })
  return {
    simulator,
    host,
    cluster,
    info,
    wire: (held) => wireTo(simulator.network, info.authServer, held),
  }
}

export function openTrial(
  host: SimulatedHost,
  options: Partial<LocalClusterOptions> = {},
): Promise<LocalCluster> {
  return openLocalCluster({
    ports: host.ports,
    dataFolder,
    clusterName: 'trial.example',
    version: '18.0.0',
    signal: new AbortController().signal,
    ...options,
  })
}

/** The bot `demo` with the role `access`, joined. */
export async function joinedBot(trial: TrialCluster, name = 'demo'): Promise<Held> {
  const { token } = await trial.cluster.addBot({ name, roles: ['access'] })
  return await joinByCall(trial.wire(), { token })
}

/** The role of a bot that reaches the built-in application and logs in as `deploy`. */
export const readerRole = `
kind: role
version: v7
metadata: {name: grafana-reader}
spec:
  options: {max_session_ttl: 8h}
  allow:
    logins: [deploy]
    app_labels: {env: trial}
`
