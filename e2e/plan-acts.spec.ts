import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './botdesk.ts'
import type { Botdesk } from './botdesk.ts'
import { expectGoodLook } from './pages/look.ts'
import { PlanPage } from './pages/plan-page.ts'
import { ShellPage } from './pages/shell-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

const sizes = [900, 640, 1280].map((width) => ({ width, height: 800 }))

/** A trial bot that renews as `change` says, with a draft that was left in an earlier session. */
async function openWithDraft(
  page: Page,
  botdesk: Botdesk,
  { draft, change = (text) => text }: { draft: (text: string) => string; change?: (text: string) => string },
): Promise<PlanPage> {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  await botdesk.stop()
  const text = change(botdesk.config())
  writeFileSync(botdesk.configPath(), text)
  mkdirSync(join(botdesk.home, 'drafts'), { recursive: true, mode: 0o700 })
  writeFileSync(join(botdesk.home, 'drafts/demo-bot.yaml'), draft(text), { mode: 0o600 })
  await botdesk.start()
  await botdesk.open(page)
  const shell = new ShellPage(page)
  await shell.goTo('demo-bot')
  await expect(page.getByRole('heading', { name: 'Nothing needs you' })).toBeVisible()
  await shell.openTab('Configuration')
  await page.getByRole('button', { name: /^Review plan/ }).click()
  const plan = new PlanPage(page)
  await expect(plan.verdict).toBeVisible()
  return plan
}

test('a hazard is mended, the version waits, a renewal takes it over, and what it left is deleted', async ({
  page,
  botdesk,
}) => {
  test.setTimeout(150_000)
  const { home } = botdesk
  const plan = await openWithDraft(page, botdesk, {
    draft: (text) => text.replace('out/grafana-example', 'out/identity'),
  })
  const old = join(home, 'bots/demo-bot/out/grafana-example')
  const before = botdesk.config()

  await expect(page.getByText('1 hazard')).toBeVisible()
  await expectGoodLook(page, { sizes })
  await plan.fix('identity-demo-bot-ssh').click()
  await expect(page.getByText('1 hazard')).toHaveCount(0)
  await expect(plan.difference).toContainText('out/identity-demo-bot-ssh')
  expect(botdesk.config()).toBe(before)
  expect(botdesk.draft()).toContain('out/identity-demo-bot-ssh')

  await expect(plan.deleteLater).not.toBeChecked()
  await plan.deleteLater.check()
  await plan.reason.fill('folders of their own')
  await plan.applyLater.click()
  await expect(plan.waits).toBeVisible()
  await expect(page.getByText('Deleted 5 min after every service is healthy.')).toBeVisible()
  await expectGoodLook(page, { sizes })
  expect(botdesk.config()).toBe(before)

  await new ShellPage(page).openTab('Overview')
  await expect(page.getByText(/^Version 2 waits for the next renewal, in/)).toBeVisible()
  await expectGoodLook(page, { sizes })
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(() => botdesk.config()).toContain('out/identity-demo-bot-ssh')
  await expect(page.getByText(/^The 9 files in .* are deleted in/)).toBeVisible()
  expect(existsSync(join(home, 'bots/demo-bot/out/identity-demo-bot-ssh/key'))).toBe(true)
  expect(existsSync(join(old, 'key'))).toBe(true)
  await expectGoodLook(page, { sizes })
  await page.getByRole('button', { name: 'Delete now' }).click()
  await expect(page.getByText(`Deleted 9 files in ${old}`)).toBeVisible()
  expect(existsSync(old)).toBe(false)
})

test('a version that waits is applied when the bot renews by itself, without anybody', async ({
  page,
  botdesk,
}) => {
  test.setTimeout(150_000)
  const plan = await openWithDraft(page, botdesk, {
    change: (text) =>
      text
        .replace('credential_ttl: 1h', 'credential_ttl: 2m')
        .replace('renewal_interval: 20m', 'renewal_interval: 40s'),
    draft: (text) => text.replace('name: demo-bot-ssh', 'name: login'),
  })
  await expect(plan.verdict).toHaveText('One service restarts, nothing stops')
  await plan.applyLater.click()
  await expect(plan.waits).toBeVisible()
  expect(botdesk.config()).toContain('name: demo-bot-ssh')
  await expect(page.getByText('Nothing to apply', { exact: true })).toBeVisible({ timeout: 60_000 })
  expect(botdesk.config()).toContain('name: login')
  await new ShellPage(page).openTab('Overview')
  await expect(page.getByRole('row', { name: /login/ })).toBeVisible()
  await expect(page.getByText('the version that waited, at the renewal')).toBeVisible()
})

test('a file that changes meanwhile is not written over; both are put together', async ({
  page,
  botdesk,
}) => {
  test.setTimeout(120_000)
  const plan = await openWithDraft(page, botdesk, {
    draft: (text) => text.replace('name: demo-bot-ssh', 'name: login'),
  })
  await plan.applyLater.click()
  await expect(plan.waits).toBeVisible()
  const theirs = `${botdesk.config()}# by a colleague\n`
  writeFileSync(botdesk.configPath(), theirs)
  await new ShellPage(page).openTab('Overview')
  await expect(
    page.getByText(/^The version that waits was not applied. The file was changed outside/),
  ).toBeVisible({
    timeout: 30_000,
  })
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect(page.getByText('The version that waits was not applied', { exact: true })).toBeVisible()
  expect(botdesk.config()).toBe(theirs)

  await page.getByRole('button', { name: 'Back to editing' }).click()
  await page.getByRole('button', { name: 'Merge' }).click()
  await page.getByRole('button', { name: /^Review plan/ }).click()
  await plan.apply()
  await expect(plan.happened.getByText('All 2 services are healthy')).toBeVisible()
  expect(botdesk.config()).toContain('# by a colleague')
  expect(botdesk.config()).toContain('name: login')
})
