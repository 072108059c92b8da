import * as fc from 'fast-check'
import { parseDocument } from 'yaml'
import { expect, test, vi } from 'vitest'
import { checkConfig } from './check-config.ts'
import { applyEdits } from './line-index.ts'
import { maskSecrets } from './mask-secrets.ts'
import type { Problem } from './problem.ts'
import { targetVersions } from './problem.ts'
import { sampleFiles, sampleSecret } from './testing/samples.ts'

// Generated inputs by the thousand: slow only on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const target = fc.constantFrom(...targetVersions)

/** Text made of what YAML is made of, so that much of it parses. */
const yamlSoup = fc
  .array(
    fc.constantFrom(
      'version: v2',
      'services:',
      'onboarding:',
      'token: x',
      '- ',
      '  ',
      '\n',
      ': ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&a ',
      '*a',
      '<<: ',
      '"',
      "'",
      '#',
      '|\n',
      '>-\n',
      '!!str ',
      '!x ',
      '? ',
      '---\n',
      '\t',
      'type: identity',
      'destination',
      '\r\n',
      '\uFEFF',
      '1h',
      'null',
      '~',
      '\u0000',
      '😀',
      'é',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

/** A sample with a stretch cut out, doubled or replaced. */
const mutated = fc
  .record({
    sample: fc.constantFrom(...sampleFiles),
    from: fc.nat(1200),
    length: fc.nat(60),
    insert: fc.oneof(fc.constant(''), yamlSoup, fc.string({ maxLength: 8 })),
  })
  .map(({ sample, from, length, insert }) => sample.slice(0, from) + insert + sample.slice(from + length))

const anyText = fc.oneof(fc.string({ maxLength: 200 }), yamlSoup, mutated)

function isInside(problem: Problem, text: string): boolean {
  const lines = text.split('\n')
  const first = lines[problem.line - 1]
  const last = lines[problem.endLine - 1]
  if (first === undefined || last === undefined || problem.column < 1 || problem.endColumn < 1) return false
  const isOrdered =
    problem.line < problem.endLine ||
    (problem.line === problem.endLine && problem.column <= problem.endColumn)
  return isOrdered && problem.column <= first.length + 1 && problem.endColumn <= last.length + 1
}

function parses(text: string): boolean {
  return parseDocument(text, { uniqueKeys: false, logLevel: 'silent' }).errors.every(
    (error) => error.code === 'MULTIPLE_DOCS',
  )
}

function countOf(problem: Problem | undefined, among: readonly Problem[]): number {
  return among.filter((each) => each.code === problem?.code && each.path === problem.path).length
}

test('checks any text without throwing, and marks places inside it', () => {
  fc.assert(
    fc.property(anyText, target, (text, version) => {
      const { problems, valid, config } = checkConfig(text, { target: version })
      expect(problems.filter((problem) => !isInside(problem, text))).toEqual([])
      expect(config !== undefined).toBe(valid)
    }),
    { numRuns: 1000 },
  )
})

test('tells each problem once, in the order of the text, and only with a path when the text is YAML', () => {
  fc.assert(
    fc.property(anyText, target, (text, version) => {
      const { problems } = checkConfig(text, { target: version })
      const keys = problems.map((each) =>
        JSON.stringify([each.code, each.path, each.line, each.column, each.message]),
      )
      expect(new Set(keys).size).toBe(keys.length)
      const places = problems.map((each) => each.line * 1e6 + each.column)
      expect(places).toEqual(places.toSorted((left, right) => left - right))
    }),
    { numRuns: 500 },
  )
})

/** The file could not be read, and reading stops at the first fault: another one may come later. */
function expectBehind(before: Problem, after: readonly Problem[]): void {
  const place = ({ line, column }: Problem): number => line * 1e6 + column
  const next = after.filter(({ code }) => code === before.code).map(place)
  expect(next.every((each) => each > place(before))).toBe(true)
}

test('a fix keeps the file readable and removes its problem', () => {
  fc.assert(
    fc.property(mutated, target, fc.nat(30), (text, version, choice) => {
      const { problems } = checkConfig(text, { target: version })
      const fixable = problems.filter((problem) => problem.fix !== undefined)
      const problem = fixable[choice % Math.max(1, fixable.length)]
      fc.pre(problem !== undefined)
      const fixed = applyEdits(text, problem?.fix?.edits ?? [])
      const after = checkConfig(fixed, { target: version }).problems
      if (problem?.code === 'config.syntax') return expectBehind(problem, after)
      expect(parses(fixed)).toBe(true)
      expect(countOf(problem, after)).toBeLessThan(countOf(problem, problems))
    }),
    { numRuns: 400 },
  )
})

test('no message or masked text holds the secret of a sample', () => {
  fc.assert(
    fc.property(mutated, target, (text, version) => {
      const { problems } = checkConfig(text, { target: version })
      expect(problems.filter((problem) => problem.message.includes(sampleSecret))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('masking never throws and keeps the number of lines', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(maskSecrets(text).split('\n')).toHaveLength(text.split('\n').length)
    }),
    { numRuns: 1000 },
  )
})

test('a file of 2,000 lines is checked whole', () => {
  const service = (index: number): string =>
    `  - type: application\n    name: app-${index}\n    destination:\n      type: directory\n      path: /srv/${index}\n    app_nam: x\n`
  const text = `version: v2\nproxy_server: a.example.com:443\nonboarding: {join_method: iam, token: t}\nservices:\n${Array.from({ length: 334 }, (_, index) => service(index)).join('')}`
  const { problems } = checkConfig(text, { target: 19 })
  expect(problems.filter((problem) => problem.code === 'config.unknown-key')).toHaveLength(334)
  expect(problems.filter((problem) => problem.code === 'config.missing-key')).toHaveLength(334)
})

test('aliases that stand for billions of values are refused', () => {
  const many = Array.from({ length: 3000 }, () => '{name: a}').join(', ')
  const bomb = `version: v2\nx: &s [${many}]\ny: &k {type: kubernetes/argo-cd, selectors: *s}\nservices: [${Array.from({ length: 3000 }, () => '*k').join(', ')}]\n`
  const codes = checkConfig(bomb, { target: 19 }).problems.map((problem) => problem.code)
  expect(codes).toContain('config.too-many-values')
})

test('brackets nested thousands deep are refused', () => {
  const { problems } = checkConfig('['.repeat(100_000), { target: 19 })
  expect(problems.map((problem) => [problem.code, problem.path])).toEqual([['config.syntax', '']])
})

test.each([
  ['blanks', `token: ${' '.repeat(200_000)}x`],
  ['digits', `version: v2\ncredential_ttl: ${'1'.repeat(200_000)}!`],
  ['slashes', `version: v2\nproxy_server: ${'/'.repeat(200_000)}x`],
  ['dashes', `version: v2\nservices: [{type: identity, name: "${'-'.repeat(200_000)}!"}]`],
  ['a token of underscores', `onboarding: {token: your${'_'.repeat(200_000)}}`],
  [
    'one unknown key after the other',
    Array.from({ length: 10_000 }, (_, index) => `key${index}: 1\n`).join(''),
  ],
  [
    'one token after the other',
    Array.from({ length: 5_000 }, (_, index) => `- token: secret-${index}\n`).join(''),
  ],
])('a long run of %s is checked and masked in a time that grows with its length', (_what, text) => {
  expect(checkConfig(text, { target: 19 }).valid).toBe(false)
  expect(maskSecrets(text).split('\n')).toHaveLength(text.split('\n').length)
})
