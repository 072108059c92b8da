import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './botdesk.ts'
import { ShellPage } from './pages/shell-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

test('the trial ends on a healthy bot in under a minute, without typing, inside the data folder', async ({
  page,
  botdesk,
}) => {
  await botdesk.open(page)
  const began = Date.now()
  await new WelcomePage(page).runTrial()
  expect(Date.now() - began).toBeLessThan(60_000)
  const main = page.getByRole('main')
  await expect(main.getByText('Nothing needs you')).toBeVisible()
  await expect(main.getByText('grafana-example').first()).toBeVisible()
  const token = /token: "(\w+)"/.exec(botdesk.config())?.[1] ?? 'none'
  expect(await page.content()).not.toContain(token)
})

test('each service shows its files as verified and explains a certificate', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  await new ShellPage(page).openTab('Services')
  await page
    .getByRole('link', { name: /grafana-example/ })
    .or(page.getByRole('button', { name: /grafana-example/ }))
    .first()
    .click()
  const file = page.getByRole('button', { name: /tlscert/ }).first()
  await expect(file).toBeVisible()
  await expect(page.getByText('Verified').first()).toBeVisible()
  await file.click()
  await expect(page.getByText(/open the application grafana-example/).first()).toBeVisible()
  expect(await page.content()).not.toContain('PRIVATE KEY')
})

test('state survives a reload and a crash of Botdesk: the bot runs again', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'demo-bot' })).toBeVisible()
  await botdesk.stop('SIGKILL')
  await expect(page.getByText(/Connection to Botdesk.* lost/).first()).toBeVisible()
  await botdesk.start()
  await expect(page.getByText(/Connection to Botdesk.* lost/).first()).toBeHidden({ timeout: 30_000 })
  await expect(page.getByRole('main').getByText('Nothing needs you')).toBeVisible({ timeout: 30_000 })
})

test('a bot is stopped, started and renewed with one click each', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  const certificate = () =>
    readFileSync(join(botdesk.home, 'bots/demo-bot/out/grafana-example/tlscert'), 'utf8')
  const before = certificate()
  await page.getByRole('button', { name: /Renew now/ }).click()
  await expect.poll(certificate).not.toBe(before)
  await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).first().click()
  await expect(page.getByRole('main').getByText('Stopped', { exact: true }).first()).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Start', exact: true }).first().click()
  await expect(page.getByRole('main').getByText('Healthy', { exact: true }).first()).toBeVisible()
})

test('an own tbot.yaml is reviewed with its problems before it is added', async ({ page, botdesk }) => {
  const { writeFileSync } = await import('node:fs')
  const file = join(botdesk.home, 'mine.yaml')
  writeFileSync(
    file,
    'version: v2\nauth_server: a.example:3025\nonboarding: {join_method: token, token: canary-secret-00aa11bb}\nrenew: 1\nservices: []\n',
  )
  await botdesk.open(page)
  await new WelcomePage(page).openFile.click()
  const path = page.getByRole('combobox').or(page.getByRole('textbox')).first()
  await path.fill(file)
  await path.press('Enter')
  await expect(page.getByText(/renew/).first()).toBeVisible()
  expect(await page.content()).not.toContain('canary-secret-00aa11bb')
  await page.getByRole('button', { name: /^Add/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('')
  await expect(page.getByRole('main').getByText('Stopped', { exact: true }).first()).toBeVisible()
})

test('the cluster goes away: what happened, what still works and the act stand on the page', async ({
  page,
  botdesk,
}) => {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  const shell = new ShellPage(page)
  await shell.goTo('Local cluster')
  await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('main').getByText('Stopped').first()).toBeVisible()
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /demo-bot/ })
    .click()
  await page.getByRole('button', { name: /Renew now/ }).click()
  await expect(
    page
      .getByRole('main')
      .getByText(/127\.0\.0\.1:\d+/)
      .first(),
  ).toBeVisible()
  await expect(
    page
      .getByRole('main')
      .getByText(/Try now|Degraded|Unhealthy/)
      .first(),
  ).toBeVisible({ timeout: 45_000 })
})
