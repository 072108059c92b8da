import type { Locator, Page } from '@playwright/test'

/** A pasted or dropped text, before anything is done with it. */
export class ImportPage {
  readonly text: Locator
  readonly parts: Locator
  readonly name: Locator
  readonly make: Locator

  constructor(page: Page) {
    this.text = page.getByRole('textbox', { name: 'Text' })
    this.parts = page.getByRole('table')
    this.name = page.getByRole('textbox', { name: 'Name in Botdesk' })
    this.make = page.getByRole('button', { name: 'Make the bot' })
  }
}
