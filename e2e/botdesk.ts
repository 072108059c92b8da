import { test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const homes = join(root, 'test-results', 'homes')
const startDeadlineMs = 20_000

/** A Botdesk of one test: the browser face in a fresh data folder. */
export class Botdesk {
  readonly home: string
  #process: ChildProcess | undefined
  #address = ''

  constructor(home: string) {
    this.home = home
  }

  /** Starts `botdesk serve` and keeps its one-time address. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), 'serve', '--no-open'], {
      cwd: root,
      env: { ...process.env, BOTDESK_HOME: this.home },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    this.#address = await firstAddress(child)
  }

  /** Ends it as a person would with Ctrl C, or as a crash would. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }

  get address(): string {
    return this.#address
  }

  /** The configuration of a bot it keeps. */
  configPath(bot = 'demo-bot'): string {
    return join(this.home, 'bots', bot, 'tbot.yaml')
  }

  /** Its text now. */
  config(bot?: string): string {
    return readFileSync(this.configPath(bot), 'utf8')
  }

  /** The draft of a bot; empty where there is none. */
  draft(bot = 'demo-bot'): string {
    const path = join(this.home, 'drafts', `${bot}.yaml`)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }

  async open(page: Page): Promise<void> {
    await page.goto(this.#address)
  }
}

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const late = setTimeout(
      () => reject(new Error(`no address after ${startDeadlineMs} ms: ${text}`)),
      startDeadlineMs,
    )
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString()
      const address = /^Botdesk: (\S+)$/m.exec(text)?.[1]
      if (address === undefined) return
      clearTimeout(late)
      resolve(address)
    })
    child.once('exit', () => reject(new Error(`ended before it was ready: ${text}`)))
  })
}

/** `botdesk`: a running one with an empty data folder, stopped after the test. */
export const test = base.extend<{ botdesk: Botdesk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern.
  botdesk: async ({}, use) => {
    mkdirSync(homes, { recursive: true })
    const botdesk = new Botdesk(mkdtempSync(join(homes, 'home-')))
    await botdesk.start()
    await use(botdesk)
    await botdesk.stop()
  },
})

export { expect } from '@playwright/test'
