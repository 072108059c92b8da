import { useState } from 'react'
import { useLocation } from 'wouter'
import type { BridgeClient } from '../../../shared/contract/client.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { configHref } from '../../bots/config-href.ts'
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

/** Everything the plan of one draft knows and can do. */
export function usePlan(bot: string, view: ConfigView, readAgain: () => void) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const [reason, setReason] = useState('')
  const [applied, setApplied] = useState<Applied>()
  const { savedText = '', runningText, target } = view
  const text = view.draft ?? view.savedText ?? runningText ?? ''
  const isOlderRunning = view.draft === undefined && runningText !== undefined && runningText !== savedText
  const question = { bot, text, target }
  const { asked, askAgain } = useAnswer('config:plan', question)
  const { asked: versions, askAgain: askVersions } = useAnswer('config:versions', { bot })
  const preflight = usePreflight(question)
  const running = useBot(bot)?.engine

  const mergeInEditor = (): void => {
    useDraftBaseStore.getState().keep(bot, savedText)
    navigate(configHref(bot))
  }
  const apply = useAction(async () => {
    const startedBefore = running?.startedAt
    try {
      const why = reason.trim()
      const { restarted } = await client.request('config:apply', {
        bot,
        text,
        basedOn: savedText,
        ...(why === '' ? {} : { reason: why }),
      })
      useDraftBaseStore.getState().forget(bot)
      const isRestarted = restarted || (await startIfWanted(client, bot))
      setApplied({ isRestarted, startedBefore })
      askVersions()
      announce(texts.announceApplied(bot, isRestarted))
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'config.changed-on-disk') throw thrown
      mergeInEditor()
    }
  })
  const goBackTo = useAction(async (version: number) => {
    const { text: old } = await client.request('config:read-version', { bot, version })
    await client.request('config:save-draft', { bot, text: old })
    readAgain()
    // The button that had the focus goes with the result.
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  })
  return {
    text,
    target,
    path: view.path,
    before: isOlderRunning ? runningText : savedText,
    isOlderRunning,
    hasDraft: view.draft !== undefined,
    asked,
    askAgain,
    versions: versions.kind === 'ready' ? versions.value : undefined,
    reason,
    setReason,
    preflight,
    apply,
    applied,
    goBackTo,
  }
}

export type PlanModel = ReturnType<typeof usePlan>

/** A bot that should run but gave up (a refused token, say) is not restarted by the apply; the new text is its new chance. */
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
