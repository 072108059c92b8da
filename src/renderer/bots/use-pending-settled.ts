import { useEffect, useEffectEvent, useRef } from 'react'
import { useBot } from '../stores/fleet-store.ts'

/** Calls back when a version that waited was taken over, discarded or put back, here or elsewhere. */
export function usePendingSettled(bot: string, onSettled: () => void): void {
  const waits = useBot(bot)?.pending !== undefined
  const waited = useRef(false)
  const settled = useEffectEvent(onSettled)
  useEffect(() => {
    if (waited.current && !waits) settled()
    waited.current = waits
  }, [waits])
}
