import { expect, test } from 'vitest'
import { crumbsOf } from './crumbs.ts'

const labels = (path: string) =>
  crumbsOf(path)
    .map(({ label }) => label)
    .join(' / ')

test.each([
  ['/bots', 'Bots'],
  ['/bots/ci', 'Bots / ci'],
  ['/bots/ci/config', 'Bots / ci'],
  ['/bots/ci/plan', 'Bots / ci / Plan'],
  ['/bots/ci/join', 'Bots / ci / How it joins'],
  ['/bots/ci/add-service', 'Bots / ci / Add a service'],
  ['/bots/ci/services', 'Bots / ci'],
  ['/bots/ci/services/a%20b', 'Bots / ci / a b'],
  ['/bots/ci/services/destination', 'Bots / ci / destination'],
  ['/bots/ci/services/change/destination', 'Bots / ci / Destination'],
  ['/bots/ci/services/100%25', 'Bots / ci / 100%'],
  ['/bots/ci/services/100%', 'Bots / ci / 100%'],
])('%s is at %s', (path, expected) => {
  expect(labels(path)).toBe(expected)
  expect(crumbsOf(path).at(-1)?.href).toBe(
    path.endsWith('/config') || path.endsWith('/services') ? '/bots/ci' : path,
  )
})
