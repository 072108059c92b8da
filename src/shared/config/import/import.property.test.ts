import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../errors.ts'
import { globalFlags, legacyFlags, serviceCommands, sharedFlags } from '../command-flags.ts'
import { readFlags } from './command-line.ts'
import { importText } from './index.ts'
import { readShell } from './shell.ts'

const runs = 1_000
const secret = 'canary-secret-property-99'

function quoted(word: string, how: number): string {
  if (how === 0) return `'${word.replaceAll("'", String.raw`'\''`)}'`
  if (how === 1) return `"${word.replace(/["\\$`]/g, String.raw`\$&`)}"`
  return word === '' ? "''" : word.replace(/[^\n]/gu, String.raw`\$&`).replaceAll('\n', "'\n'")
}

test('words survive every way of quoting', () => {
  const words = fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(0, 1, 2)), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '  \\\n\t', ' \\\r\n'), (given, blank) => {
      const text = given.map(([word, how]) => quoted(word, how)).join(blank)
      expect(readShell(text).statements.flatMap((each) => each.words)).toEqual(given.map(([word]) => word))
    }),
    { numRuns: runs },
  )
})

const names = [
  ...globalFlags,
  ...sharedFlags,
  ...legacyFlags,
  ...serviceCommands.flatMap(({ flags }) => flags),
]
const flag = fc.oneof(
  fc.constantFrom(...names).map(({ name }) => `--${name}`),
  fc.constantFrom('-a', '-d', '-c', '-o', '--no-oneshot', '--no-debug', '--unknown', '-x', '--'),
)
const value = fc.constantFrom(
  '',
  'x',
  '/a',
  '1h',
  'a:1',
  'token',
  'memory://',
  secret,
  `"${secret}`,
  ';',
  '\\\n',
)
const word = fc.oneof(
  fc.tuple(flag, value).map((both) => both.join('=')),
  fc.tuple(flag, value).map((both) => both.join(' ')),
  fc.constantFrom(...serviceCommands.map(({ name }) => name), 'spiffe-svid', '&&', '#', `A=${secret}`),
)

test('any call of tbot is understood in part, and no part shows what may be a secret', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.constantFrom(14, 16, 19), (words, target) => {
      const call = `tbot start ${words.join(' ')}`
      const { parts, text, problems } = importText(call, { target })
      expect(text).toMatch(/^version: v2\n/)
      for (const part of parts) expect(part.path ?? part.note).toBeTypeOf('string')
      expect(problems.filter(({ code }) => code === 'config.syntax')).toEqual([])
      const unknown = parts.filter(({ note }) => note?.includes('does not know') === true)
      expect(JSON.stringify(unknown)).not.toContain(secret)
    }),
    { numRuns: runs },
  )
})

test('every word of a call is told', () => {
  fc.assert(
    fc.property(fc.array(flag, { maxLength: 8 }), (words) => {
      const { flags } = readFlags(['start', ...words.map((each) => `${each}=x`)])
      expect(flags.length).toBe(words.length)
    }),
    { numRuns: runs },
  )
})

function outcome(text: string): string {
  try {
    importText(text, { target: 19 })
    return 'understood'
  } catch (thrown) {
    return AppError.from(thrown).code
  }
}

test('any other text is an import or not understood', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      expect(['understood', 'config.not-understood']).toContain(outcome(text))
    }),
    { numRuns: runs },
  )
})
