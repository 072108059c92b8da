import { expect, test } from 'vitest'
import { remark } from './short-clause.ts'

test.each([
  ['tbot does not know this key.', 'tbot does not know this key'],
  [
    'Certificates would live 15m and be renewed every 20m, and tbot refuses that on a service. Make it half.',
    'Certificates would live 15m and be renewed every 20m…',
  ],
  [
    'Only a very long sentence without any clause in it that goes on and on until nobody reads it.',
    'Only a very long sentence without any clause in it that goes on…',
  ],
  [
    'Here, a clause that comes too early is not where the line ends, because it would say nothing.',
    'Here, a clause that comes too early is not where the line ends…',
  ],
])('the end of a line says of %j', (text, expected) => {
  expect(remark(text)).toBe(expected)
  expect(remark(text).length).toBeLessThanOrEqual(65)
})
