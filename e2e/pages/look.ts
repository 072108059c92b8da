import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page, ViewportSize } from '@playwright/test'

/** The windows a screen has to fit. The last is the one the tests begin with. */
const windows: readonly ViewportSize[] = [
  { width: 900, height: 600 },
  { width: 640, height: 400 },
  { width: 1280, height: 800 },
]

interface Look {
  readonly schemes?: readonly ('dark' | 'light')[]
  /** The window keeps the last. */
  readonly sizes?: readonly ViewportSize[]
}

/** No violation in each scheme, and nothing cut in a window of any size. */
export async function expectGoodLook(
  page: Page,
  { schemes = ['dark', 'light'], sizes = windows }: Look = {},
): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectAccessible(page)
  }
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNothingCut(page)
  }
}

/** No accessibility violation on what is shown now. Monaco's own internals are left out. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('.monaco-editor')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  )
  expect(found).toEqual([])
}

/**
 * Nothing scrolls sideways but code, and no label of a control or heading is cut without an ellipsis.
 * Tables choose their columns by their measured width, a frame after the window changed: the page may settle first.
 */
async function expectNothingCut(page: Page): Promise<void> {
  await expect.poll(() => cutOn(page), { message: new URL(page.url()).hash, timeout: 3000 }).toEqual([])
}

function cutOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth) {
      const widest = [...document.querySelectorAll('body *')].filter(
        (element) => element.getBoundingClientRect().right > window.innerWidth,
      )
      const names = widest.map((element) => `${element.tagName} "${element.textContent?.slice(0, 30)}"`)
      found.push(`page is ${document.documentElement.scrollWidth} wide: ${names.slice(0, 5).join(', ')}`)
    }
    for (const element of document.querySelectorAll<HTMLElement>(
      'main, h1, h2, h3, button, a, label, [role=tab], [role=columnheader]',
    )) {
      if (element.closest('.monaco-editor') || element.offsetParent === null) continue
      const style = getComputedStyle(element)
      const ellipsis =
        style.textOverflow === 'ellipsis' || style.overflowX === 'auto' || style.overflowX === 'scroll'
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 0 &&
        !ellipsis &&
        style.display !== 'inline'
      ) {
        found.push(
          `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}" ${element.scrollWidth} > ${element.clientWidth}`,
        )
      }
    }
    return found
  })
}
