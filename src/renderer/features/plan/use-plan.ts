import { useState } from 'react'
import { useLocation } from 'wouter'
import { applyEdits } from '../../../shared/config/line-index.ts'
import type { ProblemFix } from '../../../shared/config/problem.ts'
import type { BridgeClient } from '../../../shared/contract/client.ts'
import type { RequestOf } from '../../../shared/contract/requests.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { usePendingActs } from '../../bots/use-pending-acts.ts'
import { usePendingSettled } from '../../bots/use-pending-settled.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { planTexts as texts } from '../../messages/plan.ts'
import { announce } from '../../stores/announcer-store.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { useBot, useFleetStore } from '../../stores/fleet-store.ts'
import { usePreflight } from './use-preflight.ts'

/** What became of the apply. */
export interface Applied {
  /** The engine runs with the new text, or is on its way. */
  readonly isRestarted: boolean
  /** When the engine that ran before had started; another one is the new one. */
  readonly startedBefore: number | null | undefined
}

type When = NonNullable<RequestOf<'config:apply'>['when']>

/** Everything the plan of one draft, or of the version that waits, knows and can do. */
export function usePlan(bot: string, view: ConfigView, readAgain: () => void) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const [reason, setReason] = useState('')
  const [applied, setApplied] = useState<Applied>()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const { savedText = '', runningText, target } = view
  const isWaiting = view.draft === undefined && view.pending !== undefined
  const [fixed, setFixed] = useState<string>()
  const text = fixed ?? view.draft ?? view.pending ?? view.savedText ?? runningText ?? ''
  const hasDraft = fixed !== undefined || view.draft !== undefined
  const isOlderRunning = !hasDraft && !isWaiting && runningText !== undefined && runningText !== savedText
  const question = { bot, text, target }
  const { asked, askAgain } = useAnswer('config:plan', question)
  const { asked: versions, askAgain: askVersions } = useAnswer('config:versions', { bot })
  const preflight = usePreflight(question)
  const known = useBot(bot)
  const running = known?.engine
  const pendingActs = usePendingActs(bot)

  // An engine that gave up (a refused token, say) is not restarted by the apply; the new text is its new chance.
  const startAgain = async (): Promise<boolean> => runningText === undefined && startIfWanted(client, bot)
  const finish = (result: Applied): void => {
    setApplied(result)
    askVersions()
    announce(texts.announceApplied(bot, result.isRestarted))
  }
  const mergeInEditor = (): void => {
    useDraftBaseStore.getState().keep(bot, savedText)
    navigate(configHref(bot))
  }
  const applyDraft = async (when: When): Promise<void> => {
    const startedBefore = running?.startedAt
    try {
      const why = reason.trim()
      const leftovers = asked.kind === 'ready' ? asked.value.leftovers : []
      const deleteFolders = leftovers.map(({ folder }) => folder).filter((folder) => ticked.includes(folder))
      const { restarted, waits } = await client.request('config:apply', {
        bot,
        text,
        basedOn: savedText,
        ...(why === '' ? {} : { reason: why }),
        ...(when === 'now' ? {} : { when }),
        ...(deleteFolders.length === 0 ? {} : { deleteFolders }),
      })
      useDraftBaseStore.getState().forget(bot)
      if (waits) {
        announce(texts.announceWaits)
        readAgain()
        focusTitle()
      } else finish({ isRestarted: restarted || (await startAgain()), startedBefore })
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'config.changed-on-disk') throw thrown
      mergeInEditor()
    }
  }
  const apply = useAction(async (when: When = 'now') => {
    if (!isWaiting) return applyDraft(when)
    const startedBefore = running?.startedAt
    const { restarted } = await client.request('config:apply-pending', { bot })
    finish({ isRestarted: restarted || (await startAgain()), startedBefore })
  })
  usePendingSettled(bot, () => {
    if (applied || apply.isRunning || !isWaiting) return
    // The renewal came, or somebody discarded it elsewhere.
    readAgain()
  })
  const fix = useAction(async ({ title, edits }: ProblemFix) => {
    const next = applyEdits(text, edits)
    await client.request('config:save-draft', { bot, text: next })
    setFixed(next)
    announce(texts.fixed(title))
  })
  const goBackTo = useAction(async (version: number) => {
    const { text: old } = await client.request('config:read-version', { bot, version })
    await client.request('config:save-draft', { bot, text: old })
    readAgain()
    focusTitle()
  })
  return {
    text,
    target,
    path: view.path,
    before: isOlderRunning ? runningText : savedText,
    isOlderRunning,
    hasDraft,
    /** The version that waits is shown, not a draft. */
    waiting: isWaiting ? known?.pending : undefined,
    isWaiting,
    pendingActs,
    asked,
    askAgain,
    versions: versions.kind === 'ready' ? versions.value : undefined,
    reason,
    setReason,
    ticked,
    tick(folder: string, isTicked: boolean) {
      setTicked(isTicked ? [...ticked, folder] : ticked.filter((each) => each !== folder))
    },
    preflight,
    apply,
    applied,
    fix,
    fixed,
    goBackTo,
  }
}

/** For when the button that had the focus goes. */
function focusTitle(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}

export type PlanModel = ReturnType<typeof usePlan>

/** Starts a bot that is meant to run and does not; resolves to whether it runs now. */
async function startIfWanted(client: BridgeClient, bot: string): Promise<boolean> {
  const known = useFleetStore.getState().view?.bots.find((each) => each.name === bot)
  if (!known?.wanted || known.engine.state === 'stopped') return false
  try {
    await client.request('bots:start', { bot })
  } catch (thrown) {
    // It tried again by itself meanwhile, and then with the new text.
    if (AppError.from(thrown).code !== 'bot.running') throw thrown
  }
  return true
}
