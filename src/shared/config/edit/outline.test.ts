import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDocument } from './document.ts'
import type { OutlineEntry } from './model.ts'
import { outlineOf } from './outline.ts'
import { scanSections } from './outline-scan.ts'
import { sampleCorpus } from './testing/sample-corpus.ts'

const plain = `# mine
version: v2
proxy_server: "a.example.com:443" # here
tokn: canary-secret-0
onboarding:
  token: canary-secret-1
  join_method: token

storage: {type: directory, path: /var/lib/bot}
outputs:
- type: identity
  destination:
    type: directory
    path: /opt/id
services:
  # first
  - type: application
    destination: {type: memory}
    app_name: |
      type: not me
  - name: own   # c
    type: application-tunnel
    listen: tcp://127.0.0.1:1
  - type: application
`

function lines(entries: readonly OutlineEntry[]): string[] {
  return entries.flatMap((entry) => [
    `${entry.range.startLine} ${entry.label}${entry.detail === undefined ? '' : ` (${entry.detail})`}`,
    ...lines(entry.children).map((line) => `  ${line}`),
  ])
}

const expected = [
  '2 version (v2)',
  '3 proxy_server (a.example.com:443)',
  '4 tokn',
  '5 onboarding (token)',
  '9 storage (/var/lib/bot)',
  '10 outputs',
  '  11 identity-1 (identity, /opt/id)',
  '15 services',
  '  17 application-1 (application, memory)',
  '  21 own (application-tunnel, tcp://127.0.0.1:1)',
  '  24 application-2 (application)',
]

describe('the outline', () => {
  test('tells sections and services, named as /readyz names them', () => {
    expect(scanSections(plain).isCertain).toBe(true)
    expect(lines(outlineOf(plain))).toEqual(expected)
  })

  test('has the path and range of each entry', () => {
    const services = outlineOf(plain).find((entry) => entry.label === 'services')
    expect(services?.children[1]).toEqual({
      path: ['services', 1],
      label: 'own',
      detail: 'application-tunnel, tcp://127.0.0.1:1',
      range: { startLine: 21, startColumn: 3, endLine: 23, endColumn: 30 },
      children: [],
    })
  })

  test('follows aliases, merge keys and brackets', () => {
    const text = `d: &d {type: application, destination: &o {type: directory, path: /a}}
services: [{<<: *d, name: "x"}, {type: kubernetes/v2, destination: *o}, *d]
`
    expect(scanSections(text).isCertain).toBe(false)
    expect(lines(outlineOf(text))).toEqual([
      '1 d',
      '2 services',
      '  2 x (application, /a)',
      '  2 kubernetes-v2-1 (kubernetes/v2, /a)',
      '  2 application-2 (application, /a)',
    ])
  })

  test('stays while a line does not parse', () => {
    expect(lines(outlineOf(plain.replace('app_name: |', 'app_name: [')))).toHaveLength(expected.length)
    expect(outlineOf('\u0000')).toEqual([])
    expect(outlineOf('')).toEqual([])
  })
})

test('what is scanned is what is parsed', () => {
  const certain = sampleCorpus().filter((text) => scanSections(text).isCertain)
  expect(certain.length).toBeGreaterThan(20)
  for (const text of certain) {
    const scanned = outlineOf(text)
    // An anchor leaves the text to the parser.
    const parsed = outlineOf(`${text.trimEnd()}\n"<<": {}\n`).filter(({ label }) => label !== '<<')
    expect(starts(scanned)).toEqual(starts(parsed))
    const document = openDocument(text)
    for (const { path, range } of scanned) expect(document?.rangeOf(path)?.startLine).toBe(range.startLine)
  }
})

/** Everything but the ends of ranges: the scan takes a comment at the end of the last line along. */
function starts(entries: readonly OutlineEntry[]): unknown[] {
  return entries.map(({ range, children, ...entry }) => ({
    ...entry,
    line: range.startLine,
    column: range.startColumn,
    children: starts(children),
  }))
}

test('any text has an outline', () => {
  const soup = fc.array(
    fc.constantFrom(
      'services:',
      '\n',
      '- ',
      '  ',
      'type: x',
      '{',
      '}',
      '*a',
      '<<: ',
      '"',
      ':',
      ' ',
      '# c',
      'é',
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(soup, (parts) => {
      expect(Array.isArray(outlineOf(parts.join('')))).toBe(true)
    }),
  )
})

test.each([
  ['anchors', many(60_000, (index) => `k${index}: &a 1\n`), 60_000],
  ['aliases', `k: &a 1\n${many(40_000, (index) => `k${index}: *a\n`)}`, 40_001],
  ['merged keys', `a: &a\n${many(20_000, (index) => `  k${index}: 1\n`)}<<: *a\n`, 20_001],
  [
    'services behind many keys',
    `k: &a {type: x}\n${many(20_000, (index) => `k${index}: &b 1\n`)}services:\n${'- *a\n'.repeat(20_000)}`,
    40_002,
  ],
])('an outline of many %s is made in a time that grows with their number', (_what, text, count) => {
  const entries = outlineOf(text)
  expect(entries.length + entries.flatMap(({ children }) => children).length).toBe(count)
})

function many(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('')
}

test.each([
  ['blanks', `services:\n  - name: ${' '.repeat(200_000)}x\n    type: ${'a '.repeat(100_000)}`],
  ['colons', `services:\n  - ${':'.repeat(200_000)}\n    destination: {${'a:'.repeat(100_000)}`],
  ['brackets', `services: [${'{a: &b !c d},'.repeat(3_000)}]\n`],
])('a long line of %s is outlined in a time that grows with its length', (_what, text) => {
  expect(outlineOf(text).map(({ label }) => label)).toEqual(['services'])
})
