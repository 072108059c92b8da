import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** The new-bot wizard. */
export class NewBotPage {
  readonly page: Page
  readonly main: Locator
  readonly steps: Locator
  readonly preview: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.steps = page.getByRole('navigation', { name: 'Steps' })
    this.preview = page.getByRole('complementary', { name: 'Preview' })
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name })
  }

  button(name: string | RegExp): Locator {
    return this.main.getByRole('button', { name }).last()
  }

  /** Goes on to a step by its button at the foot, and waits for its question. */
  async goOn(to: string, question: string | RegExp): Promise<void> {
    await this.button(to).click()
    await expect(this.heading(question)).toBeVisible()
  }

  /** Chooses the local cluster and starts it. */
  async useLocalCluster(): Promise<void> {
    await this.main.getByText('The local cluster', { exact: true }).click()
    const start = this.main.getByRole('button', { name: 'Start it' })
    if (await start.isVisible()) await start.click()
    await expect(this.main.getByText('It runs.')).toBeVisible()
  }
}
