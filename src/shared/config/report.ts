import type { LineIndex, Span } from './line-index.ts'
import { severities, type Problem, type ProblemFix, type Severity } from './problem.ts'

/** A problem before its place is worked out. */
export interface Finding {
  readonly severity: Severity
  readonly code: `config.${string}`
  readonly path: string
  readonly span: Span
  readonly message: string
  readonly fix?: ProblemFix | undefined
}

/** Findings of one severity that are told; a file with more is no configuration, and nobody reads on. */
const mostOfSeverity = 1000

/** Collects findings; the same finding at the same place (seen through two aliases) is kept once. */
export class Report {
  private readonly lines: LineIndex
  private readonly found = new Map<string, Problem>()
  private readonly counts = new Map<Severity, number>()

  constructor(lines: LineIndex) {
    this.lines = lines
  }

  /** True when no more of this severity is told, so that nobody has to find the words for it. */
  isFull(severity: Severity): boolean {
    return (this.counts.get(severity) ?? 0) > mostOfSeverity
  }

  add(finding: Finding): void {
    if (this.isFull(finding.severity)) return
    const count = this.counts.get(finding.severity) ?? 0
    if (count === mostOfSeverity) this.put({ ...finding, ...more })
    else this.put(finding)
  }

  private put(finding: Finding): void {
    const span = this.lines.firstLineOf(finding.span)
    const start = this.lines.placeOf(span.start)
    const end = this.lines.placeOf(span.end)
    const identity = [finding.code, span.start, span.end, finding.message].join('\n')
    if (this.found.has(identity)) return
    this.counts.set(finding.severity, (this.counts.get(finding.severity) ?? 0) + 1)
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

/** Stands in place of the first finding that is not told. */
const more = {
  code: 'config.more-problems',
  message: 'From here on there are more problems of this kind than are listed. Correct those above first.',
  fix: undefined,
} as const

function order(problem: Problem): number {
  return severities.indexOf(problem.severity)
}
