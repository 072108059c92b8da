import { create } from 'zustand'

interface DraftBaseState {
  readonly bases: Readonly<Record<string, string>>
  keep: (bot: string, text: string) => void
  forget: (bot: string) => void
}

/**
 * The text of the file that each draft was made from, secrets as dots. Screens that come after the editor compare it
 * with the file, so that a change made outside meanwhile is merged and never undone by accident.
 */
export const useDraftBaseStore = create<DraftBaseState>((set) => ({
  bases: {},
  keep(bot, text) {
    set(({ bases }) => (bases[bot] === text ? {} : { bases: { ...bases, [bot]: text } }))
  },
  forget(bot) {
    set(({ bases: { [bot]: _gone, ...bases } }) => ({ bases }))
  },
}))
