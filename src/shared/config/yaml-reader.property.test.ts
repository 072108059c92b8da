import * as fc from 'fast-check'
import { isAlias, isCollection, isPair, isScalar } from 'yaml'
import { expect, test } from 'vitest'
import { checkConfig, ConfigChecker } from './check-config.ts'
import { fileFrom } from './edit/testing/generated-file.ts'
import { Noise } from './edit/testing/noise.ts'
import { newestTarget } from './problem.ts'
import { YamlReader } from './yaml-reader.ts'
import { readYaml } from './yaml-source.ts'
import type { SourceResult } from './yaml-source.ts'

/** What an editor's user does to a text: words, breaks, marks of YAML, whole entries; or a piece is cut out. */
const typed = [
  'x',
  '1',
  ' ',
  '\n',
  '\r\n',
  ':',
  ': ',
  '- ',
  '#',
  ' # c',
  '"',
  "'",
  '[',
  '}',
  ',',
  '|\n',
  '&a',
  '*a',
  '!t',
  '?',
  '%',
  '\n---\n',
  '\n  ',
  '\n- type: identity\n',
  '\n  - type: identity\n',
  '\nname: x\n',
  '\n# mine\n',
  '\t',
] as const

const edit = fc.record({
  at: fc.noBias(fc.nat(9999)),
  cut: fc.oneof(fc.constant(0), fc.constant(0), fc.nat(3), fc.nat(60)),
  add: fc.constantFrom('', ...typed),
})

/** All that is read from a text, as plain data. */
function told(result: SourceResult): unknown {
  if (result.kind === 'failure') return { failure: result.failure }
  const { root, secondDocument, targets, text } = result.source
  return {
    text,
    root: partOf(root),
    secondDocument,
    aliases: [...targets].map(([alias, target]) => [alias.range, target.range]),
  }
}

function partOf(part: unknown): unknown {
  if (isPair(part)) return [partOf(part.key), partOf(part.value)]
  if (isAlias(part)) return { alias: part.source, at: part.range }
  // A collection's range and a scalar's first two numbers are what the checks look at.
  if (isScalar(part)) {
    const { value, type, anchor, tag, source, range } = part
    return { value, type, anchor, tag, source, at: range?.slice(0, 2) }
  }
  if (isCollection(part)) {
    const { anchor, tag, flow, range, items } = part
    return { anchor, tag, flow, at: range?.slice(0, 2), items: items.map(partOf) }
  }
  return part
}

test('a reader says after any chain of edits what is read from the text alone', () => {
  let fast = 0
  let texts = 0
  fc.assert(
    fc.property(
      fc.array(fc.noBias(fc.nat(9999)), { minLength: 100, maxLength: 300, size: 'max' }),
      fc.array(edit, { minLength: 1, maxLength: 12 }),
      (numbers, edits) => {
        const reader = new YamlReader()
        const checker = new ConfigChecker()
        let text = fileFrom(new Noise(numbers))
        let known = reader.read(text)
        let readable = text
        for (const { at, cut, add } of edits) {
          // What broke the file is typed on at times, and mostly taken back.
          if (known.kind === 'source') readable = text
          else if (cut < 3) text = readable
          const start = Math.floor((at / 10_000) * text.length)
          text = text.slice(0, start) + add + text.slice(start + cut)
          const document = known.kind === 'source' ? known.source.documents[0] : undefined
          known = reader.read(text)
          texts += 1
          if (known.kind === 'source' && document !== undefined && known.source.documents[0] === document)
            fast += 1
          expect(told(known)).toEqual(told(readYaml(text)))
          expect(checker.check(text, { target: newestTarget })).toEqual(
            checkConfig(text, { target: newestTarget }),
          )
        }
      },
    ),
    { numRuns: 500 },
  )
  // The fast way was taken often enough to mean something.
  expect(fast / texts).toBeGreaterThan(0.1)
})

test('an alias for a list stands for its entries of now', () => {
  const reader = new YamlReader()
  const text = (name: string) => `a: &all\n  - name: ${name}\n  - name: two\nb: *all\n`
  reader.read(text('one'))
  const now = reader.read(text('other'))
  expect(told(now)).toEqual(told(readYaml(text('other'))))
  const [target] = now.kind === 'source' ? now.source.targets.values() : []
  expect(JSON.stringify(target)).toContain('other')
})
