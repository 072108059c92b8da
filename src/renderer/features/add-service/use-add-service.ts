import type { ConfigPath } from '../../../shared/config/edit/model.ts'
import { formatPath } from '../../../shared/config/edit/index.ts'
import type { Problem, TargetVersion } from '../../../shared/config/problem.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { serviceHref } from '../../bots/service-href.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { isWithin } from '../../form/field-values.ts'
import { addServiceTexts as texts } from '../../messages/add-service.ts'
import { wizardTexts } from '../../messages/wizard.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useDestination } from '../../wizard/destination/use-destination.ts'
import { useService } from '../../wizard/service/use-service.ts'
import { useCancel } from '../../wizard/use-cancel.ts'
import { useChecked, useProblemsIn } from '../../wizard/use-checked.ts'
import { useDraftEnd } from '../../wizard/use-draft-end.ts'
import { useDraftWizard } from '../../wizard/use-wizard.ts'
import { goToStep, leftSteps, ripeProblems } from '../../wizard/visited.ts'
import type { WizardStep } from '../../wizard/wizard-step.ts'

export const stepIds = ['what', 'which', 'where', 'check'] as const
export type StepId = (typeof stepIds)[number]

export interface AddServiceOptions {
  readonly bot: string
  /** The draft or the file as it is now. */
  readonly base: string
  readonly target: TargetVersion
  readonly path: ConfigPath
  /** The name of the entry when it exists. */
  readonly service?: string
}

const planDelayMs = 400

/** Everything the add-service wizard knows and can do. */
export function useAddService({ bot, base, target, path, service: name }: AddServiceOptions) {
  const home = useAppStore((state) => state.info?.homeFolder)
  const isNew = name === undefined
  const wizard = useDraftWizard(isNew ? `add ${bot}` : `change ${bot} ${name}`, base, {
    step: isNew ? 'what' : 'which',
    answers: {},
  })
  const service = useService({
    wizard,
    target,
    path,
    botName: bot,
    bot,
    without: isNew ? () => base : undefined,
  })
  const destination = useDestination(service.wizard, service.place)
  const checked = useChecked(wizard, target, bot)
  const own = useProblemsIn(checked.problems, path)
  const step = stepIds.find((each) => each === wizard.step) ?? 'what'
  const plan = useLiveAnswer(
    'config:plan',
    step === 'check' ? { text: wizard.text, target, bot } : undefined,
    planDelayMs,
  )
  const end = useDraftEnd(bot, wizard)
  const left = leftSteps(wizard)

  const stepOf = (problem: Problem): StepId | undefined => stepOfPath(problem.path, formatPath(path))
  const errorsAt = (id: StepId): readonly Problem[] =>
    own.filter((problem) => problem.severity === 'error' && stepOf(problem) === id)
  const steps = stepIds.map((id): WizardStep => {
    const hasError = id !== 'check' && errorsAt(id).length > 0
    const isAnswered = id === 'what' ? service.type !== undefined : left.has(id) || !isNew
    return {
      id,
      title: texts.steps[id].title,
      note: noteOf(id),
      state:
        hasError && left.has(id) ? 'problem' : isAnswered && !hasError && id !== 'check' ? 'done' : 'open',
    }
  })
  function noteOf(id: StepId): string {
    const answer = {
      what: service.kind?.title,
      which: service.subject,
      where:
        service.type !== undefined && !service.hasDestination
          ? texts.nothingNeeded
          : shortenHome(destination.folder, home),
      check: undefined,
    }[id]
    return answer || texts.steps[id].hint
  }

  const index = stepIds.indexOf(step)
  const go = (id: string): void => goToStep(wizard, id)
  const cancel = useCancel(
    wizard,
    isNew ? texts.cancelled(bot) : wizardTexts.unchanged(name),
    isNew ? `/bots/${bot}/services` : serviceHref(bot, name),
  )
  return {
    bot,
    wizard,
    service,
    destination,
    steps,
    step,
    go,
    cancel,
    next: stepIds[index + 1],
    back: stepIds[index - 1],
    checked,
    /** Problems to show at the fields of this step. */
    shown: ripeProblems(own, wizard.document, left.has(step)),
    stepOf,
    plan,
    end,
    isNew,
    /** What the new service is called in titles. */
    title: service.subject || name || texts.unnamed,
  }
}

export type AddServiceModel = ReturnType<typeof useAddService>

function stepOfPath(path: string, service: string): StepId | undefined {
  if (!isWithin(path, service)) return undefined
  const inside = path.slice(service.length)
  if (inside === '.type' || inside === '') return 'what'
  return isWithin(inside, '.destination') ? 'where' : 'which'
}
