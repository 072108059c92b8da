import { useCallback, useEffect, useRef } from 'react'

/** The same function in every render that does what the newest one does: for handlers of parts that are not drawn with each key. */
export function useStable<A extends readonly unknown[], R>(
  act: (...parameters: A) => R,
): (...parameters: A) => R {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...parameters: A) => latest.current(...parameters), [])
}
