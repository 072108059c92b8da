import type { Problem } from '../../../shared/config/problem.ts'
import { isWithin } from '../../form/field-values.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import type { WizardStep } from '../../wizard/wizard-step.ts'

/** `details` is the second half of the fourth step. */
export const stepIds = ['cluster', 'proof', 'storage', 'service', 'details', 'check'] as const
export type StepId = (typeof stepIds)[number]
export type RailId = Exclude<StepId, 'details'>
export const railIds: readonly RailId[] = ['cluster', 'proof', 'storage', 'service', 'check']

/** The step a problem is put right at; undefined for keys the wizard does not ask for. */
export function stepOf({ path }: Problem): RailId | undefined {
  if (path === 'auth_server' || path === 'proxy_server' || isWithin(path, 'onboarding.ca_pins'))
    return 'cluster'
  if (isWithin(path, 'onboarding') || path === 'join_uri') return 'proof'
  if (isWithin(path, 'storage')) return 'storage'
  return isWithin(path, 'services') ? 'service' : undefined
}

/** Errors, and what makes the first join fail for sure. */
export function isWrong({ severity, code }: Problem): boolean {
  return severity === 'error' || code === 'config.no-token'
}

interface RailOptions<Id extends RailId> {
  readonly left: ReadonlySet<string>
  readonly notes: Readonly<Record<Id, string>>
  readonly hasError: (id: Id) => boolean
}

/** The rail: each step with its answer, done once it was left, wrong when something there is. */
export function railSteps<Id extends RailId>(
  ids: readonly Id[],
  { left, notes, hasError }: RailOptions<Id>,
): readonly WizardStep[] {
  return ids.map((id) => {
    const isDone = left.has(id) || (id === 'service' && left.has('details'))
    return {
      id,
      title: texts.steps[id].title,
      note: notes[id] || texts.steps[id].hint,
      state: !isDone ? 'open' : hasError(id) ? 'problem' : 'done',
    }
  })
}
