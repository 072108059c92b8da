import { expect, test } from './botdesk.ts'
import { expectAccessible, expectGoodLook } from './pages/look.ts'
import { ShellPage } from './pages/shell-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

const routes = [
  '#/bots',
  '#/bots/demo-bot',
  '#/bots/demo-bot/services',
  '#/bots/demo-bot/config',
  '#/bots/demo-bot/plan',
  '#/bots/demo-bot/export',
  '#/bots/demo-bot/log',
  '#/log',
  '#/cluster',
  '#/welcome',
  '#/import',
  '#/open',
]

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen is accessible and uncut, ${scheme}`, async ({ page, botdesk }) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await botdesk.open(page)
    await expectAccessible(page)
    await new WelcomePage(page).runTrial()
    for (const route of routes) {
      await page.evaluate((hash) => void (location.hash = hash), route)
      await expect(new ShellPage(page).heading).toBeVisible()
      if (route.endsWith('config')) await expect(page.locator('.monaco-editor').first()).toBeVisible()
      await expectGoodLook(page, { schemes: [scheme] })
    }
  })
}
