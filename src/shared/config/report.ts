import type { LineIndex, Span } from './line-index.ts'
import type { Problem, ProblemFix, Severity } from './problem.ts'

/** A problem before its place is worked out. */
export interface Finding {
  readonly severity: Severity
  readonly code: `config.${string}`
  readonly path: string
  readonly span: Span
  readonly message: string
  readonly fix?: ProblemFix | undefined
}

/** Collects findings; the same finding at the same place (seen through two aliases) is kept once. */
export class Report {
  private readonly lines: LineIndex
  private readonly found = new Map<string, Problem>()

  constructor(lines: LineIndex) {
    this.lines = lines
  }

  add(finding: Finding): void {
    const span = this.lines.firstLineOf(finding.span)
    const start = this.lines.placeOf(span.start)
    const end = this.lines.placeOf(span.end)
    const identity = [finding.code, span.start, span.end, finding.message].join('\n')
    if (this.found.has(identity)) return
    this.found.set(identity, {
      severity: finding.severity,
      code: finding.code,
      path: finding.path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      message: finding.message,
      ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    })
  }

  /** All problems in the order of the text. */
  problems(): Problem[] {
    return [...this.found.values()].toSorted(
      (left, right) => left.line - right.line || left.column - right.column || order(left) - order(right),
    )
  }
}

const severities: readonly Severity[] = ['error', 'hazard', 'ignored', 'info']

function order(problem: Problem): number {
  return severities.indexOf(problem.severity)
}
