import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDocument } from './document.ts'
import type { ConfigDocument, YamlValue } from './model.ts'
import { parsePath } from './path.ts'
import { fileFrom } from './testing/generated-file.ts'
import { Noise } from './testing/noise.ts'
import { readAgain } from './testing/oracle.ts'

const text = `# header
version: v2 # c
defaults: &d {credential_ttl: 1h, "roles": [a, b]}
services:
  - <<: *d
    type: application
    app_name: >-
      two
      words
  - *d
  -
`

function open(source: string): ConfigDocument {
  const document = openDocument(source)
  if (document === undefined) throw new Error('the text does not parse')
  return document
}

function rangeText(document: ConfigDocument, path: string): string | undefined {
  const range = document.rangeOf(parsePath(path))
  if (range === undefined) return undefined
  const lines = document.text.split('\n').slice(range.startLine - 1, range.endLine)
  const last = (lines.pop() ?? '').slice(0, range.endColumn - 1)
  return [...lines, last].join('\n').slice(range.startColumn - 1)
}

describe('values', () => {
  test.each<[string, YamlValue | undefined]>([
    ['version', 'v2'],
    ['services[0].credential_ttl', '1h'],
    ['services[0].roles[1]', 'b'],
    ['services[1].roles', ['a', 'b']],
    ['services[2]', null],
    ['services[0].app_name', 'two words'],
    ['services[3]', undefined],
    ['version.x', undefined],
    ['toString', undefined],
  ])('%s', (path, value) => {
    expect(open(text).valueAt(parsePath(path))).toEqual(value)
  })

  test('are read as go-yaml reads them', () => {
    const source =
      'a: yes\nb: 0x1F\nc: 1_000\nd: ~\ne: .5\nf: "1"\ng: !!str 1\nh: True\ni: 1h\nj: -.inf\nk: |\n  x'
    expect(open(source).valueAt([])).toEqual({
      a: 'yes',
      b: 31,
      c: 1000,
      d: null,
      e: 0.5,
      f: '1',
      g: '1',
      h: true,
      i: '1h',
      j: -Infinity,
      k: 'x',
    })
  })

  test('of a generated file are those the library reads', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9999), { maxLength: 300, size: 'max' }), (numbers) => {
        const source = fileFrom(new Noise(numbers))
        expect(open(source).valueAt([])).toEqual(readAgain(source))
      }),
      { numRuns: 500 },
    )
  })

  test('a bomb of aliases stays small', () => {
    const levels = Array.from({ length: 40 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*a${level - 1}`
      return `a${level}: &a${level} [${inner}, ${inner}]\n`
    })
    const first = open(levels.join('')).valueAt(['a39', ...Array.from({ length: 40 }, () => 0)])
    expect(first).toBe('x')
  })
})

describe('places', () => {
  test.each([
    ['version', 'version: v2'],
    ['services[0].app_name', 'app_name: >-\n      two\n      words'],
    ['services[0].roles', '"roles": [a, b]'],
    ['services[0].roles[1]', 'b'],
    ['services[1]', '- *d'],
    ['services[2]', '-'],
    ['services[5]', undefined],
  ])('%s', (path, expected) => {
    expect(rangeText(open(text), path)).toBe(expected)
  })

  test.each([
    [1, 3, ''],
    [2, 1, 'version'],
    [2, 12, 'version'],
    [2, 14, ''],
    [3, 30, 'defaults.credential_ttl'],
    [3, 45, 'defaults.roles[0]'],
    [5, 10, 'services[0]["<<"]'],
    [6, 12, 'services[0].type'],
    [8, 8, 'services[0].app_name'],
    [10, 5, 'services[1]'],
    [99, 1, ''],
  ])('line %i, column %i belongs to %j', (line, column, path) => {
    expect(open(text).pathAt(line, column)).toEqual(parsePath(path))
  })

  test('every value of a generated file is found at its own place', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9999), { maxLength: 200, size: 'max' }), (numbers) => {
        const document = open(fileFrom(new Noise(numbers)))
        const root = document.valueAt([]) ?? {}
        for (const key of Object.keys(root).filter((each) => each !== '<<')) {
          const range = document.rangeOf([key])
          const path = range && document.pathAt(range.startLine, range.startColumn)
          expect(path?.[0]).toBe(key)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('an empty document has none', () => {
    const document = open('# nothing\n')
    expect(document.valueAt([])).toBeUndefined()
    expect(document.rangeOf([])).toBeUndefined()
    expect(document.pathAt(1, 1)).toEqual([])
  })
})

test.each(['a: [', 'a:\n\tb: 1\n', '*x\n', '['.repeat(20_000), 'a: \u0000\n', '%YAML 1.2\n---\na: 1\n'])(
  'a text that does not parse is not opened: %j',
  (source) => {
    expect(openDocument(source)).toBeUndefined()
  },
)
