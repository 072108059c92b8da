import { create } from 'zustand'

/** One confirmation of an act that left the screen. Errors are never toasts. */
export interface Notice {
  readonly id: number
  readonly at: number
  readonly text: string
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle'
  /** What "Undo" does, while the toast stands. */
  readonly undo?: () => void
  readonly href?: string
}

interface ToastState {
  readonly current: Notice | undefined
  /** Newest first, at most 50. */
  readonly notices: readonly Notice[]
  readonly unread: number
  show: (notice: Omit<Notice, 'id' | 'at'>) => void
  /** Into the list only, for what the user did not do. */
  note: (notice: Omit<Notice, 'id' | 'at'>) => void
  dismiss: () => void
  markRead: () => void
}

const noticeLimit = 50
let nextId = 1

function made(notice: Omit<Notice, 'id' | 'at'>): Notice {
  return { ...notice, id: nextId++, at: Date.now() }
}

export const useToastStore = create<ToastState>((set) => ({
  current: undefined,
  notices: [],
  unread: 0,
  show(notice) {
    const current = made(notice)
    // Only the toast offers Undo: the list would keep what it holds, and that may be a wizard with a typed secret.
    const { undo: _undo, ...listed } = current
    set(({ notices }) => ({ current, notices: [listed, ...notices].slice(0, noticeLimit) }))
  },
  note(notice) {
    set(({ notices, unread }) => ({
      notices: [made(notice), ...notices].slice(0, noticeLimit),
      unread: unread + 1,
    }))
  },
  dismiss: () => set({ current: undefined }),
  markRead: () => set({ unread: 0 }),
}))
