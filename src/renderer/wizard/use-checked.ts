import { useMemo } from 'react'
import { formatPath } from '../../shared/config/edit/index.ts'
import type { ConfigPath } from '../../shared/config/edit/model.ts'
import type { Problem } from '../../shared/config/problem.ts'
import { useLiveAnswer } from '../bridge/use-live-answer.ts'
import { isWithin } from '../form/field-values.ts'

const delayMs = 250
const none: readonly Problem[] = []

/** What the checks say of a text; until a newer text is checked, the problems of the older one stay. */
export function useChecked(text: string, target: number, bot?: string) {
  const { value, isCurrent, error } = useLiveAnswer(
    'config:check',
    { text, target, ...(bot === undefined ? {} : { bot }) },
    delayMs,
  )
  return { problems: value?.problems ?? none, isCurrent: isCurrent && !error, hasFailed: error !== undefined }
}

/** The problems at a place or inside of it. */
export function useProblemsIn(problems: readonly Problem[], path: ConfigPath): readonly Problem[] {
  const place = formatPath(path)
  return useMemo(() => problems.filter((problem) => isWithin(problem.path, place)), [problems, place])
}
