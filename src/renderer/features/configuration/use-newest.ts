import { startTransition, useEffect, useRef, useState } from 'react'

interface Options<I> {
  /** How long an input has to stand before it is worked on. */
  readonly pauseMs?: (input: I) => number
  /** What is drawn from the answer may wait for keys and be drawn in pieces. */
  readonly isBackground?: boolean
}

/** What was answered last, to which question, and the question that failed last. */
export interface Newest<I, O> {
  readonly answer: { readonly input: I; readonly output: O } | undefined
  readonly failed: I | undefined
}

/**
 * Asks about each new input, one at a time; whatever came meanwhile, the newest is next. The older answer stays until
 * the newer one is there. `undefined` asks nothing. The input has to be the same object while nothing changed.
 */
export function useNewest<I extends object, O>(
  input: I | undefined,
  ask: (input: I) => Promise<O | undefined>,
  options: Options<I> = {},
): Newest<I, O> {
  const [answer, setAnswer] = useState<Newest<I, O>['answer']>()
  const [failed, setFailed] = useState<I>()
  const latest = useRef({ input, ask, options })
  const done = useRef<I>(undefined)
  const isRunning = useRef(false)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  useEffect(() => {
    latest.current = { input, ask, options }
    if (isRunning.current) return
    const work = async (): Promise<void> => {
      for (let next = latest.current.input; next && next !== done.current; next = latest.current.input) {
        const waitMs = latest.current.options.pauseMs?.(next) ?? 0
        if (waitMs > 0) await pause(waitMs)
        if (isGone.current) break
        if (next !== latest.current.input) continue
        done.current = next
        const output = await latest.current.ask(next).catch(() => undefined)
        if (isGone.current) break
        if (output === undefined) setFailed(next)
        else if (latest.current.options.isBackground)
          startTransition(() => setAnswer({ input: next, output }))
        else setAnswer({ input: next, output })
      }
      // At once: an input that comes a moment later starts anew.
      isRunning.current = false
    }
    isRunning.current = true
    void work()
  })
  return { answer, failed }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
