import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../out/main/cli.js')
const role = `kind: role
version: v7
metadata: {name: bench}
spec: {allow: {app_labels: {'*': '*'}, logins: [bench]}}
`

/** A local cluster in a process of its own, as a real one would be, and a folder that goes with it. */
export class BenchWorld {
  readonly folder: string
  readonly #cluster: ChildProcess
  readonly #address: string
  readonly #pin: string

  private constructor(folder: string, cluster: ChildProcess, info: { address: string; pin: string }) {
    this.folder = folder
    this.#cluster = cluster
    this.#address = info.address
    this.#pin = info.pin
  }

  static async start(): Promise<BenchWorld> {
    if (!existsSync(program)) throw new Error('the program is not built: run "npm run build" first')
    const folder = mkdtempSync(join(tmpdir(), 'botdesk-bench-'))
    const args = [
      program,
      'cluster',
      'start',
      '--data-dir',
      join(folder, 'cluster'),
      '--listen',
      '127.0.0.1:0',
      '--format',
      'json',
    ]
    const cluster = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const info = JSON.parse(await firstLine(cluster)) as { auth_server: string; ca_pins: string[] }
    const world = new BenchWorld(folder, cluster, { address: info.auth_server, pin: info.ca_pins[0] ?? '' })
    writeFileSync(join(folder, 'role.yaml'), role)
    world.#admin('create', join(folder, 'role.yaml'))
    return world
  }

  /** Makes a bot in the cluster and writes its `tbot.yaml`; gives the file and the outputs' folders. */
  addBot(name: string, outputs: readonly ('identity' | 'application')[]): string {
    const { token } = this.#admin('bots', 'add', name, '--roles=bench') as { token: string }
    const home = join(this.folder, name)
    const services = outputs.map(
      (type) => `  - type: ${type}
    destination: {type: directory, path: ${join(home, type)}}
${type === 'application' ? '    app_name: grafana-example\n' : ''}`,
    )
    const file = join(this.folder, `${name}.yaml`)
    writeFileSync(
      file,
      `version: v2
auth_server: ${this.#address}
onboarding:
  join_method: token
  token: ${token}
  ca_pins: [${this.#pin}]
storage: {type: directory, path: ${join(home, 'storage')}}
outputs:
${services.join('')}`,
      { mode: 0o600 },
    )
    return file
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#cluster.once('exit', resolve))
    this.#cluster.kill('SIGINT')
    await ended
    rmSync(this.folder, { recursive: true, force: true })
  }

  #admin(...args: string[]): unknown {
    const all = [program, 'cluster', ...args, '--data-dir', join(this.folder, 'cluster'), '--format', 'json']
    return JSON.parse(runToEnd(all) || 'null') as unknown
  }
}

/** Runs Node with these arguments and gives what it printed; throws with its errors when it fails. */
export function runToEnd(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr}`)
  return stdout
}

/** Runs `botdesk …` to its end. */
export function botdesk(...args: string[]): string {
  return runToEnd([program, ...args])
}

export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString()
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.once('exit', () => reject(new Error(`ended before it was ready: ${text}`)))
  })
}
