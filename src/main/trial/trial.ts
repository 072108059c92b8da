import { join } from 'node:path'
import type { ServiceSnapshot } from '../../shared/contract/bots.ts'
import { maskSecrets } from '../../shared/config/index.ts'
import type { BotView, TrialStep, TrialStepName, TrialView } from '../../shared/contract/views.ts'
import { AppError } from '../../shared/errors.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { ClusterInfo, LocalCluster } from '../local-cluster/index.ts'
import type { Ports } from '../ports/index.ts'
import { replaceTextFile } from '../ports/text-file.ts'
import type { ClusterManager } from './cluster-manager.ts'

const botName = 'demo-bot'
const roleName = 'grafana-reader'
const applicationName = 'grafana-example'
const stepNames: readonly TrialStepName[] = ['cluster', 'bot', 'config', 'join', 'files', 'app']
const stepDeadlineMs = 60_000

const role = `kind: role
version: v7
metadata:
  name: ${roleName}
spec:
  allow:
    app_labels:
      '*': '*'
`

/** "Try it": local cluster, bot, configuration, join, files, and one request to the application, step by step. */
export class Trial {
  readonly #ports: Ports
  readonly #fleet: Fleet
  readonly #clusters: ClusterManager
  readonly #botFolder: string
  readonly #listeners = new Set<() => void>()
  #view: TrialView = { state: 'idle', steps: stepNames.map((name) => ({ name, state: 'waiting' })) }
  #abort: AbortController | undefined

  constructor(options: { ports: Ports; fleet: Fleet; clusters: ClusterManager; dataFolder: string }) {
    this.#ports = options.ports
    this.#fleet = options.fleet
    this.#clusters = options.clusters
    this.#botFolder = join(options.dataFolder, 'bots', botName)
  }

  view(): TrialView {
    return this.#view
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs the steps; what an earlier try has done is used again. Returns at once, progress is in `view()`. */
  start(): void {
    if (this.#view.state === 'running') return
    this.#abort = new AbortController()
    this.#set({ state: 'running', steps: stepNames.map((name) => ({ name, state: 'waiting' })) })
    void this.#run(this.#abort.signal)
  }

  /** Stops and removes the trial bot, here and in the cluster, and its files. */
  async remove(): Promise<void> {
    this.#abort?.abort()
    if (this.#trialBot()) {
      await this.#fleet.stop(botName)
      await this.#fleet.remove(botName, { deleteFiles: true })
    }
    const cluster = await this.#clusters.start()
    if (cluster.view().bots.some((bot) => bot.name === botName)) await cluster.removeBot(botName)
    this.#set({ state: 'idle', steps: stepNames.map((name) => ({ name, state: 'waiting' })) })
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      const cluster = await this.#step('cluster', async () => {
        const running = await this.#clusters.start()
        return [running, running.info()?.authServer]
      })
      const info = this.#clusters.runningInfo
      const token = await this.#step('bot', async () => [
        await this.#makeBot(cluster),
        `${botName} may open ${applicationName}`,
      ])
      await this.#step('config', async () => [
        await this.#writeConfig(info, token),
        join(this.#botFolder, 'tbot.yaml'),
      ])
      await this.#step('join', async () => {
        await this.#fleet.start(botName)
        await this.#until((bot) => bot.engine.identity !== undefined, signal)
        return [undefined, 'token used once, CA pin checked']
      })
      await this.#step('files', async () => {
        const services = await this.#until((bot) => bot.engine.state === 'healthy', signal)
        const files = services.reduce((count, service) => count + (service.files?.length ?? 0), 0)
        return [undefined, `${files} files in ${join(this.#botFolder, 'out')}`]
      })
      await this.#step('app', async () => [undefined, await this.#openApplication(info, signal)])
      this.#set({ ...this.#view, state: 'done' })
    } catch {
      // The failed step carries the error.
      this.#set({ ...this.#view, state: 'failed' })
    }
  }

  /** Runs one step with its time; the work gives its result and a line of what it did. */
  async #step<T>(name: TrialStepName, work: () => Promise<[T, string | undefined]>): Promise<T> {
    const began = this.#ports.clock.monotonic()
    this.#setStep({ name, state: 'running' })
    try {
      const [value, detail] = await work()
      const durationMs = this.#ports.clock.monotonic() - began
      this.#setStep({ name, state: 'done', durationMs, ...(detail === undefined ? {} : { detail }) })
      return value
    } catch (thrown) {
      this.#setStep({ name, state: 'failed', error: AppError.from(thrown).serialize() })
      throw thrown
    }
  }

  /** Gives a fresh single-use token for the bot, which is made when it is not there. */
  async #makeBot(cluster: LocalCluster): Promise<string> {
    await cluster.create(role, { force: true })
    const exists = cluster.view().bots.some((bot) => bot.name === botName)
    const { token } = exists
      ? await cluster.addToken({ bot: botName, ttlMs: 3_600_000, singleUse: true })
      : await cluster.addBot({ name: botName, roles: [roleName] })
    this.#clusters.keepSecret(token)
    return token
  }

  async #writeConfig(info: ClusterInfo, token: string): Promise<void> {
    const path = join(this.#botFolder, 'tbot.yaml')
    const text = trialConfig({ info, token, folder: this.#botFolder })
    const known = this.#trialBot()
    if (known) await this.#fleet.stop(botName)
    await replaceTextFile(this.#ports.files, path, text)
    this.#fleet.noteWritten(botName, text)
    if (!known) await this.#fleet.add({ path, name: botName, trial: true })
    this.#set({ ...this.#view, bot: botName, configText: maskSecrets(text) })
  }

  /** Waits for the trial bot to be as asked; rejects with its error when it fails for good, or after a minute. */
  async #until(reached: (bot: BotView) => boolean, signal: AbortSignal): Promise<readonly ServiceSnapshot[]> {
    const waiting = new AbortController()
    const result = new Promise<readonly ServiceSnapshot[]>((resolve, reject) => {
      const look = () => {
        const bot = this.#trialBot()
        if (!bot) return
        const { error, services, state } = bot.engine
        if (reached(bot)) resolve(services)
        else if (error && !error.retryable && (state === 'locked' || state === 'unhealthy')) {
          reject(AppError.deserialize(error))
        }
      }
      waiting.signal.addEventListener('abort', this.#fleet.subscribe(look))
      look()
    })
    const late = this.#ports.clock
      .sleep(stepDeadlineMs, { signal: AbortSignal.any([signal, waiting.signal]) })
      .then(() => Promise.reject(new AppError('cluster.timeout', 'the bot was not ready within a minute')))
    try {
      return await Promise.race([result, late])
    } finally {
      waiting.abort()
      late.catch(() => undefined)
    }
  }

  /** One real request with the written files; the answer must name the bot. */
  async #openApplication(info: ClusterInfo, signal: AbortSignal): Promise<string> {
    const read = (artifact: string) =>
      this.#fleet.readArtifact({ bot: botName, service: applicationName, artifact })
    const [cert, key, authority] = await Promise.all([
      read('tlscert'),
      read('key'),
      read('teleport-host-ca.crt'),
    ])
    const host = `${applicationName}.localhost`
    const answer = await this.#ports.network.get({
      host: '127.0.0.1',
      port: Number(info.authServer.slice(info.authServer.lastIndexOf(':') + 1)),
      serverName: host,
      hostHeader: host,
      alpn: ['http/1.1'],
      roots: { kind: 'pem', certificates: [authority] },
      certificate: { cert, key },
      timeoutMs: 10_000,
      path: '/api/users',
      maxBytes: 65_536,
      signal,
    })
    if (answer.status !== 200 || !answer.body.includes(botName)) {
      throw new AppError('credential.proof-failed', `${applicationName} answered ${answer.status}`, {
        details: { status: answer.status },
      })
    }
    return `GET /api/users answered ${answer.status} to ${botName}`
  }

  #trialBot(): BotView | undefined {
    return this.#fleet.view().bots.find((bot) => bot.name === botName)
  }

  #setStep(step: TrialStep): void {
    this.#set({
      ...this.#view,
      steps: this.#view.steps.map((each) => (each.name === step.name ? step : each)),
    })
  }

  #set(view: TrialView): void {
    this.#view = view
    for (const listener of this.#listeners) listener()
  }
}

/** The file a person would write for the local cluster; it runs on plain tbot too. */
export function trialConfig(options: { info: ClusterInfo; token: string; folder: string }): string {
  const { info, token, folder } = options
  const pins = info.caPins.map((pin) => `    - ${JSON.stringify(pin)}`).join('\n')
  return `version: v2
# The local cluster of Botdesk, on this computer only.
auth_server: ${info.authServer}
onboarding:
  join_method: token
  # Used once; afterwards the bot renews with what it keeps in storage.
  token: ${JSON.stringify(token)}
  # The cluster must show this authority, or the token is not sent.
  ca_pins:
${pins}
storage:
  type: directory
  path: ${JSON.stringify(join(folder, 'storage'))}
credential_ttl: 1h
renewal_interval: 20m
services:
  # A client certificate for the web application ${applicationName}.
  - type: application
    name: ${applicationName}
    app_name: ${applicationName}
    destination:
      type: directory
      path: ${JSON.stringify(join(folder, 'out', applicationName))}
  # SSH and API access with the roles of the bot.
  - type: identity
    name: ${botName}-ssh
    destination:
      type: directory
      path: ${JSON.stringify(join(folder, 'out', 'identity'))}
`
}
