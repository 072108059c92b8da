import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { exportFacts, exporters } from './index.ts'
import type { ExportOption, ExportOptions, Exporter } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'

/** What comes out, or why not. */
function outcome({ make }: Exporter, sample: string, withSecrets: boolean, options: ExportOptions = {}) {
  try {
    const { facts, ...made } = make(requestOf(sample, { withSecrets, options }))
    return { facts, made: JSON.stringify(made) }
  } catch (thrown) {
    return { facts: [], made: AppError.from(thrown).message }
  }
}

const another = ({ choices, default: preset }: ExportOption) =>
  choices?.find((choice) => choice !== preset) ?? '4242'

const dependent = exporters.flatMap((exporter) =>
  exporter.options.flatMap((option) =>
    option.when === undefined ? [] : [{ exporter, option, when: option.when }],
  ),
)
const cases = dependent.flatMap((each) =>
  Object.keys(samples).flatMap((sample) => [
    { ...each, kind: each.exporter.kind, key: each.option.key, sample, withSecrets: false },
    { ...each, kind: each.exporter.kind, key: each.option.key, sample, withSecrets: true },
  ]),
)

describe('an option that depends on a fact', () => {
  test.each(cases)(
    'changes something exactly when it holds: $kind $key of $sample, with secrets: $withSecrets',
    ({ exporter, option, when, sample, withSecrets }) => {
      const before = outcome(exporter, sample, withSecrets)
      const after = outcome(exporter, sample, withSecrets, { [option.key]: another(option) })
      expect(after.made !== before.made).toBe(before.facts.includes(when))
    },
  )

  test('finds each fact true of one sample and false of another', () => {
    const seen = cases.flatMap(({ exporter, sample, withSecrets }) => [
      outcome(exporter, sample, withSecrets).facts,
    ])
    for (const fact of exportFacts) {
      expect(new Set(seen.map((facts) => facts.includes(fact)))).toEqual(new Set([true, false]))
    }
  })
})
