import { expect, test } from 'vitest'
import { isLoopback } from './internet.ts'

test.each([
  ['localhost', true],
  ['::1', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['127.evil.example', false],
  ['127.0.0.256', false],
  ['10.0.0.1', false],
  ['', false],
])('%j is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
