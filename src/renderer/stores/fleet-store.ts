import { create } from 'zustand'
import type { BotView, FleetView } from '../../shared/contract/views.ts'

/** Every bot of this workstation as last delivered; undefined until the first snapshot. */
export interface FleetState {
  readonly view: FleetView | undefined
}

export const useFleetStore = create<FleetState>(() => ({ view: undefined }))

/** One bot by name; undefined while loading and when there is none. */
export function useBot(name: string): BotView | undefined {
  return useFleetStore((state) => state.view?.bots.find((bot) => bot.name === name))
}
