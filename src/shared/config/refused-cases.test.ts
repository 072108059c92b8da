import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { newestTarget } from './problem.ts'
import { refusedCases } from './testing/refused-cases.ts'

describe('table 10.2, refused', () => {
  test.each(refusedCases)('$number: $what', ({ file, path }) => {
    const { problems, valid, config } = checkConfig(file, { target: newestTarget })
    expect(problems.filter((each) => each.severity === 'error').map((each) => each.path)).toEqual([path])
    expect(valid).toBe(false)
    expect(config).toBeUndefined()
  })

  test('covers every row', () => {
    expect(refusedCases).toHaveLength(98)
  })
})
