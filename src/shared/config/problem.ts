/** `error`: tbot refuses the file. `hazard`: tbot accepts it and it will hurt. `ignored`: tbot drops it silently. */
export type Severity = 'error' | 'hazard' | 'ignored' | 'info'

/** All severities, the worst first. */
export const severities: readonly Severity[] = ['error', 'hazard', 'ignored', 'info']

/** A replacement in the text: lines and columns count from 1, the end is exclusive. */
export interface TextEdit {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
  readonly text: string
}

/** One finding of the checks, with its place and, where there is one, its remedy. */
export interface Problem {
  readonly severity: Severity
  /** Stable, `config.` and a reason. */
  readonly code: string
  /** `services[0].destination.path`; a missing key points at that key; "" for a syntax error. */
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly message: string
  readonly fix?: ProblemFix
}

/** Sorts as lists of problems are read: the worst first, then by position. */
export function worstFirst(a: Problem, b: Problem): number {
  const rank = severities.indexOf(a.severity) - severities.indexOf(b.severity)
  return rank || a.line - b.line || a.column - b.column
}

/** How bad it is; undefined when there are none. */
export function worstSeverity(problems: readonly Problem[]): Severity | undefined {
  return severities.find((each) => problems.some(({ severity }) => severity === each))
}

export interface ProblemFix {
  /** What the button says: verb first. */
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/** Major versions of Teleport the checks know; the last one is "newest". */
export const targetVersions = [14, 15, 16, 17, 18, 19] as const
export type TargetVersion = (typeof targetVersions)[number]
export const newestTarget: TargetVersion = 19
