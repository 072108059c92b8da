import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** What is around every screen. */
export class ShellPage {
  readonly page: Page
  readonly heading: Locator
  readonly status: Locator
  readonly palette: Locator

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { level: 1 })
    this.status = page.getByRole('contentinfo')
    this.palette = page.getByRole('dialog', { name: /command|palette|search/i })
  }

  /** Follows a place of the sidebar. */
  async goTo(place: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: place }).first().click()
    await expect(this.heading).toBeVisible()
  }

  /** Opens a tab of the bot's page. */
  async openTab(name: string): Promise<void> {
    await this.page
      .getByRole('tab', { name })
      .or(this.page.getByRole('link', { name, exact: true }))
      .first()
      .click()
  }
}
