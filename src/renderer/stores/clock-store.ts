import { useEffect } from 'react'
import { create } from 'zustand'

/** The one clock of the page, in the backend's time. Ticks each second while someone looks at it. */
interface ClockState {
  readonly now: number
  /** Backend clock minus this page's, when they differ by more than a second. */
  readonly offsetMs: number
}

export const useClockStore = create<ClockState>(() => ({ now: Date.now(), offsetMs: 0 }))

let watchers = 0
let timer: ReturnType<typeof setTimeout> | undefined

function tick(): void {
  clearTimeout(timer)
  if (watchers === 0 || document.hidden) return
  const { offsetMs } = useClockStore.getState()
  const now = Date.now() + offsetMs
  useClockStore.setState({ now })
  timer = setTimeout(tick, 1000 - (now % 1000))
}

/** Called with the backend's clock at each delivery that carries it. */
export function alignClock(backendNow: number): void {
  const offsetMs = backendNow - Date.now()
  useClockStore.setState({ offsetMs: Math.abs(offsetMs) > 1000 ? offsetMs : 0 })
}

function watch(): () => void {
  watchers += 1
  if (watchers === 1) {
    document.addEventListener('visibilitychange', tick)
    tick()
  }
  return () => {
    watchers -= 1
    if (watchers > 0) return
    document.removeEventListener('visibilitychange', tick)
    clearTimeout(timer)
  }
}

/** The current time; the component renders each second. */
export function useNow(): number {
  return useTime((now) => now)
}

/** A value computed from the time; the component renders only when the value changes. */
export function useTime<V>(select: (now: number) => V): V {
  useEffect(watch, [])
  return useClockStore((state) => select(state.now))
}
