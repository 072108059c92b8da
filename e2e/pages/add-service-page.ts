import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** The add-service wizard, also for an entry that exists. */
export class AddServicePage {
  readonly page: Page
  readonly main: Locator
  readonly patch: Locator
  readonly folder: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.patch = page.getByLabel('Change to tbot.yaml').last()
    this.folder = page
      .getByRole('textbox', { name: 'Folder' })
      .or(page.getByRole('combobox', { name: 'Folder' }))
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name })
  }

  kind(name: string): Locator {
    return this.page.getByRole('radio', { name, exact: true })
  }

  async goOn(to: string, question: string | RegExp): Promise<void> {
    await this.main.getByRole('button', { name: to }).last().click()
    await expect(this.heading(question)).toBeVisible()
  }
}
