import { describe, expect, it } from 'vitest'
import type { Problem } from '../../shared/config/problem.ts'
import { editOperations, rangeOfProblem } from './fixes.ts'

const problem: Problem = {
  severity: 'error',
  code: 'config.syntax',
  path: '',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 5,
  message: 'ends too early',
}

describe('problems in the editor', () => {
  it('are at least one character wide, so that they can be seen', () => {
    expect(rangeOfProblem(problem)).toMatchObject({ startColumn: 5, endColumn: 6 })
  })

  it('keep their own width otherwise', () => {
    expect(rangeOfProblem({ ...problem, endLine: 4, endColumn: 2 })).toMatchObject({
      endLineNumber: 4,
      endColumn: 2,
    })
  })

  it('are fixed by edits at the same places', () => {
    const edits = [{ startLine: 1, startColumn: 2, endLine: 1, endColumn: 4, text: 'x' }]
    expect(editOperations(edits)).toEqual([
      expect.objectContaining({
        range: { startLineNumber: 1, startColumn: 2, endLineNumber: 1, endColumn: 4 },
        text: 'x',
      }),
    ])
  })
})
