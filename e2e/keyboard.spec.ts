import { expect, test } from './botdesk.ts'

test('the trial, the palette and a stop are done by keyboard alone', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await expect(page.getByRole('button', { name: 'Try it with a local cluster' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'demo-bot' })).toBeVisible({ timeout: 55_000 })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('log')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('stop demo')
  await expect(page.getByRole('option', { name: /stop/i }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByText('Stopped', { exact: true }).first()).toBeVisible()
})

test('the skip link is first, and focus is always visible', async ({ page, botdesk }) => {
  await botdesk.open(page)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
  )
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused()
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const style = document.activeElement ? getComputedStyle(document.activeElement) : undefined
      return {
        width: Number.parseFloat(style?.outlineWidth ?? '0'),
        style: style?.outlineStyle,
        shadow: style?.boxShadow,
      }
    })
    expect(outline.width >= 2 || (outline.shadow !== undefined && outline.shadow !== 'none')).toBe(true)
  }
})
