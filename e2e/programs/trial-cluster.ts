import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Background, botdesk, botdeskJson } from './program.ts'

const role = `kind: role
version: v7
metadata:
  name: grafana-reader
spec:
  allow:
    app_labels:
      '*': '*'
    logins: [demo, root]
`

/** A planted secret: no output may ever hold it. Static tokens can be used by many tests. */
export const canaryToken = 'canary-secret-0123456789abcdef'

/** A running local cluster with a role and, for each name asked for, a bot. */
export class TrialCluster {
  readonly folder: string
  readonly #dataDir: string
  #process: Background | undefined
  address = ''
  pin = ''

  constructor(folder: string) {
    this.folder = folder
    this.#dataDir = join(folder, 'cluster')
  }

  static async start(folder: string): Promise<TrialCluster> {
    const cluster = new TrialCluster(folder)
    await cluster.run()
    const file = join(folder, 'role.yaml')
    writeFileSync(file, role)
    cluster.admin('create', file)
    return cluster
  }

  /** Starts the process, at the same port as before if it ran before. */
  async run(extra: readonly string[] = []): Promise<void> {
    const listen = this.address === '' ? '127.0.0.1:0' : this.address
    const args = [
      'cluster',
      'start',
      '--data-dir',
      this.#dataDir,
      '--listen',
      listen,
      '--format',
      'json',
      ...extra,
    ]
    this.#process = Background.botdesk(args)
    const [line] = await this.#process.waitFor(/^\{.*"auth_server".*\}$/m)
    const info = JSON.parse(line) as { auth_server: string; ca_pins: string[] }
    this.address = info.auth_server
    this.pin = info.ca_pins[0] ?? ''
  }

  get process(): Background {
    if (!this.#process) throw new Error('the cluster was not started')
    return this.#process
  }

  get port(): string {
    return this.address.slice(this.address.lastIndexOf(':') + 1)
  }

  /** `botdesk cluster …`; throws when it fails. */
  admin(...args: string[]): string {
    const { code, stdout, stderr } = botdesk(['cluster', ...args, '--data-dir', this.#dataDir])
    if (code !== 0) throw new Error(`cluster ${args.join(' ')} ended with ${code}: ${stderr}`)
    return stdout
  }

  /** A bot and its single-use token. */
  addBot(name: string): string {
    const added = botdeskJson([
      'cluster',
      'bots',
      'add',
      name,
      '--roles=grafana-reader',
      '--data-dir',
      this.#dataDir,
    ])
    return String(added['token'])
  }

  addToken(bot: string, ...args: string[]): string {
    return String(
      botdeskJson(['cluster', 'tokens', 'add', `--bot=${bot}`, '--data-dir', this.#dataDir, ...args])[
        'token'
      ],
    )
  }

  /** A configuration like the one of the user's guide. */
  config(options: {
    token: string
    folder: string
    extra?: string
    pin?: string
    services?: string
  }): string {
    const path = join(options.folder, 'tbot.yaml')
    const services =
      options.services ??
      `outputs:
  - type: application
    destination:
      type: directory
      path: ${options.folder}/app
    app_name: grafana-example
`
    writeFileSync(
      path,
      `version: v2
auth_server: "${this.address}"
onboarding:
  join_method: "token"
  token: "${options.token}"
  ca_pins:
  - "${options.pin ?? this.pin}"
storage:
  type: directory
  path: ${options.folder}/storage
${services}${options.extra ?? ''}`,
      { mode: 0o600 },
    )
    return path
  }

  async stop(): Promise<void> {
    await this.#process?.end()
  }
}
