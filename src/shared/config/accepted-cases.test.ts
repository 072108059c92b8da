import { describe, expect, test } from 'vitest'
import { checkConfig } from './check-config.ts'
import { newestTarget } from './problem.ts'
import { acceptedCases } from './testing/accepted-cases.ts'

describe('table 10.1, accepted', () => {
  test.each(acceptedCases)('$number: $what', ({ file, told = [], startErrors = [] }) => {
    const { problems, valid } = checkConfig(file, { target: newestTarget })
    const errors = problems.filter((problem) => problem.severity === 'error')
    expect(errors.map((problem) => problem.code)).toEqual(startErrors)
    const others = problems.filter((each) => each.severity === 'hazard' || each.severity === 'ignored')
    expect(others.map((problem) => problem.code)).toEqual(told)
    expect(valid).toBe(startErrors.length === 0)
  })

  test('covers every row', () => {
    expect(acceptedCases.map((each) => each.number)).toEqual(
      Array.from({ length: 56 }, (_, index) => index + 1),
    )
  })
})
