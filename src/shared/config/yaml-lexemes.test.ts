import { Lexer } from 'yaml'
import { expect, test } from 'vitest'
import { Lexemes } from './yaml-lexemes.ts'

test.each([
  '',
  '\n\n\n',
  'a: b\n\n\n\n',
  'a: b\n  \n\n\n',
  'a:\n\n\n',
  'a: b\n  c # d\n\n\n',
  'a: b\r\n\r\n\r\n\n\n',
  '- a\n-\n\n\n',
  '? a\n\n\n',
  'a: &b\n\n\n',
  '---\n\n\n',
  '%YAML 1.1\n\n\n',
  'a\n...\n\n\n',
  'a: |\n  b\n\n\n',
  'a: >+\n\n\n',
  'a: "\n\n\n',
  "a: '\n\n\n",
  'a: [b\n\n\n',
  'a: {\n\n\n',
])('%j: all lexemes are given out as the lexer finds them', (text) => {
  expect([...new Lexemes(text)]).toEqual([...new Lexer().lex(text)])
})

test.each([
  ['line breaks alone', '\n'.repeat(600_000), 500_000],
  ['line breaks behind a word', `a\n${'\n'.repeat(600_000)}`, 499_998],
  ['short lines', 'a: b\n'.repeat(100_000), 357_142],
])('%s: it is told where there are too many', (_, text, at) => {
  const lexemes = new Lexemes(text)
  const count = [...lexemes].length
  expect([lexemes.tooManyAt, count]).toEqual([at, 20_000])
})
