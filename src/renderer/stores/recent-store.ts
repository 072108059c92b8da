import { create } from 'zustand'

const kept = 6

interface RecentState {
  /** Places of this window, newest first, each once; the place of now is the first. */
  readonly routes: readonly string[]
  visit: (route: string) => void
}

/** Where the user was, for the palette before anything is typed. */
export const useRecentStore = create<RecentState>((set) => ({
  routes: [],
  visit: (route) =>
    set(({ routes }) => ({ routes: [route, ...routes.filter((each) => each !== route)].slice(0, kept) })),
}))
