import { useEffect, useState } from 'react'
import { announce } from '../stores/announcer-store.ts'

const shownMs = 1500

/** Copies a text and says so for 1.5 s in place and once to screen readers. */
export function useCopy(text: string, what: string): { readonly isCopied: boolean; copy: () => void } {
  const [copiedAt, setCopiedAt] = useState(0)
  useEffect(() => {
    if (copiedAt === 0) return undefined
    const timer = setTimeout(() => setCopiedAt(0), shownMs)
    return () => clearTimeout(timer)
  }, [copiedAt])
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopiedAt(Date.now())
        announce(`${what} copied`)
        return undefined
      },
      () => announce(`${what} could not be copied`),
    )
  }
  return { isCopied: copiedAt !== 0, copy }
}
