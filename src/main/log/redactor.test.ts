import { expect, test } from 'vitest'
import { Redactor, redacted } from './redactor.ts'

const canary = 'canary-token-0123456789'

test('replaces a known secret wherever it stands', () => {
  const redactor = new Redactor()
  redactor.add(canary)
  expect(redactor.text(`join with ${canary}, then ${canary}`)).toBe(`join with ${redacted}, then ${redacted}`)
})

test('replaces a private key, also one cut short', () => {
  const redactor = new Redactor()
  const whole = '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----'
  expect(redactor.text(`a ${whole} b`)).toBe(`a ${redacted} b`)
  expect(redactor.text(`a ${whole.slice(0, 40)}`)).toBe(`a ${redacted}`)
})

test('cleans nested data and leaves numbers alone', () => {
  const redactor = new Redactor()
  redactor.add(canary)
  expect(redactor.data({ a: [canary, 1, { b: `x${canary}` }], c: true })).toEqual({
    a: [redacted, 1, { b: `x${redacted}` }],
    c: true,
  })
})

test('does not take a secret so short that it would hide ordinary words', () => {
  const redactor = new Redactor()
  redactor.add('a')
  expect(redactor.text('a bot')).toBe('a bot')
})
