import type { Problem } from '../../../shared/config/problem.ts'

export interface CursorPlace {
  readonly line: number
  readonly column: number
}

/** The problem after (or before) the cursor in the order of the text; goes round at the ends. */
export function nextProblem(
  problems: readonly Problem[],
  from: CursorPlace,
  step: 1 | -1,
): Problem | undefined {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  const distance = (problem: Problem): number => problem.line - from.line || problem.column - from.column
  return step === 1
    ? (sorted.find((problem) => distance(problem) > 0) ?? sorted.at(0))
    : (sorted.findLast((problem) => distance(problem) < 0) ?? sorted.at(-1))
}

/** The problem the cursor is in, or else the first on its line. */
export function problemAt(problems: readonly Problem[], { line, column }: CursorPlace): Problem | undefined {
  const near = problems.filter((problem) => problem.line <= line && problem.endLine >= line)
  const isInside = (problem: Problem): boolean =>
    (problem.line < line || problem.column <= column) &&
    (problem.endLine > line || problem.endColumn >= column)
  return near.find(isInside) ?? near[0]
}
