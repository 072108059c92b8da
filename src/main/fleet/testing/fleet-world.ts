import { dirname } from 'node:path'
import type { ConfigVersion } from '../../../shared/contract/authoring.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { appReaderRole } from '../../engine/testing/bot-world.ts'
import { openLocalCluster } from '../../local-cluster/index.ts'
import type { LocalCluster } from '../../local-cluster/index.ts'
import { HistoryStore } from '../../history/history-store.ts'
import { LogBook } from '../../log/log-book.ts'
import { Redactor } from '../../log/redactor.ts'
import type { FakeClock } from '../../ports/testing/fake-clock.ts'
import { createSimulator } from '../../ports/testing/simulator.ts'
import type { SimulatedHost } from '../../ports/testing/simulator.ts'
import { readTextFile, replaceTextFile } from '../../ports/text-file.ts'
import { Fleet } from '../fleet.ts'
import { ProfileStore } from '../profile-store.ts'

const configPath = '/home/deploy/tbot.yaml'
const tokenPath = '/home/deploy/token'

/** The file of the bot `demo`; its token is in a file beside it. */
export const addedBotText = `version: v2
auth_server: cluster:3025
onboarding:
  join_method: token
  token: ${tokenPath}
storage: {type: directory, path: /home/deploy/storage}
credential_ttl: 1h
renewal_interval: 20m
services:
  - type: identity
    destination: {type: directory, path: /home/deploy/out}
`

/** A fleet with one bot on a simulated computer, and the cluster it belongs to. */
export interface FleetWorld {
  /** The one of now: another after `reopen`. */
  readonly fleet: Fleet
  readonly clock: FakeClock
  readonly host: SimulatedHost
  readonly cluster: LocalCluster
  bot(): BotView
  versions(): readonly ConfigVersion[]
  /** Writes the bot's file as another program would. */
  write(text: string, path?: string): Promise<void>
  remove(): Promise<void>
  /** The text of a file on the bot's computer; undefined when it is not there. */
  read(path?: string): Promise<string | undefined>
  /** Ends Botdesk, in order or by a power loss, and starts it again; bots run again after `startWanted`. */
  reopen(how: 'in-order' | 'crash'): Promise<Fleet>
}

/** Starts the cluster and adds the bot `demo`, which does not run yet. */
export async function createFleetWorld(): Promise<FleetWorld> {
  const simulator = createSimulator({ seed: 1 })
  const cluster = await openLocalCluster({
    ports: simulator.host('cluster').ports,
    dataFolder: '/var/lib/cluster',
    clusterName: 'trial',
    version: '18.0.0',
    signal: new AbortController().signal,
  })
  await cluster.listen({ host: 'cluster', port: 3025 })
  await cluster.create(appReaderRole, { force: true })
  const { token } = await cluster.addBot({ name: 'demo', roles: ['app-reader'] })
  const host = simulator.host('workstation')
  const write = (text: string, path = configPath) => replaceTextFile(host.ports.files, path, text)
  await write(addedBotText)
  await replaceTextFile(host.ports.files, tokenPath, token)
  const history = new HistoryStore(':memory:')
  let fleet = await openFleet(host, history)
  await fleet.add({ path: configPath, name: 'demo' })
  return {
    get fleet() {
      return fleet
    },
    clock: simulator.clock,
    host,
    cluster,
    write,
    versions: () => fleet.configurations.versions('demo'),
    bot: () => {
      const [bot] = fleet.view().bots
      if (!bot) throw new Error('there is no bot')
      return bot
    },
    remove: async () => {
      const folder = await host.ports.files.openDirectory(dirname(configPath), { symlinks: 'follow' })
      await folder.remove('tbot.yaml')
      await folder.close()
    },
    read: (path = configPath) => readTextFile(host.ports.files, path),
    reopen: async (how) => {
      if (how === 'in-order') await fleet.stopAll()
      host.restart()
      fleet = await openFleet(host, history)
      return fleet
    },
  }
}

async function openFleet({ ports }: SimulatedHost, history: HistoryStore): Promise<Fleet> {
  const redactor = new Redactor()
  const dataFolder = '/home/deploy/.botdesk'
  await (await ports.files.openDirectory(dataFolder, { create: true, symlinks: 'follow' })).close()
  const { store: profile } = await ProfileStore.open(ports.files, dataFolder, ports.clock.now())
  return Fleet.open({
    ports,
    dataFolder,
    version: '18.0.0',
    profile,
    history,
    log: new LogBook({ clock: ports.clock, redactor, sinks: [] }),
    redactor,
  })
}
