import { useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { openDocument } from '../../../shared/config/edit/index.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useLiveAnswer } from '../../bridge/use-live-answer.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { edited } from '../../wizard/edited.ts'
import { useCancel } from '../../wizard/use-cancel.ts'
import { useChecked } from '../../wizard/use-checked.ts'
import { useDraftEnd } from '../../wizard/use-draft-end.ts'
import { useDraftWizard, type Wizard } from '../../wizard/use-wizard.ts'
import { goToStep, leftSteps, ripeProblems } from '../../wizard/visited.ts'
import { isTypedToken, rolesIn, tokenToMake } from './bot-text.ts'
import { homeOf, isInCluster, makesToken, withJoinOf } from './join-text.ts'
import { actsOf } from './new-bot-acts.ts'
import { isWrong, railSteps, stepOf } from './new-bot-steps.ts'
import { useLocalCluster } from './use-cluster-answers.ts'
import { useAddress, useMethod, useStorage, type JoinModel } from './use-joining.ts'
import { useLocalToken } from './use-local-token.ts'

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
  const wizard = useDraftWizard(`join ${bot}`, base, {
    step: 'cluster',
    answers: { folderName: bot, roles: 'access' },
  })
  const { answers } = wizard
  const { shownName, ...address } = useAddress(wizard)
  const { cluster } = address
  const name = useNameInTeleport(bot)
  const isSettling = useHome(wizard, cluster)
  const isTokenToMake = makesToken(answers)
  useLocalCluster(wizard, { isWanted: isTokenToMake && !isSettling, cluster, token: tokenToMake })
  const tokenFor = useLocalToken(cluster)
  /** Only a cluster that runs can make the token. */
  const isWaiting = isTokenToMake && cluster?.state !== 'running'
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
  const hasError = (id: ChangeStepId): boolean => {
    // What is missing comes with the cluster.
    if (isWaiting && (id === 'cluster' || id === 'proof')) return id === 'cluster'
    return (
      (id === 'storage' && storage.storageOwner !== undefined) ||
      checked.problems.some((problem) => isWrong(problem) && stepOf(problem) === id)
    )
  }
  const index = changeStepIds.indexOf(step)
  const model: JoinModel = {
    wizard,
    ...address,
    name,
    roles: rolesIn(answers),
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
    /** It goes to the other kind of cluster. */
    isMove: (answers['where'] ?? 'teleport') !== homeOf(answers),
    isWaiting,
    isTaken: storage.storageOwner !== undefined,
    keepToken(): void {
      const now = wizard.read()
      wizard.set({ text: withJoinOf(base, now.text), answers: { ...now.answers, token: '' } })
    },
    plan,
    end: useDraftEnd(bot, wizard, {
      home: `/bots/${bot}`,
      async complete(text) {
        const now = wizard.read().answers
        if (!makesToken(now)) return text
        const token = await tokenFor({ name, roles: rolesIn(now) })
        return edited(text, [{ kind: 'set', path: ['onboarding', 'token'], value: token }])
      },
    }),
    cancel: useCancel(wizard, texts.unchanged(bot), `/bots/${bot}`),
  }
}

export type ChangeJoinModel = ReturnType<typeof useChangeJoin>

/** The bot's account, as its identity says; until it has one, the name it has here. */
function useNameInTeleport(bot: string): string {
  const user = useFleetStore(
    (state) => state.view?.bots.find((each) => each.name === bot)?.engine.identity?.userName,
  )
  return user?.replace(/^bot-/, '') ?? bot
}

/** A bot whose file names the local cluster is in it already, also when that runs only later; its token stays. True until that is written. */
function useHome(wizard: Wizard, cluster: ClusterView | undefined): boolean {
  const { base, answers } = wizard
  const isOpen = answers['home'] === undefined && answers['where'] !== 'teleport'
  const isInLocal = isOpen && isInCluster(openDocument(base), cluster)
  const settle = useEffectEvent(() => {
    const now = wizard.read()
    wizard.set({
      text: withJoinOf(base, now.text),
      answers: { ...now.answers, where: 'local', home: 'local' },
    })
  })
  useLayoutEffect(() => {
    if (isInLocal) settle()
  }, [isInLocal])
  return isInLocal
}

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
