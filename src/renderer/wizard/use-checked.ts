import { useMemo } from 'react'
import { formatPath } from '../../shared/config/edit/index.ts'
import type { ConfigPath } from '../../shared/config/edit/model.ts'
import type { Problem } from '../../shared/config/problem.ts'
import { applyEdits } from '../../shared/config/index.ts'
import { useLiveAnswer } from '../bridge/use-live-answer.ts'
import { isWithin } from '../form/field-values.ts'
import type { Wizard } from './use-wizard.ts'

const delayMs = 250
const none: readonly Problem[] = []

/**
 * What the checks say of a wizard's text; until a newer text is checked, the problems of the older one stay. A fix is
 * offered only while the problems are about the text of now.
 */
export function useChecked(wizard: Wizard, target: number, bot?: string) {
  const { text } = wizard
  const { value, isCurrent, error } = useLiveAnswer(
    'config:check',
    { text, target, ...(bot === undefined ? {} : { bot }) },
    delayMs,
  )
  return {
    problems: value?.problems ?? none,
    isCurrent: isCurrent && !error,
    hasFailed: error !== undefined,
    fix:
      isCurrent && !error
        ? (problem: Problem) => {
            if (problem.fix) wizard.set({ text: applyEdits(text, problem.fix.edits) })
          }
        : undefined,
  }
}

export type Checked = ReturnType<typeof useChecked>

/** The problems at a place or inside of it. */
export function useProblemsIn(problems: readonly Problem[], path: ConfigPath): readonly Problem[] {
  const place = formatPath(path)
  return useMemo(() => problems.filter((problem) => isWithin(problem.path, place)), [problems, place])
}
