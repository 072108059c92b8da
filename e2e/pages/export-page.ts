import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** A bot in another form. */
export class ExportPage {
  readonly page: Page
  readonly result: Locator

  constructor(page: Page) {
    this.page = page
    this.result = page.getByRole('region', { name: 'Result' })
  }

  /** Chooses a kind and waits for its result. */
  async choose(kind: string, firstFile: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Kind of export' })
      .getByRole('button', { name: kind, exact: true })
      .click()
    await expect(this.result.getByRole('tab', { name: firstFile })).toBeVisible()
    await expect(this.result).toHaveAttribute('aria-busy', 'false')
  }
}
