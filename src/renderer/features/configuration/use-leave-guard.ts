import { useEffect } from 'react'
import { useStable } from './use-stable.ts'

/** Asks before the window closes while something typed is not kept yet, and keeps it meanwhile; drafts themselves are kept. */
export function useLeaveGuard(isUnsaved: boolean, keep: () => void): void {
  const keepNow = useStable(keep)
  useEffect(() => {
    if (!isUnsaved) return undefined
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault()
      keepNow()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isUnsaved, keepNow])
}
