import { useEffect, useEffectEvent } from 'react'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useCancel } from '../../wizard/use-cancel.ts'
import { useChecked } from '../../wizard/use-checked.ts'
import { useDraftEnd } from '../../wizard/use-draft-end.ts'
import { useDraftWizard, type Wizard } from '../../wizard/use-wizard.ts'
import { goToStep, leftSteps, ripeProblems } from '../../wizard/visited.ts'
import { isTypedToken } from './bot-text.ts'
import { actsOf } from './new-bot-acts.ts'
import { isWrong, railSteps, stepOf } from './new-bot-steps.ts'
import { useAddress, useMethod, useStorage, type JoinModel } from './use-joining.ts'

const planDelayMs = 400
/** The steps of a bot that exists: its services have a wizard of their own. */
export const changeStepIds = ['cluster', 'proof', 'storage', 'check'] as const
export type ChangeStepId = (typeof changeStepIds)[number]

export interface ChangeJoinOptions {
  readonly bot: string
  /** The draft or the file as it is now. */
  readonly base: string
  readonly target: TargetVersion
}

/** Everything the wizard about how an existing bot joins knows; it ends in the bot's draft. */
export function useChangeJoin({ bot, base, target }: ChangeJoinOptions) {
  const { dataFolder = '', homeFolder } = useAppStore((state) => state.info) ?? {}
  const wizard = useDraftWizard(`join ${bot}`, base, { step: 'cluster', answers: { folderName: bot } })
  const { shownName, ...address } = useAddress(wizard, false)
  const method = useMethod(wizard, target)
  const storage = useStorage(wizard, target, bot)
  const checked = useChecked(wizard, target, bot)
  const step = changeStepIds.find((each) => each === wizard.step) ?? 'cluster'
  const left = leftSteps(wizard)
  useTypedToken(wizard, method.token)
  const plan = useLiveAnswer(
    'config:plan',
    step === 'check' ? { text: wizard.text, target, bot } : undefined,
    planDelayMs,
  )
  const hasError = (id: ChangeStepId): boolean =>
    (id === 'storage' && storage.storageOwner !== undefined) ||
    checked.problems.some((problem) => isWrong(problem) && stepOf(problem) === id)
  const index = changeStepIds.indexOf(step)
  const model: JoinModel = {
    wizard,
    ...address,
    ...method,
    ...storage,
    target,
    checked,
    shown: ripeProblems(checked.problems, wizard.document, left.has(step)),
    ...actsOf({
      wizard,
      dataFolder,
      key: address.key,
      methods: method.methods,
      storageFolder: storage.storageDestination.folder,
    }),
  }
  return {
    bot,
    model,
    step,
    // Everything is answered already; a step is wrong as soon as something in it is.
    steps: railSteps(changeStepIds, {
      left: new Set(changeStepIds.filter((id) => id !== 'check')),
      hasError,
      notes: {
        cluster: shownName,
        proof: method.methodKind?.title ?? method.method,
        storage: shortenHome(storage.storageDestination.folder, homeFolder),
        check: texts.planHint,
      },
    }),
    next: changeStepIds[index + 1],
    back: changeStepIds[index - 1],
    go: (id: string) => goToStep(wizard, id),
    isTaken: storage.storageOwner !== undefined,
    plan,
    end: useDraftEnd(bot, wizard, `/bots/${bot}`),
    cancel: useCancel(wizard, texts.unchanged(bot), `/bots/${bot}`),
  }
}

export type ChangeJoinModel = ReturnType<typeof useChangeJoin>

/** A token that was typed is dots after a reload, which stand for the one before: that has to be said. */
function useTypedToken(wizard: Wizard, token: string): void {
  const isTyped = isTypedToken(token)
  const tell = useEffectEvent((isNow: boolean) => {
    if (isNow) wizard.answer('typedToken', 'yes')
    else if (wizard.answers['typedToken'] === 'yes') {
      wizard.set({
        answers: { ...wizard.read().answers, typedToken: '', tokenLost: token === '' ? '' : 'yes' },
      })
    }
  })
  useEffect(() => tell(isTyped), [isTyped])
}
