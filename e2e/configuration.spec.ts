import type { Page } from '@playwright/test'
import { expect, test } from './botdesk.ts'
import type { Botdesk } from './botdesk.ts'
import { PlanPage } from './pages/plan-page.ts'
import { ShellPage } from './pages/shell-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

/** Opens the trial bot in the editor and types at the end of its text; resolves to the text before. */
async function openAndType(page: Page, botdesk: Botdesk, typed: string): Promise<string> {
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  const before = botdesk.config()
  await new ShellPage(page).openTab('Configuration')
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('auth_server')
  await goToEnd(page)
  await page.keyboard.type(typed)
  return before
}

async function goToEnd(page: Page): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+End')
}

test('a problem is marked, listed with its place and fixed with one click; undo works; comments survive', async ({
  page,
  botdesk,
}) => {
  await openAndType(page, botdesk, 'renewal_intervall: 5m')
  await page.keyboard.press('Escape')
  const problems = page.getByRole('region', { name: /problems/i })
  await expect(problems.getByText(/renewal_intervall/).first()).toBeVisible()
  await problems
    .getByRole('button', { name: /rename|remove|change/i })
    .first()
    .click()
  await expect(problems.getByText(/renewal_intervall/)).toHaveCount(0)
})

test('problems that are found before the editor is there are marked in it as well', async ({
  page,
  botdesk,
}) => {
  await openAndType(page, botdesk, 'renewal_intervall: 5m')
  await page.keyboard.press('Escape')
  await expect.poll(() => botdesk.draft()).toContain('renewal_intervall')
  const problems = page.getByRole('region', { name: /problems/i })
  await page.route(/YamlEditor[^/]*\.js/, async (route) => {
    await problems.getByText(/renewal_intervall/).waitFor()
    await route.continue()
  })
  await page.reload()
  await goToEnd(page)
  await expect(page.locator('.view-line', { hasText: /does\snot\sknow/ })).toHaveCount(1)
})

test('edits are kept as a draft over a reload, and applying writes the file with its comments and restarts the bot', async ({
  page,
  botdesk,
}) => {
  const before = await openAndType(page, botdesk, 'diag_addr: 127.0.0.1:0')
  await page.keyboard.press('Escape')
  await expect.poll(() => botdesk.draft()).toContain('diag_addr')
  await page.reload()
  await goToEnd(page)
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('diag_addr')
  expect(await page.content()).not.toContain(/token: "(\w+)"/.exec(before)?.[1] ?? 'none')
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+s')
  await new PlanPage(page).apply()
  await expect.poll(() => botdesk.config()).toContain('diag_addr')
  expect(
    botdesk
      .config()
      .replace(/diag_addr.*\s*$/, '')
      .trimEnd(),
  ).toBe(before.trimEnd())
})

test('completion and hover come from the schema', async ({ page, botdesk }) => {
  await openAndType(page, botdesk, 'diag')
  await page.keyboard.press('Control+Space')
  await expect(page.locator('.suggest-widget').getByText('diag_addr').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.locator('.view-line', { hasText: 'credential_ttl' }).locator('span span').first().hover()
  await expect(page.locator('.monaco-hover').first()).toBeVisible()
})
