import { create } from 'zustand'
import type { AppError } from '../../shared/errors.ts'

export type BotVerb = 'start' | 'stop' | 'renew'

/** What the user asked of a bot last: still under way, or how it failed. */
export interface BotAct {
  readonly verb: BotVerb
  readonly error?: AppError
}

interface BotActsState {
  readonly acts: Readonly<Record<string, BotAct | undefined>>
  set: (bot: string, act: BotAct | undefined) => void
}

/** Kept apart from the screens, so that an act begun in the palette shows its failure at the bot. */
export const useBotActsStore = create<BotActsState>((set) => ({
  acts: {},
  set: (bot, act) => set(({ acts }) => ({ acts: { ...acts, [bot]: act } })),
}))

export function useBotAct(bot: string): BotAct | undefined {
  return useBotActsStore((state) => state.acts[bot])
}
