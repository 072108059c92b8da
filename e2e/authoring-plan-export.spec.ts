import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './botdesk.ts'
import { ExportPage } from './pages/export-page.ts'
import { ImportPage } from './pages/import-page.ts'
import { expectGoodLook } from './pages/look.ts'
import { PlanPage } from './pages/plan-page.ts'
import { ShellPage } from './pages/shell-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

/** Writes 30m over the 1h of `credential_ttl`, with the keyboard. */
async function changeLifetime(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+Home')
  const index = text.split('\n').indexOf('credential_ttl: 1h')
  for (let line = 0; line < index; line += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('30m')
  await page.keyboard.press('Escape')
  await expect(page.locator('.view-line', { hasText: 'credential_ttl: 30m' })).toBeVisible()
}

test('a lifetime is changed, planned, tried, applied, seen to work, and taken back', async ({
  page,
  botdesk,
}) => {
  test.setTimeout(120_000)
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  await new ShellPage(page).openTab('Configuration')
  await changeLifetime(page, botdesk.config())
  await page.keyboard.press('Control+s')

  const plan = new PlanPage(page)
  await expect(plan.verdict).toHaveText('Two services restart, nothing stops')
  await expect(page.getByText('No token needed')).toBeVisible()
  await expectGoodLook(page)
  await page.getByRole('button', { name: 'Try connection' }).click()
  await expect(
    page.getByRole('region', { name: 'Connection' }).getByText('Storage', { exact: true }),
  ).toBeVisible()
  await plan.reason.fill('shorter lives')
  expect(botdesk.config()).toContain('credential_ttl: 1h')
  await page.keyboard.press('Control+Enter')
  await expect(plan.happened.getByText('All 2 services are healthy')).toBeVisible()
  expect(botdesk.config()).toContain('credential_ttl: 30m')

  await plan.goBackTo(1)
  await expect(plan.verdict).toHaveText('Two services restart, nothing stops')
  await plan.apply()
  await expect(plan.happened.getByText('All 2 services are healthy')).toBeVisible()
  expect(botdesk.config()).toContain('credential_ttl: 1h')

  await page.getByRole('link', { name: 'Show demo-bot' }).click()
  await new ShellPage(page).openTab('Configuration')
  await page.getByRole('button', { name: 'Versions' }).click()
  await expect(page.getByRole('dialog').getByText('shorter lives')).toBeVisible()
})

test('a systemd unit is made, copied, saved, and holds a secret only when asked', async ({
  page,
  context,
  botdesk,
}) => {
  test.setTimeout(120_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  await new ShellPage(page).openTab('Export')
  const exported = new ExportPage(page)
  await exported.choose('systemd', 'tbot-demo-bot.service')
  await expect(exported.result).toContainText('ExecStart=/usr/local/bin/tbot start')
  await page.getByRole('textbox', { name: 'Runs as' }).fill('deploy')
  await expect(exported.result).toContainText('User=deploy')
  await expectGoodLook(page)
  await page.getByRole('tab', { name: 'tbot-demo-bot.service' }).click()
  await page.keyboard.press('Control+c')
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('ExecStart=/usr/local/bin/tbot start')

  const token = /token: "?(\w+)"?/.exec(botdesk.config())?.[1] ?? 'none'
  await page.getByRole('tab', { name: 'demo-bot.yaml' }).click()
  await expect(exported.result).not.toContainText(token)
  await page.getByRole('checkbox', { name: /Include the secrets/ }).check()
  await expect(exported.result).toContainText('# Holds a secret')
  await page.getByRole('checkbox', { name: /Include the secrets/ }).uncheck()
  await expect(exported.result).not.toContainText('# Holds a secret')

  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog')
  const folder = join(botdesk.home, 'exported')
  const saveThere = async (): Promise<void> => {
    await dialog.getByRole('combobox', { name: 'Folder' }).fill(folder)
    await dialog.getByRole('button', { name: 'Save 5 files' }).click()
  }
  await saveThere()
  await expect(dialog.getByText('5 files written')).toBeVisible()
  await dialog.getByText('Close', { exact: true }).click()
  await page.getByRole('button', { name: /^Save all/ }).click()
  await saveThere()
  await expect(dialog.getByRole('alert')).toContainText('exists already')
  await dialog.getByRole('button', { name: 'Replace what is there' }).click()
  await expect(dialog.getByText('5 files written')).toBeVisible()
  expect(readFileSync(join(folder, 'tbot-demo-bot.service'), 'utf8')).toContain('User=deploy')
})

test('a tbot start command becomes a bot, with its unknown part named', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await page.getByRole('link', { name: 'Paste', exact: true }).click()
  const review = new ImportPage(page)
  await review.text.fill(
    'sudo tbot start application --proxy-server=example.teleport.sh:443 --join-method=token --token=canary-secret-import --app=grafana --destination=/opt/machine-id/grafana --storage=/var/lib/tbot --colour=blue',
  )
  await expect(page.getByText('Understood 7 of 8 parts')).toContainText('--colour is not known')
  await expect(review.parts).not.toContainText('canary')
  await expectGoodLook(page)
  await review.name.fill('from-command')
  await review.make.click()
  await expect(page.getByRole('heading', { level: 1, name: 'from-command' })).toBeVisible()
  expect(botdesk.config('from-command')).toContain('app_name: grafana')
})
