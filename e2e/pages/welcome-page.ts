import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** The first run. */
export class WelcomePage {
  readonly page: Page
  readonly tryIt: Locator
  readonly openFile: Locator

  constructor(page: Page) {
    this.page = page
    this.tryIt = page.getByRole('button', { name: 'Try it with a local cluster' })
    this.openFile = page
      .getByRole('button', { name: 'Open a tbot.yaml' })
      .or(page.getByRole('link', { name: 'Open a tbot.yaml' }))
  }

  /** Runs the trial to its end: the overview of a healthy bot. */
  async runTrial(): Promise<void> {
    await this.tryIt.click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'demo-bot' })).toBeVisible({
      timeout: 55_000,
    })
    await expect(this.page.getByRole('main').getByText('Healthy', { exact: true }).first()).toBeVisible()
  }
}
