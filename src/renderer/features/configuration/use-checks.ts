import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '../../../shared/config/problem.ts'
import { isCancellation } from '../../../shared/errors.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useIsLost } from '../../stores/connection-store.ts'

/** What the checks said last, and whether it is about the text of now. */
export interface Checks {
  readonly state: 'waiting' | 'current' | 'failed'
  readonly problems: readonly Problem[]
}

const delayMs = 250
const none: readonly Problem[] = []

/**
 * Checks the text in the backend (which knows the secrets behind the dots) soon after it changed; a newer text cancels the older check. Until it is checked
 * the problems of the older text stay. `checkNow` waits for the problems of exactly this text.
 */
export function useChecks(
  bot: string,
  text: string,
  target: number,
): Checks & { readonly checkNow: () => Promise<readonly Problem[]> } {
  const client = useBridge()
  const isLost = useIsLost()
  const [checked, setChecked] = useState<{ text: string; target: number; problems: readonly Problem[] }>()
  const [failedText, setFailedText] = useState<string>()
  const isFirst = useRef(true)

  const check = useCallback(
    async (of: string, signal?: AbortSignal) => {
      const request = { text: of, target, bot }
      const { problems } = await client.request('config:check', request, signal ? { signal } : {})
      setChecked({ text: of, target, problems })
      return problems
    },
    [bot, client, target],
  )
  useEffect(() => {
    if (isLost) return undefined
    const abort = new AbortController()
    const timer = setTimeout(
      () => {
        check(text, abort.signal).catch((thrown: unknown) => {
          if (!isCancellation(thrown)) setFailedText(text)
        })
      },
      isFirst.current ? 0 : delayMs,
    )
    isFirst.current = false
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [check, isLost, text])

  const isCurrent = checked !== undefined && checked.text === text && checked.target === target
  const problems = checked?.problems ?? none
  const checkNow = useCallback(
    async () => (isCurrent ? problems : await check(text)),
    [check, isCurrent, problems, text],
  )
  const state = isCurrent ? 'current' : failedText === text ? 'failed' : 'waiting'
  return { state, problems, checkNow }
}
