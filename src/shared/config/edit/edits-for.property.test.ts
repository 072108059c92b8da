import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../errors.ts'
import { applyEdits } from '../line-index.ts'
import type { Change, YamlValue } from './model.ts'
import { checkChange, editsOrRefusal, plain } from './testing/check-change.ts'
import { changeFrom } from './testing/generated-change.ts'
import { fileFrom } from './testing/generated-file.ts'
import { Noise } from './testing/noise.ts'
import { outcomes, readAgain } from './testing/oracle.ts'
import { sampleCorpus } from './testing/sample-corpus.ts'

// Ten thousand edits take ten seconds alone, and longer on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

const files = 2750
const changesPerFile = 4

const noise = (maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(9999), { maxLength, size: 'max' })
const changes = fc.array(noise(40), { minLength: changesPerFile, maxLength: changesPerFile })

test('an edit of a generated file changes what was asked and nothing else', () => {
  const counts = { edited: 0, refused: 0 }
  fc.assert(
    fc.property(noise(300), changes, (numbers, wishes) => {
      const text = fileFrom(new Noise(numbers))
      const document = readAgain(text)
      expect(document).toBeDefined()
      for (const wish of wishes) {
        const { kind, faults } = checkChange(
          text,
          document ?? {},
          changeFrom(new Noise(wish), document ?? {}),
        )
        counts[kind] += 1
        expect(faults).toEqual([])
      }
    }),
    { numRuns: files },
  )
  expect(counts.edited).toBeGreaterThan(10_000)
  // Only what other places use by alias is refused.
  expect(counts.refused).toBeLessThan(counts.edited / 20)
})

test('several changes at once are made one after the other', () => {
  fc.assert(
    fc.property(noise(300), changes, (numbers, wishes) => {
      const text = fileFrom(new Noise(numbers))
      let expected: YamlValue = readAgain(text) ?? {}
      const made: Change[] = []
      for (const wish of wishes) {
        const change = changeFrom(new Noise(wish), expected)
        const [outcome] = outcomes(expected, change)
        if (change.kind === 'remove' || outcome === undefined) continue
        made.push(change)
        expected = outcome
      }
      const edits = editsOrRefusal(text, ...made)
      fc.pre(!(edits instanceof AppError))
      const after = edits instanceof AppError ? text : applyEdits(text, edits)
      expect({ text, made, after, data: plain(readAgain(after)) }).toMatchObject({ data: plain(expected) })
    }),
    { numRuns: 500 },
  )
})

test('an edit of a file of the tests, the documents and the fixtures changes nothing else', () => {
  const corpus = sampleCorpus()
  expect(corpus.length).toBeGreaterThan(40)
  fc.assert(
    fc.property(fc.constantFrom(...corpus), fc.boolean(), changes, (sample, isDos, wishes) => {
      const text = isDos ? sample.replace(/\r?\n/g, '\r\n') : sample
      const document = readAgain(text) ?? {}
      for (const wish of wishes) {
        expect(checkChange(text, document, changeFrom(new Noise(wish), document)).faults).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
})
