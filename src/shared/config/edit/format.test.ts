import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits } from '../line-index.ts'
import { openDocument } from './document.ts'
import { formatEdits } from './format.ts'
import { fileFrom } from './testing/generated-file.ts'
import { Noise } from './testing/noise.ts'
import { commentsIn } from './testing/oracle.ts'

function formatted(text: string): string {
  return applyEdits(text, formatEdits(text))
}

test('indentation, blanks after colons and dashes, and blanks before comments become even', () => {
  const before = `# mine
version:   v2    # the version
onboarding:   
    # how
    join_method:  "token"
      # in between
    token: x

services:   # all of them
-   type: application
    # its files
    destination: {type: directory,   path: /a}  
    roles:
    - a
    - b
    note: |
       kept
- &s
        type: identity
storage: >-
     one
       two
`
  const after = `# mine
version: v2 # the version
onboarding:
  # how
  join_method: "token"
    # in between
  token: x

services: # all of them
  - type: application
    # its files
    destination: {type: directory,   path: /a}
    roles:
      - a
      - b
    note: |
      kept
  - &s
    type: identity
storage: >-
  one
    two
`
  expect(formatted(before)).toBe(after)
})

test('CRLF, a byte order mark, a second document and what is canonical stay', () => {
  expect(formatted('\uFEFFa:\r\n    b:  1\r\n---\r\nx:   1\r\n')).toBe(
    '\uFEFFa:\r\n  b: 1\r\n---\r\nx:   1\r\n',
  )
  expect(formatEdits('a:\n  b: 1\n  c:\n    - d\n')).toEqual([])
})

test('a long run of blanks is made even as a short one', () => {
  const blanks = ' '.repeat(200_000)
  const before = `a: 1${blanks}# b${blanks}c${blanks}\nb: 2${blanks}\n`
  expect(formatted(before) === `a: 1 # b${blanks}c\nb: 2\n`).toBe(true)
})

test('a comment of its own below a block text stays in its column', () => {
  expect(formatEdits('version:\n  - version: |-\n      x\n    # mine\n')).toEqual([])
})

test.each(['a: [', '', '# only\n', '\u0000'])('there is nothing to do for %j', (text) => {
  expect(formatEdits(text)).toEqual([])
})

test('a formatted file says the same, keeps its comments, and is canonical', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9999), { maxLength: 300, size: 'max' }), (numbers) => {
      const text = fileFrom(new Noise(numbers))
      const result = formatted(text)
      expect(openDocument(result)?.valueAt([])).toEqual(openDocument(text)?.valueAt([]))
      expect(commentsIn(result)).toEqual(commentsIn(text))
      expect(formatEdits(result)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
