import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../shared/config/problem.ts'
import { nextProblem, problemAt } from './next-problem.ts'

const at = (line: number, column: number): Problem => ({
  severity: 'error',
  code: 'config.bad-value',
  path: '',
  message: '',
  line,
  column,
  endLine: line,
  endColumn: column + 1,
})
const problems = [at(9, 1), at(2, 3), at(2, 8)]

describe('going to problems', () => {
  it('follows the order of the text', () => {
    expect(nextProblem(problems, { line: 2, column: 3 }, 1)).toEqual(at(2, 8))
    expect(nextProblem(problems, { line: 9, column: 1 }, -1)).toEqual(at(2, 8))
  })

  it('goes round at both ends', () => {
    expect(nextProblem(problems, { line: 9, column: 1 }, 1)).toEqual(at(2, 3))
    expect(nextProblem(problems, { line: 1, column: 1 }, -1)).toEqual(at(9, 1))
  })

  it('has nowhere to go without problems', () => {
    expect(nextProblem([], { line: 1, column: 1 }, 1)).toBeUndefined()
  })
})

describe('the problem at the cursor', () => {
  it('is the one around the cursor, else the first on its line', () => {
    expect(problemAt(problems, { line: 2, column: 8 })).toEqual(at(2, 8))
    expect(problemAt(problems, { line: 2, column: 30 })).toEqual(at(2, 3))
    expect(problemAt(problems, { line: 5, column: 1 })).toBeUndefined()
  })
})
