import { useCallback, useEffect, useState } from 'react'
import type { RequestName, RequestOf, ResponseOf } from '../../shared/contract/requests.ts'
import { AppError, isCancellation } from '../../shared/errors.ts'
import { useIsLost } from '../stores/connection-store.ts'
import { useBridge } from './BridgeContext.tsx'

/** The answer to what is typed. `isCurrent` is false while `value` still belongs to what was typed before. */
export interface LiveAnswer<V> {
  readonly value: V | undefined
  readonly isCurrent: boolean
  readonly error: AppError | undefined
  readonly askAgain: () => void
}

interface Known<V> {
  readonly question: string
  readonly value: V | undefined
  readonly error: AppError | undefined
}

/**
 * Asks again some time after the request changed; the older question is cancelled and its last answer stays until the
 * new one is there. Without a request nothing is asked and nothing is known.
 */
export function useLiveAnswer<N extends RequestName>(
  name: N,
  request: RequestOf<N> | undefined,
  delayMs: number,
): LiveAnswer<ResponseOf<N>> {
  const client = useBridge()
  const isLost = useIsLost()
  const [round, setRound] = useState(0)
  const key = request === undefined ? undefined : JSON.stringify(request)
  const question = `${round} ${key}`
  const [known, setKnown] = useState<Known<ResponseOf<N>>>()
  useEffect(() => {
    if (key === undefined || isLost) return undefined
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client
        // The text stands for the request: an object made anew in each render is not a new question.
        .request(name, JSON.parse(key) as RequestOf<N>, { signal: abort.signal })
        .then((value) => (abort.signal.aborted ? undefined : setKnown({ question, value, error: undefined })))
        .catch((thrown: unknown) => {
          if (abort.signal.aborted || isCancellation(thrown)) return
          setKnown((before) => ({ question, value: before?.value, error: AppError.from(thrown) }))
        })
    }, delayMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, delayMs, isLost, key, name, question])
  const askAgain = useCallback(() => setRound((each) => each + 1), [])
  if (key === undefined) return { value: undefined, isCurrent: true, error: undefined, askAgain }
  const isCurrent = known?.question === question
  return { value: known?.value, isCurrent, error: isCurrent ? known.error : undefined, askAgain }
}
