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
  const [round, setRound] = useState(0)
  const key = JSON.stringify(request)
  const question = `${round} ${name} ${key}`
  const [known, setKnown] = useState<{ question: string; asked: Asked<ResponseOf<N>> }>()
  useEffect(() => {
    const abort = new AbortController()
    // The text stands for the request: an object made anew in each render is not a new question.
    client
      .request(name, JSON.parse(key) as RequestOf<N>, { signal: abort.signal })
      .then((value) => {
        if (!abort.signal.aborted) setKnown({ question, asked: { kind: 'ready', value } })
        return undefined
      })
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted && !isCancellation(thrown))
          setKnown({ question, asked: { kind: 'error', error: AppError.from(thrown) } })
      })
    return () => abort.abort()
  }, [client, name, key, question])
  const askAgain = useCallback(() => setRound((each) => each + 1), [])
  const asked: Asked<ResponseOf<N>> = known?.question === question ? known.asked : { kind: 'loading' }
  return { asked, askAgain }
}
