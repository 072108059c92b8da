import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { applyEdits } from './line-index.ts'
import { maskSecrets } from './mask-secrets.ts'
import { file } from './testing/cases.ts'

const head = file()

function refusal(text: string): string | undefined {
  const { problems } = checkConfig(text, { target: 19 })
  return problems.find(({ severity }) => severity === 'error')?.code
}

/** What gopkg.in/yaml.v3 3.0.1 says of these texts was tried with the library itself (tbot-config.md 7.4). */
describe('a text has the verdict of go-yaml', () => {
  test.each([
    ['a byte order mark', `\uFEFF${head}`],
    ['CRLF', head.replaceAll('\n', '\r\n')],
    ['CRLF and LF', head.replace('\n', '\r\n')],
    ['a byte order mark in a value', `${head}x: a\uFEFFb\n`],
    ['an emoji', `${head}x: 😀\n`],
    ['%YAML 1.1', `%YAML 1.1\n---\n${head}`],
    ['%YAML 1.1 with a comment', `%YAML 1.1 # c\n---\n${head}`],
    ['%TAG', `%TAG ! tag:x,2000:\n---\n${head}`],
    ['a document on the line of its start', `--- {${head.trim().replaceAll('\n', ', ')}}\n`],
    ['a broken second document', `${head}---\nx: [\n`],
    ['a long second document', `${head}---\n${'x: [[a]]\n'.repeat(60_000)}`],
    ['text after the end of the document', `${head}...\nx: [\n`],
    ['tabs between key, value and comment', `${head}x:\t"a"\t# c\n`],
    ['a tab in brackets', `${head}x: {a: 1,\n \tb: 2}\n`],
    ['a tab that continues a value', `${head}x: a\n \tb\n`],
    ['a tab in a block', `${head}x: |\n  a\n  \tb\n`],
    ['a hundred levels', `${head}x: ${'['.repeat(100)}${']'.repeat(100)}\n`],
    ['a comma at the end', `${head}x: [a,]\n`],
    ['a colon right before a value behind a quoted key', `${head}x: {"a":1}\n`],
    ['a key with a question mark', `${head}? x\n: 1\n`],
    ['a key that starts with a dash', `${head}-x: 1\n`],
    ['a colon inside of a word in brackets', `${head}x: [fe80::1, a :b, https://a.example.com/]\n`],
    ['a colon right behind a quoted key', `${head}x: {"a" :b}\n`],
    [
      'question marks in quotes, in a comment and outside of brackets',
      `${head}x: ["?", 'a?b' # ?\n  ]\ny: a?b\n`,
    ],
    ['a key with a question mark in brackets', `${head}x: {? a : b}\n`],
    ['a colon first in a word outside of brackets', `${head}x: :b\n`],
    ['a key in brackets on one line', `${head}x: [[a]: b]\n`],
    ['a tag before a comma', `${head}x: [!a, b]\n`],
    ['a tab in a block whose indentation is known', `${head}x: |1\n \ta\n`],
    ['tags', `${head}x: !foo a\ny: ! b\nz: !<tag:yaml.org,2002:str> c\n`],
  ])('accepted: %s', (_, text) => {
    expect(refusal(text)).toBeUndefined()
  })

  test.each([
    ['a NUL', `${head}x: a\0b\n`, 'config.syntax'],
    ['a DEL', `${head}x: a\u007Fb\n`, 'config.syntax'],
    ['a control character of Latin-1', `${head}x: a\u0081b\n`, 'config.syntax'],
    ['U+FFFE', `${head}x: a\uFFFEb\n`, 'config.syntax'],
    ['half a character', `${head}x: a\uD83Db\n`, 'config.not-utf8'],
    ['U+0085 in a plain value', `${head}x: a\u0085b\n`, 'config.syntax'],
    ['%YAML 1.2', `%YAML 1.2\n---\n${head}`, 'config.syntax'],
    [
      '%YAML 1.2 after a byte order mark and a comment',
      `\uFEFF# c\n%YAML 1.2\n---\n${head}`,
      'config.syntax',
    ],
    ['%YAML twice', `%YAML 1.1\n%YAML 1.1\n---\n${head}`, 'config.syntax'],
    ['an unknown directive', `%FOO bar\n---\n${head}`, 'config.syntax'],
    ['a second document with a tab at its start', `${head}---\n\tx: 1\n`, 'config.syntax'],
    ['a second document with an open quote at its start', `${head}---\n"abc\n`, 'config.syntax'],
    ['a tab as indentation', `${head}x:\n\ta: 1\n`, 'config.syntax'],
    ['a tab on an empty line', `${head}\t\nx: 1\n`, 'config.syntax'],
    ['a tab before a comment', `${head}\t# c\nx: 1\n`, 'config.syntax'],
    ['a tab after a dash', `${head}x:\n-\ta: 1\n`, 'config.syntax'],
    ['an anchor with a dot', `${head}x: &a.b 1\n`, 'config.syntax'],
    ['an anchor with an accent', `${head}x: &é 1\n`, 'config.syntax'],
    ['an escaped slash', `${head}x: "\\/"\n`, 'config.syntax'],
    ['a colon without a key', `${head}: x\n`, 'config.syntax'],
    ['a colon that belongs to a word in brackets', `${head}x: {a:[1]}\n`, 'config.syntax'],
    ['a key of two lines in brackets', `${head}x: {a\n  b: 1}\n`, 'config.syntax'],
    [
      'a question mark inside of a word in brackets',
      `${head}x: [https://a.example.com/?y=1]\n`,
      'config.syntax',
    ],
    ['a question mark at the end of a word in brackets', `${head}x: {a: b?}\n`, 'config.syntax'],
    ['a question mark first in a value in brackets', `${head}x: {a: ?b}\n`, 'config.syntax'],
    ['a question mark in a later line of a word in brackets', `${head}x: [a\n  ?b]\n`, 'config.syntax'],
    ['a question mark alone in brackets', `${head}x: [a, ?, b]\n`, 'config.syntax'],
    ['an address that starts with a colon in brackets', `${head}x: [::1, fe80::1]\n`, 'config.syntax'],
    ['a colon first in a later word in brackets', `${head}x: [a,:b]\n`, 'config.syntax'],
    ['a colon first in a value in brackets', `${head}x: {a: :b}\n`, 'config.syntax'],
    ['a colon behind brackets that are a value', `${head}x: [a]: b\n`, 'config.syntax'],
    ['a colon behind brackets of two lines', `${head}x:\n  [a,\n   b]: c\n`, 'config.syntax'],
    ['brackets of two lines as a key in brackets', `${head}x: {[a,\n  b]: c}\n`, 'config.syntax'],
    ['a tab before the text of a block', `${head}x: |\n \ta\n`, 'config.syntax'],
    ['a tag with #', `${head}x: !#a b\n`, 'config.syntax'],
    ['a tag without a blank', `${head}x: [!a]\n`, 'config.syntax'],
    ['a key twice', `${head}debug: true\n"debug": true\n`, 'config.duplicate-key'],
    ['20,000 brackets', `${head}x: ${'['.repeat(20_000)}`, 'config.syntax'],
    [
      '20,000 brackets that close',
      `${head}x: ${'{a: '.repeat(20_000)}${'}'.repeat(20_000)}`,
      'config.syntax',
    ],
    ['20,000 dashes', `${head}x:\n${'- '.repeat(20_000)}a\n`, 'config.syntax'],
  ])('refused: %s', (_, text, code) => {
    expect(refusal(text)).toBe(code)
  })

  /** tbot reads these; they are refused with a remedy, because reading them is not worth a parser of our own. */
  test.each([
    ['UTF-16, read as UTF-8', '\uFFFD\uFFFD' + head.split('').join('\0'), 'config.not-utf8'],
    ['U+FFFD, which is what bytes become that are no UTF-8', `${head}x: a\uFFFDb\n`, 'config.not-utf8'],
    ['line breaks of CR alone', head.replaceAll('\n', '\r'), 'config.syntax'],
    ['U+2028 in quotes', `${head}x: "a\u2028b"\n`, 'config.syntax'],
    [
      'thousands of levels, of which tbot takes 10,000',
      `${head}x: ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
      'config.syntax',
    ],
    ['brackets that go on at the margin', `${head}x: [a,\nb]\n`, 'config.syntax'],
    ['quotes that go on at the margin', `${head}x: "a\nb"\n`, 'config.syntax'],
    ['a question mark first in a word in brackets, a key to tbot', `${head}x: {?a: 1}\n`, 'config.syntax'],
    ['a colon behind an anchor in brackets, a value to tbot', `${head}x: [&x :b]\n`, 'config.syntax'],
    ['a comment right behind a quote', `${head}x: "a"#c\n`, 'config.syntax'],
    ['50 MB', `${head}# ${'x'.repeat(50_000_000)}`, 'config.too-large'],
    ['half a million brackets and words', `${head}${'#\n'.repeat(300_000)}`, 'config.too-large'],
    ['a line of a hundred thousand words', `${head}x: [${'a,'.repeat(100_000)}]`, 'config.too-large'],
  ])('stricter: %s', (_, text, code) => {
    expect(refusal(text)).toBe(code)
  })
})

describe('a word in brackets that needs quotes', () => {
  test.each([
    ['audiences: [https://api.example.com/?x=1]', 'audiences: ["https://api.example.com/?x=1"]'],
    ['path: {type: directory, path: /opt/a?b }', 'path: {type: directory, path: "/opt/a?b" }'],
    ['principals: [::1, fe80::1]', 'principals: ["::1", fe80::1]'],
    ['x: {a: :b}', 'x: {a: ":b"}'],
    ['x: [what is it?] # ?', 'x: ["what is it?"] # ?'],
  ])('%s: quotes are set around it', (line, expected) => {
    const [problem] = checkConfig(`${head}${line}\n`, { target: 19 }).problems
    expect(problem?.message).toMatch(/Put the whole word in quotes\.$/)
    const fixed = applyEdits(`${head}${line}\n`, problem?.fix?.edits ?? [])
    expect(fixed).toBe(`${head}${expected}\n`)
    expect(refusal(fixed)).toBeUndefined()
  })

  test('its text is not repeated, as it may be a secret', () => {
    const text = `${head}x: {token: canary-secret-?1}\n`
    expect(JSON.stringify(checkConfig(text, { target: 19 }))).not.toContain('canary')
  })

  test.each(['x: [a"?]', 'x: [a\\?]', 'x: [a\n  b?]'])(
    '%j: no fix where quotes alone would not do',
    (line) => {
      const [problem] = checkConfig(`${head}${line}\n`, { target: 19 }).problems
      expect([problem?.code, problem?.fix]).toEqual(['config.syntax', undefined])
    },
  )
})

test('too many words are told where they begin, also when they were counted ahead', () => {
  const { problems } = checkConfig(`${head}${'a: b\n'.repeat(110_000)}`, { target: 19 })
  expect(problems.map(({ code, line }) => [code, line])).toEqual([['config.too-large', 71_427]])
})

test('of thousands of errors the first is told', () => {
  const { problems } = checkConfig(`${head}x: "${'\\q'.repeat(100_000)}"\ny: @a\n`, { target: 19 })
  expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([['config.syntax', 4, 5]])
})

test('a file of problems tells a thousand of a kind, and says that there are more', () => {
  const text = `${head}${Array.from({ length: 1500 }, (_, index) => `k${index}: 1\n`).join('')}`
  const { problems, valid } = checkConfig(text, { target: 19 })
  expect([valid, problems.length]).toEqual([true, 1001])
  expect(problems.at(-1)?.code).toBe('config.more-problems')
})

test('a text that is too large or too deep to parse is masked all the same', () => {
  const secret = 'canary-secret-0123456789'
  const text = file({ onboarding: `{join_method: token, token: ${secret}}` })
  for (const tail of [`x: ${'['.repeat(20_000)}`, `# ${'x'.repeat(2_000_000)}`, '#\n'.repeat(300_000)]) {
    expect(maskSecrets(text + tail).includes(secret)).toBe(false)
  }
})
