import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
export const cli = join(root, 'out/main/cli.js')
const homes = join(root, 'test-results', 'homes')
const patienceMs = 30_000
const mostOutputBytes = 64 * 1024 * 1024

/** A new folder below `test-results/homes`, where the scan for secrets looks. */
export function freshFolder(name: string): string {
  if (!existsSync(cli)) throw new Error('the program is not built: run "npm run build" first')
  mkdirSync(homes, { recursive: true })
  return mkdtempSync(join(homes, `${name}-`))
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Ended {
  const result = spawnSync(program, [...args], {
    encoding: 'utf8',
    timeout: patienceMs,
    maxBuffer: mostOutputBytes,
    ...options,
  })
  if (result.error) throw result.error
  return { code: result.status ?? -1, stdout: result.stdout, stderr: result.stderr }
}

/** Runs `botdesk …` to its end. */
export function botdesk(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Ended {
  return run(process.execPath, [cli, ...args], { ...options, env: { ...process.env, ...options.env } })
}

/** Runs `botdesk …` and parses what it prints. */
export function botdeskJson(args: readonly string[]): Record<string, unknown> {
  const { code, stdout, stderr } = botdesk([...args, '--format', 'json'])
  if (code !== 0) throw new Error(`botdesk ${args.join(' ')} ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as Record<string, unknown>
}

/** A program that goes on; everything it prints is kept. */
export class Background {
  readonly #child: ChildProcess
  readonly #ended: Promise<number>
  #output = ''
  #watchers: (() => void)[] = []

  constructor(
    program: string,
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
  ) {
    this.#child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#output += data.toString()
        for (const look of this.#watchers) look()
      })
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        resolve(code ?? -1)
        for (const look of this.#watchers) look()
      })
    })
  }

  static botdesk(
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
  ): Background {
    return new Background(process.execPath, [cli, ...args], {
      ...options,
      env: { ...process.env, ...options.env },
    })
  }

  get output(): string {
    return this.#output
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resolves with the match once the output has it; rejects when the program ends first or after 30 s. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const stop = (act: () => void) => {
        clearTimeout(late)
        this.#watchers = this.#watchers.filter((each) => each !== look)
        act()
      }
      const look = () => {
        const match = pattern.exec(this.#output)
        if (match) stop(() => resolve(match))
        else if (this.#child.exitCode !== null)
          stop(() => reject(new Error(`ended without ${pattern}: ${this.#output}`)))
      }
      const late = setTimeout(
        () => stop(() => reject(new Error(`no ${pattern} in: ${this.#output}`))),
        patienceMs,
      )
      this.#watchers.push(look)
      look()
    })
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Sends a signal and gives the exit code. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal)
    return this.#ended
  }

  ended(): Promise<number> {
    return this.#ended
  }
}

/** Asks again until the condition holds; rejects after 30 s with what was seen last. */
export async function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  what: string,
): Promise<T> {
  const until = Date.now() + patienceMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > until) throw new Error(`never: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** A status and body of the diagnostics listener; undefined while nothing answers. */
export async function ask(url: string): Promise<{ status: number; body: string } | undefined> {
  try {
    const answer = await fetch(url)
    return { status: answer.status, body: await answer.text() }
  } catch {
    return undefined
  }
}
