import type { BotConfig, ServiceConfig } from '../../../shared/config/model.ts'
import type { EngineSnapshot, ServiceSnapshot } from '../../../shared/contract/bots.ts'
import { demoAppName, openLocalCluster } from '../../local-cluster/index.ts'
import type { AddedBot, LocalCluster } from '../../local-cluster/index.ts'
import type { Ports } from '../../ports/index.ts'
import { createSimulator } from '../../ports/testing/simulator.ts'
import type { SimulatedHost, Simulator } from '../../ports/testing/simulator.ts'
import { createBot } from '../bot.ts'
import type { Bot, EngineEvent } from '../model.ts'

export const minute = 60_000
export const hour = 60 * minute
export const authServer = 'cluster:3025'
export const storagePath = '/var/lib/bot'
export const outputPath = '/opt/app'

/** A role that may open every application. */
export const appReaderRole = `kind: role
version: v7
metadata: {name: app-reader}
spec: {allow: {logins: [trial], app_labels: {'*': '*'}}}
`
const lifetime = { credentialTtlMs: hour, renewalIntervalMs: 20 * minute }

/** A bot under test and everything it said. */
export interface RunningBot {
  readonly bot: Bot
  readonly events: EngineEvent[]
  readonly stop: AbortController
  /** Settles with the run; a rejection is kept as a value so that nothing is unhandled. */
  readonly ended: Promise<unknown>
  snapshot(): EngineSnapshot
  service(name: string): ServiceSnapshot
}

export interface StartOptions {
  readonly config?: BotConfig
  readonly ports?: Ports
  readonly proofIntervalMs?: number
}

/** One cluster and one computer for bots, all simulated. */
export interface BotWorld {
  readonly simulator: Simulator
  readonly cluster: LocalCluster
  readonly host: SimulatedHost
  readonly added: AddedBot
  config(changes?: Partial<BotConfig>): BotConfig
  start(options?: StartOptions): RunningBot
}

/** Starts a cluster with one bot that may open the demo application. */
export async function createBotWorld(seed: number | string = 1): Promise<BotWorld> {
  const simulator = createSimulator({ seed })
  const cluster = await openLocalCluster({
    ports: simulator.host('cluster').ports,
    dataFolder: '/var/lib/cluster',
    clusterName: 'trial',
    version: '18.0.0',
    signal: new AbortController().signal,
  })
  await cluster.listen({ host: 'cluster', port: 3025 })
  await cluster.create(appReaderRole, { force: true })
  const added = await cluster.addBot({ name: 'demo', roles: ['app-reader'] })
  const host = simulator.host('workstation')
  const config = (changes: Partial<BotConfig> = {}) => botConfig(added, changes)
  return {
    simulator,
    cluster,
    host,
    added,
    config,
    start: (options = {}) => startBot({ config: config(), ports: host.ports, ...options }),
  }
}

/** The configuration of a bot that joins with a fresh token and opens the demo application. */
export function botConfig(added: AddedBot, changes: Partial<BotConfig> = {}): BotConfig {
  return {
    debug: false,
    address: { kind: 'auth', address: authServer },
    insecure: false,
    onboarding: { joinMethod: 'token', token: added.token, caPins: added.caPins },
    storage: directory(storagePath),
    lifetime,
    oneshot: false,
    services: [applicationService()],
    ...changes,
  }
}

/** A directory destination that follows no links. */
export function directory(path: string): BotConfig['storage'] {
  return { type: 'directory', path, symlinks: 'try-secure', acls: 'off', readers: [] }
}

/** The application output of the demo application. */
export function applicationService(changes: Partial<ServiceConfig> = {}): ServiceConfig {
  const service: ServiceConfig = {
    type: 'application',
    name: 'app',
    appName: demoAppName,
    specificTlsNaming: true,
    lifetime,
    roles: [],
    path: 'services[0]',
    destination: directory(outputPath),
  }
  return { ...service, ...changes } as ServiceConfig
}

/** An identity output. */
export function identityService(changes: Partial<ServiceConfig> = {}): ServiceConfig {
  const service: ServiceConfig = {
    type: 'identity',
    name: 'ssh',
    sshConfig: true,
    allowReissue: false,
    lifetime,
    roles: [],
    path: 'services[1]',
    destination: directory('/opt/ssh'),
  }
  return { ...service, ...changes } as ServiceConfig
}

function startBot(options: StartOptions & { config: BotConfig; ports: Ports }): RunningBot {
  const bot = createBot({ ...options, version: '18.0.0' })
  const events: EngineEvent[] = []
  bot.subscribe((event) => events.push(event))
  const stop = new AbortController()
  const ended = bot.run(stop.signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const service = (name: string) => {
    const found = bot.snapshot().services.find((each) => each.name === name)
    if (!found) throw new Error(`no service ${name}`)
    return found
  }
  return { bot, events, stop, ended, snapshot: () => bot.snapshot(), service }
}
