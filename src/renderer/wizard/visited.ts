import type { ConfigDocument } from '../../shared/config/edit/model.ts'
import { parsePath } from '../../shared/config/edit/index.ts'
import type { Problem } from '../../shared/config/problem.ts'
import type { Wizard } from './use-wizard.ts'

/** The steps that were left once: from then on what is missing there is a problem. */
export function leftSteps({ answers }: Pick<Wizard, 'answers'>): ReadonlySet<string> {
  return new Set((answers['left'] ?? '').split(' ').filter((step) => step !== ''))
}

/** Goes to a step and remembers the one that was left. */
export function goToStep(wizard: Wizard, step: string): void {
  const now = wizard.read()
  if (step === now.step) return
  const left = [...new Set([...leftSteps(now), now.step])].join(' ')
  wizard.set({ step, answers: { ...now.answers, left } })
}

/** Problems to show at a step: what is only not filled in yet is no problem before the step was left. */
export function ripeProblems(
  problems: readonly Problem[],
  document: ConfigDocument | undefined,
  wasLeft: boolean,
): readonly Problem[] {
  if (wasLeft) return problems
  return problems.filter((problem) => !isBlank(document, problem))
}

function isBlank(document: ConfigDocument | undefined, problem: Problem): boolean {
  const value = document?.valueAt(parsePath(problem.path))
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
