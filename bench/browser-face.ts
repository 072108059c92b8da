import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { median, milliseconds } from './report.ts'
import type { Row } from './report.ts'
import { firstLine } from './world.ts'

const rounds = 10
const program = join(import.meta.dirname, '../out/main/cli.js')
const debianChromium = '/usr/bin/chromium'
/** The least a page can be: one heading from a server in a fresh Node. */
const plainServer = `require('node:http').createServer((q, a) => a.setHeader('content-type', 'text/html').end('<h1>list</h1>'))
  .listen(0, '127.0.0.1', function () { console.log('Botdesk: http://127.0.0.1:' + this.address().port) })`

/** Starts Chromium the way the end-to-end tests do. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(existsSync(debianChromium) ? { executablePath: debianChromium } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  })
}

/** A browser face in a data folder, for as long as `use` runs. */
export async function withBotdesk<T>(home: string, use: (address: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [program, 'serve', '--no-open'], {
    env: { ...process.env, BOTDESK_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return withServer(child, use)
}

async function withServer<T>(child: ChildProcess, use: (address: string) => Promise<T>): Promise<T> {
  try {
    const address = /Botdesk: (\S+)/.exec(await firstLine(child))?.[1]
    if (address === undefined) throw new Error('no address')
    return await use(address)
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    await ended
  }
}

/** Makes the trial bot in a fresh data folder, so that there is a list to show and a file to edit. */
export async function homeWithTrial(browser: Browser): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'botdesk-bench-'))
  await withBotdesk(home, async (address) => {
    const page = await browser.newPage()
    await page.goto(address)
    await page.getByRole('button', { name: 'Try it with a local cluster' }).click()
    await page.getByRole('heading', { level: 1, name: 'demo-bot' }).waitFor({ timeout: 60_000 })
    await page.close()
  })
  return home
}

/** The browser face: from the start of the process to a usable list, and to the first typed character in the editor. */
export async function browserFace(): Promise<Row[]> {
  const browser = await openBrowser()
  try {
    const home = await homeWithTrial(browser)
    const lists: number[] = []
    const characters: number[] = []
    const plain: number[] = []
    for (let round = -1; round < rounds; round++) {
      const [list, character] = await toListAndCharacter(browser, home)
      const least = await toPlainPage(browser)
      if (round < 0) continue
      lists.push(list)
      characters.push(character)
      plain.push(least)
    }
    const to = `a page of one heading from a fresh Node (${milliseconds(median(plain))})`
    const row = (what: string, times: readonly number[]): Row => ({
      what,
      measured: milliseconds(median(times)),
      ratio: median(times.map((ms, index) => ms / (plain[index] ?? 1))),
      to,
      rounds,
    })
    return [
      row('browser face, process start to usable list', lists),
      row('browser face, process start to the first typed character in the editor', characters),
    ]
  } finally {
    await browser.close()
  }
}

async function toListAndCharacter(browser: Browser, home: string): Promise<[number, number]> {
  const began = performance.now()
  return withBotdesk(home, async (address) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(address)
    await page.getByRole('banner').waitFor()
    await page.goto(new URL('#/bots', page.url()).href)
    await page.getByRole('main').getByRole('link', { name: 'demo-bot' }).first().waitFor()
    const list = performance.now() - began
    await page.goto(new URL('#/bots/demo-bot/config', page.url()).href)
    const lines = page.locator('.monaco-editor .view-lines').first()
    await lines.waitFor()
    await lines.click()
    await page.keyboard.type('#')
    await page.locator('.view-line', { hasText: '#' }).first().waitFor()
    const character = performance.now() - began
    // The draft must not wait for the next round.
    await page.keyboard.press('Control+z')
    await context.close()
    return [list, character]
  })
}

async function toPlainPage(browser: Browser): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, ['-e', plainServer], { stdio: ['ignore', 'pipe', 'inherit'] })
  return withServer(child, async (address) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(address)
    await page.getByRole('heading', { name: 'list' }).waitFor()
    const ms = performance.now() - began
    await context.close()
    return ms
  })
}
