import { expect, test } from './botdesk.ts'
import { expectAccessible, expectNothingCut } from './pages/look.ts'
import { ShellPage } from './pages/shell-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
  { width: 640, height: 400 },
]
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
      await expectAccessible(page)
      for (const size of sizes) {
        await page.setViewportSize(size)
        await expectNothingCut(page)
      }
      await page.setViewportSize({ width: 1280, height: 800 })
    }
  })
}
