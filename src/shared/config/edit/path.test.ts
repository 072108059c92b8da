import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPath, parsePath } from './path.ts'

test.each([
  ['', []],
  ['version', ['version']],
  ['services[0].destination.path', ['services', 0, 'destination', 'path']],
  ['labels["a.b"]["say \\"hi\\""]', ['labels', 'a.b', 'say "hi"']],
  ['["odd key"].x[2][3]', ['odd key', 'x', 2, 3]],
  ['d.<<', ['d', '<<']],
])('%j stands for the same path both ways', (text, path) => {
  expect(parsePath(text)).toEqual(path)
  expect(formatPath(path)).toBe(text)
})

test('any path comes back from its text', () => {
  const step = fc.oneof(fc.string(), fc.nat(1000), fc.constantFrom('0', '', 'größe', '__proto__', '[0]'))
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path)
    }),
  )
})

test.each(['a..b', '.a', 'a b', 'a[', 'a[x]', 'a]', '["a'])('%j is no path', (text) => {
  expect(() => parsePath(text)).toThrow('not the path')
})
