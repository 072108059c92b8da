import type { Browser, Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { homeWithTrial, openBrowser, withBotdesk } from './browser-face.ts'
import { publishedSchemaServer } from './language-server.ts'
import { median, milliseconds, quantile, timed } from './report.ts'
import type { Row } from './report.ts'
import { sampleConfig } from './sample-config.ts'

const settleMs = 8_000
const aims: Readonly<Record<number, string>> = { 300: 'p95 50 ms', 10_000: 'p95 400 ms, no task over 16 ms' }

/** The longest task of the page's thread, as the browser traced it: in all, and how much of that it had a processor for. */
interface LongestTask {
  readonly wallMs: number
  readonly processorMs: number
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

function longestTask(trace: Buffer): LongestTask {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly TraceEvent[] }
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  )
  if (tasks.length === 0) throw new Error('the browser traced no task of the page')
  const longest = (microseconds: readonly number[]): number => Math.max(...microseconds) / 1000
  return {
    wallMs: longest(tasks.map(({ dur = 0 }) => dur)),
    processorMs: longest(tasks.map(({ tdur = 0 }) => tdur)),
  }
}

/** From a key to the markers in the editor, and the same file through the server other editors use. */
export async function editor(): Promise<Row[]> {
  const browser = await openBrowser()
  try {
    const rows: Row[] = []
    for (const [lines, rounds] of [
      [300, 60],
      [10_000, 40],
    ] as const) {
      const text = sampleConfig(lines)
      const { checks, task } = await typeInto(browser, text, rounds)
      const server = await validatedByServer(text, Math.min(rounds, 10))
      rows.push({
        what: `key to markers in the editor, ${lines} lines`,
        measured: `p50 ${milliseconds(median(checks))}, p95 ${milliseconds(quantile(checks, 0.95))}, longest task of the page ${milliseconds(task.wallMs)} (${milliseconds(task.processorMs)} of processor time)`,
        ratio: median(server) / median(checks),
        to: `faster than yaml-language-server in Node (p50 ${milliseconds(median(server))})`,
        aim: `${aims[lines] ?? ''}, 5 × faster`,
        rounds: checks.length,
      })
    }
    return rows
  } finally {
    await browser.close()
  }
}

async function typeInto(
  browser: Browser,
  text: string,
  rounds: number,
): Promise<{ checks: number[]; task: LongestTask }> {
  const home = await homeWithTrial(browser)
  writeFileSync(join(home, 'bots/demo-bot/tbot.yaml'), text)
  return withBotdesk(home, async (address) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(120_000)
    await page.goto(address)
    await page.getByRole('banner').waitFor()
    await page.goto(new URL('#/bots/demo-bot/config', page.url()).href)
    const lines = page.locator('.monaco-editor .view-lines').first()
    await lines.waitFor()
    await lines.click()
    await page.locator('.monaco-editor.focused').first().waitFor()
    // The first check and the form come after the text; nothing of them is measured here.
    await page.waitForTimeout(settleMs)
    // In the middle of a value: every key makes another file, and none of them is broken.
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    const before = await count(page)
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
    for (let round = 0; round < rounds; round++) {
      const known = await count(page)
      await page.keyboard.press(round % 2 === 0 ? '1' : 'Backspace')
      await checked(page, known)
    }
    const checks = (await page.evaluate(
      `performance.getEntriesByName('botdesk:check').slice(${before}).map((entry) => entry.duration)`,
    )) as number[]
    const task = longestTask(await browser.stopTracing())
    await page.close()
    return { checks, task }
  })
}

function count(page: Page): Promise<number> {
  return page.evaluate(`performance.getEntriesByName('botdesk:check').length`)
}

/** Polled from here: the page's policy forbids to evaluate text in it. */
async function checked(page: Page, known: number): Promise<void> {
  while ((await count(page)) <= known) await page.waitForTimeout(10)
}

async function validatedByServer(text: string, rounds: number): Promise<number[]> {
  const validate = publishedSchemaServer()
  const times: number[] = []
  for (let round = -2; round < rounds; round++) {
    const changed = text.replace('example.com:443', `example.com:${443 + round + 2}`)
    const ms = await timed(() => validate(changed))
    if (round >= 0) times.push(ms)
  }
  return times
}
