import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** What will happen, and afterwards what became of it. */
export class PlanPage {
  readonly page: Page
  readonly verdict: Locator
  readonly reason: Locator
  readonly happened: Locator
  readonly difference: Locator
  readonly deleteLater: Locator
  readonly applyLater: Locator
  /** The state of a version that was left to the next renewal. */
  readonly waits: Locator

  constructor(page: Page) {
    this.page = page
    this.difference = page.getByRole('region', { name: 'Difference' })
    this.verdict = this.difference.getByRole('heading', { level: 2 })
    this.deleteLater = page.getByRole('checkbox', { name: /^Delete the \d+ files 5 min after/ }).first()
    this.applyLater = page.getByRole('button', { name: 'Apply at next renewal' })
    this.waits = page.getByText('Waits for the next renewal', { exact: true })
    this.reason = page.getByRole('textbox', { name: 'Why this change?' })
    this.happened = page.getByRole('region', { name: 'What happened' })
  }

  /** The button that gives a service the folder of that name. */
  fix(folder: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Use .*/${folder}$`) })
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
