import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** What is around every screen. */
export class ShellPage {
  readonly page: Page
  readonly heading: Locator

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { level: 1 })
  }

  /** Follows a place of the sidebar. */
  async goTo(place: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: place }).first().click()
    await expect(this.heading).toBeVisible()
  }

  /** Opens a tab of the bot's page. */
  async openTab(name: string): Promise<void> {
    const tabs = this.page.getByRole('main').getByRole('navigation').first()
    await tabs.getByRole('link', { name: new RegExp(`^${name}`) }).click()
  }
}
