import { expect, test } from './botdesk.ts'
import { AddServicePage } from './pages/add-service-page.ts'
import { expectGoodLook } from './pages/look.ts'
import { NewBotPage } from './pages/new-bot-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

test('from an empty screen to a healthy application bot on the local cluster in eight clicks, by mouse', async ({
  page,
  botdesk,
}) => {
  await botdesk.open(page)
  await page.getByRole('link', { name: 'Set up a bot' }).click()
  const wizard = new NewBotPage(page)
  await wizard.useLocalCluster()
  await wizard.goOn('Proof', /prove who it is/)
  await wizard.goOn('Storage', /own identity/)
  await wizard.goOn('First service', /do first/)
  await expect(page.getByRole('radio', { name: 'A web application', exact: true })).toBeChecked()
  await wizard.goOn('Which one', /web application/i)
  await expect(page.getByRole('button', { name: 'Take grafana-example' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(wizard.preview.getByText('tlscert')).toBeVisible()
  await wizard.goOn('Check', /everything right/)
  await expect(wizard.main.getByText('No problems for Teleport')).toBeVisible()
  await wizard.button('Create and start').click()
  await expect(page.getByRole('heading', { level: 1, name: 'bot-1' })).toBeVisible()
  await expect(wizard.main.getByText('Healthy', { exact: true }).first()).toBeVisible({ timeout: 45_000 })
  const file = botdesk.config('bot-1')
  expect(file).toContain('app_name: grafana-example')
  const token = /token: "?(\w{16,})"?/.exec(file)?.[1] ?? 'none'
  expect(token).not.toBe('none')
  expect(await page.content()).not.toContain(token)
})

test('the same by keyboard alone, with another name', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('n')
  const wizard = new NewBotPage(page)
  await expect(wizard.heading(/Which cluster/)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(wizard.main.getByText('It runs.')).toBeVisible()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(wizard.heading(/prove who it is/)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('wiki-bot')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(wizard.heading(/own identity/)).toBeFocused()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(wizard.heading(/do first/)).toBeFocused()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(wizard.heading(/web application/i)).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(wizard.heading(/everything right/)).toBeFocused()
  await expect(wizard.main.getByText('No problems for Teleport')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'wiki-bot' })).toBeVisible()
  await expect(wizard.main.getByText('Healthy', { exact: true }).first()).toBeVisible({ timeout: 45_000 })
  expect(botdesk.config('wiki-bot')).toContain('/bots/wiki-bot/out/')
})

test('a service is added as a patch: the rest of the file stays byte for byte, and the draft is kept', async ({
  page,
  botdesk,
}) => {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  const before = botdesk.config()
  await page.getByRole('main').getByRole('link', { name: 'Add service' }).click()
  const wizard = new AddServicePage(page)
  await expect(wizard.heading(/do for you/)).toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.type('tctl')
  await page.keyboard.press('Enter')
  await expect(wizard.kind('SSH and admin access')).toBeChecked()
  await wizard.goOn('Which one', /SSH and admin access/)
  await wizard.goOn('Where to', /files go/)
  await expect(page.getByRole('list', { name: 'Checks of the folder' })).toBeVisible()
  await expect(wizard.patch).toContainText('type: identity')
  await page.reload()
  await expect(wizard.heading(/files go/)).toBeVisible()
  await wizard.goOn('Check', /everything right/)
  await expect(page.getByRole('region', { name: 'What will happen' })).toBeVisible()
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect.poll(() => botdesk.draft()).toContain(before.trimEnd())
  expect(botdesk.draft().slice(before.trimEnd().length)).toMatch(/^\s+- type: identity\n/)
  expect(botdesk.config()).toBe(before)
})

test('the destination of a service: checks with facts, readers, and who can read', async ({
  page,
  botdesk,
}) => {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  await page.evaluate(() => void (location.hash = '#/bots/demo-bot/services/grafana-example/destination'))
  const wizard = new AddServicePage(page)
  await expect(wizard.heading(/files go/)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Checks of the folder' })).toBeVisible()
  const access = page.getByRole('table', { name: 'Who can read and write' })
  await expect(access.getByText('Tested').first()).toBeVisible()
  await expect(access.getByRole('row', { name: /Everyone else/ })).toBeVisible()
  await page.getByLabel('Who else may read').fill('nobody')
  await page.keyboard.press('Enter')
  await expect(access.getByRole('row', { name: /nobody/ })).toBeVisible()
  await expect(wizard.patch).toContainText('user: nobody')
})

for (const scheme of ['light', 'dark'] as const) {
  test(`every step of the wizards is accessible and uncut, ${scheme}`, async ({ page, botdesk }) => {
    test.setTimeout(300_000)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await botdesk.open(page)
    await new WelcomePage(page).runTrial()
    const look = () => expectGoodLook(page, { schemes: [scheme] })
    const steps = page.getByRole('navigation', { name: 'Steps' })
    await page.evaluate(() => void (location.hash = '#/new-bot'))
    await new NewBotPage(page).useLocalCluster()
    await look()
    for (const step of ['Proof', 'Storage', 'First service', 'Check']) {
      await steps.getByRole('button', { name: new RegExp(step) }).click()
      await look()
    }
    await page.evaluate(() => void (location.hash = '#/bots/demo-bot/services/grafana-example/change'))
    await expect(page.getByRole('heading', { level: 1, name: /which one/ })).toBeVisible()
    for (const step of ['What for', 'Which one', 'Where to', 'Check']) {
      await steps.getByRole('button', { name: new RegExp(step) }).click()
      await look()
    }
  })
}
