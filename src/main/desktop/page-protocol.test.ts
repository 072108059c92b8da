import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ net: {}, protocol: {} }))
const { addressFile } = await import('./page-protocol.ts')

test('gives the page for its routes and files for its assets', () => {
  expect(addressFile('/page', 'botdesk://app/')).toBe('/page/index.html')
  expect(addressFile('/page', 'botdesk://app/bots/ci-deploy')).toBe('/page/index.html')
  expect(addressFile('/page', 'botdesk://app/assets/a.js')).toBe('/page/assets/a.js')
})

test.each([
  'botdesk://app/assets/%2e%2e/%2e%2e/etc/passwd',
  'botdesk://app/assets/..%2f..%2fetc/passwd',
  'botdesk://app/assets/..\\..\\x',
  'botdesk://other/assets/a.js',
  'file:///etc/passwd',
  'botdesk://app/assets/%zz',
  'botdesk://app/assets/%00',
])('serves nothing outside its folder for %s', (address) => {
  const file = addressFile('/page', address)
  expect(file === undefined || file.startsWith('/page/')).toBe(true)
})
