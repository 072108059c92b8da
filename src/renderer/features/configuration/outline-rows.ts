import { formatPath } from '../../../shared/config/edit/index.ts'
import type { OutlineEntry } from '../../../shared/config/edit/model.ts'
import { worstSeverity, type Problem, type Severity } from '../../../shared/config/problem.ts'
import { isWithin } from '../../form/field-values.ts'

/** One line of the outline. */
export interface OutlineRow {
  readonly entry: OutlineEntry
  readonly depth: number
  readonly isService: boolean
  /** The worst problem in it. */
  readonly severity: Severity | undefined
}

/** Filtering finds the others. */
const mostRows = 300

/** Sections and services whose name or kind has the query, at most as many as can be looked through. */
export function outlineRows(
  outline: readonly OutlineEntry[],
  problems: readonly Problem[],
  query: string,
): readonly OutlineRow[] {
  const wanted = query.trim().toLowerCase()
  const all = outline.flatMap((section) => [
    { entry: section, depth: 0, isService: false },
    ...section.children.map((entry) => ({ entry, depth: 1, isService: isServices(section) })),
  ])
  return all
    .filter(({ entry }) => `${entry.label} ${entry.detail ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, mostRows)
    .map((row) => ({ ...row, severity: worstOf(problems, row.entry) }))
}

function isServices({ path }: OutlineEntry): boolean {
  return path[0] === 'services' || path[0] === 'outputs'
}

function worstOf(problems: readonly Problem[], entry: OutlineEntry): Severity | undefined {
  const path = formatPath(entry.path)
  return worstSeverity(problems.filter((problem) => isWithin(problem.path, path)))
}
