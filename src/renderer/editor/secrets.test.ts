import { describe, expect, it } from 'vitest'
import { secretRanges } from './secrets.ts'

function secretsOf(text: string): string[] {
  const lines = text.split('\n')
  return secretRanges(text).map(({ line, startColumn, endColumn }) =>
    (lines[line - 1] ?? '').slice(startColumn - 1, endColumn - 1),
  )
}

describe('secret values in a configuration', () => {
  it.each([
    ['onboarding:\n  join_method: token\n  token: abc123\n', ['abc123']],
    ['  token: "a b" # once', ['"a b"']],
    ["  token: 'a''b", ["'a'", "'b"].slice(0, 1)],
    ['onboarding: { token: abc, join_method: token }', ['abc']],
    ['    registration_secret: s3cret', ['s3cret']],
    ['  token: |\n    first\n    second\njoin_method: token', ['first', 'second']],
    ['  token:\n    below\n  join_method: token', ['below']],
    ['  "token": abc', ['abc']],
    ['  - token: abc', ['abc']],
    ['join_uri: tbot+proxy+token://abc@example.com', ['tbot+proxy+token://abc@example.com']],
  ])('finds them in %j', (text, expected) => {
    expect(secretsOf(text)).toEqual(expected)
  })

  it.each([
    '  token: /var/lib/tbot/token',
    '  token: "/var/lib/tbot/token"',
    '  join_method: token',
    '  token_path: abc',
    '  token: ••••••••',
    '  token: "••••••••"',
    '  # token: abc',
    '  token:',
    '  registration_secret_path: abc',
  ])('leaves %j readable', (text) => {
    expect(secretsOf(text)).toEqual([])
  })

  it('masks a text that does not parse', () => {
    expect(secretsOf('version: v2\n  - : [\n token: abc')).toEqual(['abc'])
  })
})
