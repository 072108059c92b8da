import { useCallback, useEffect, useRef, useState } from 'react'
import { AppError, isCancellation } from '../../shared/errors.ts'

export interface Action<A extends readonly unknown[]> {
  /** Runs it; resolves to whether it went well. A failure is kept in `error`, a cancellation is nothing. */
  run: (...parameters: A) => Promise<boolean>
  readonly isRunning: boolean
  readonly error: AppError | undefined
  clearError: () => void
}

/** Wraps an act of the user: one at a time, its failure kept for the place that shows it. */
export function useAction<A extends readonly unknown[]>(
  act: (...parameters: A) => Promise<unknown>,
): Action<A> {
  const [isRunning, setIsRunning] = useState(false)
  const [error, setError] = useState<AppError>()
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  const run = useCallback(async (...parameters: A) => {
    setIsRunning(true)
    setError(undefined)
    try {
      await latest.current(...parameters)
      return true
    } catch (thrown) {
      if (!isCancellation(thrown)) setError(AppError.from(thrown))
      return false
    } finally {
      setIsRunning(false)
    }
  }, [])
  const clearError = useCallback(() => setError(undefined), [])
  return { run, isRunning, error, clearError }
}
