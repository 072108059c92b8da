import { useCallback, useEffect, useState } from 'react'
import type { RequestName, RequestOf, ResponseOf } from '../../shared/contract/requests.ts'
import { AppError, isCancellation } from '../../shared/errors.ts'
import { useBridge } from './BridgeContext.tsx'

/** What a view that asks once can be in. */
export type Asked<V> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly value: V }

/** Asks when the view opens and whenever the request changes; the older question is cancelled. */
export function useAnswer<N extends RequestName>(
  name: N,
  request: RequestOf<N>,
): { readonly asked: Asked<ResponseOf<N>>; readonly askAgain: () => void } {
  const client = useBridge()
  const [asked, setAsked] = useState<Asked<ResponseOf<N>>>({ kind: 'loading' })
  const [round, setRound] = useState(0)
  const key = JSON.stringify(request)
  useEffect(() => {
    const abort = new AbortController()
    setAsked({ kind: 'loading' })
    // The text stands for the request: an object made anew in each render is not a new question.
    client
      .request(name, JSON.parse(key) as RequestOf<N>, { signal: abort.signal })
      .then((value) => {
        if (!abort.signal.aborted) setAsked({ kind: 'ready', value })
        return undefined
      })
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted && !isCancellation(thrown))
          setAsked({ kind: 'error', error: AppError.from(thrown) })
      })
    return () => abort.abort()
  }, [client, name, key, round])
  const askAgain = useCallback(() => setRound((each) => each + 1), [])
  return { asked, askAgain }
}
