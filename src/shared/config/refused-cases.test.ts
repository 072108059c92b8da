import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { newestTarget } from './problem.ts'
import { refusedCases } from './testing/refused-cases.ts'

describe('table 10.2, refused', () => {
  test.each(refusedCases)('$number: $what', ({ file, path, start, end }) => {
    const { problems, valid, config } = checkConfig(file, { target: newestTarget })
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(
      errors.map(({ path: at, line, column, endLine, endColumn }) => ({
        path: at,
        start: { line, column },
        end: { line: endLine, column: endColumn },
      })),
    ).toEqual([{ path, start, end }])
    expect(valid).toBe(false)
    expect(config).toBeUndefined()
  })

  test('covers every row', () => {
    expect(refusedCases).toHaveLength(98)
  })
})
