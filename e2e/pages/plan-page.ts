import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** What will happen, and afterwards what became of it. */
export class PlanPage {
  readonly page: Page
  readonly verdict: Locator
  readonly reason: Locator
  readonly happened: Locator

  constructor(page: Page) {
    this.page = page
    this.verdict = page.getByRole('region', { name: 'Difference' }).getByRole('heading', { level: 2 })
    this.reason = page.getByRole('textbox', { name: 'Why this change?' })
    this.happened = page.getByRole('region', { name: 'What happened' })
  }

  /** Applies, and waits until the file is written. */
  async apply(): Promise<void> {
    await this.page.getByRole('button', { name: /^Apply now/ }).click()
    await expect(this.happened).toBeVisible()
  }

  /** Puts an older text into the draft and shows its plan. */
  async goBackTo(version: number): Promise<void> {
    await this.page.getByRole('button', { name: `Back to version ${version}` }).click()
    await expect(this.happened).toHaveCount(0)
  }
}
