import { create } from 'zustand'

/** Texts for the two live regions of the shell (interface.md 8). */
export const useAnnouncerStore = create<{ readonly polite: string; readonly assertive: string }>(() => ({
  polite: '',
  assertive: '',
}))

const quietMs = 5000
let lastAt = 0
let waiting: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined

function speak(): void {
  timer = undefined
  lastAt = Date.now()
  useAnnouncerStore.setState({ polite: waiting.join('. ') })
  waiting = []
}

/** Tells screen readers politely; at most one message in five seconds, later ones are joined. */
export function announce(text: string): void {
  waiting.push(text)
  timer ??= setTimeout(speak, Math.max(0, lastAt + quietMs - Date.now()))
}

/** Interrupts: only for a lost connection and a lock. */
export function announceNow(text: string): void {
  useAnnouncerStore.setState({ assertive: text })
}
