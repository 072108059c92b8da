import { useMemo } from 'react'
import type { BotView } from '../../shared/contract/views.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { useBotAct, type BotVerb } from '../stores/bot-acts-store.ts'
import type { AppError } from '../../shared/errors.ts'
import { actOnBot } from './bot-acts.ts'

export interface BotActions {
  readonly start: () => void
  readonly stop: () => void
  readonly renew: () => void
  readonly working: BotVerb | undefined
  readonly error: AppError | undefined
}

/** Start, stop and renew for one bot, with what is under way and what failed. */
export function useBotActions(bot: BotView): BotActions {
  const client = useBridge()
  const act = useBotAct(bot.name)
  const run = useMemo(
    () => ({
      start: () => void actOnBot(client, bot, 'start'),
      stop: () => void actOnBot(client, bot, 'stop'),
      renew: () => void actOnBot(client, bot, 'renew'),
    }),
    [client, bot],
  )
  return { ...run, working: act && !act.error ? act.verb : undefined, error: act?.error }
}
