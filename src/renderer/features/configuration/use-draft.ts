import { useCallback, useEffect, useRef, useState } from 'react'
import { isCancellation } from '../../../shared/errors.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useIsLost } from '../../stores/connection-store.ts'

/** Where the draft is: the file has this text, the backend keeps it, it is on the way, or it could not be kept. */
export type DraftState = 'none' | 'kept' | 'saving' | 'failed'

export interface Draft {
  readonly state: DraftState
  /** Does not wait for the pause; resolves to whether the backend has the text of now. */
  readonly keepNow: () => Promise<boolean>
}

interface DraftOptions {
  readonly bot: string
  readonly text: string
  /** The text that is no draft: the file's, or what stands in for it while there is none. */
  readonly baseText: string
  /** The draft the backend had when the screen was opened. */
  readonly loadedDraft: string | undefined
}

const delayMs = 500

/** Keeps the text in the backend soon after each change and when the screen is left; forgets it when it equals the file. A lost connection is waited for. */
export function useDraft({ bot, text, baseText, loadedDraft }: DraftOptions): Draft {
  const client = useBridge()
  const isLost = useIsLost()
  const [state, setState] = useState<DraftState>(loadedDraft === undefined ? 'none' : 'kept')
  /** What was sent last; null when that failed. */
  // A draft that looks like the file differs in a secret only, which is dots here: it stays.
  const sent = useRef<string | undefined | null>(loadedDraft === baseText ? undefined : loadedDraft)
  const queue = useRef(Promise.resolve())
  const leaving = useRef<() => void>(undefined)
  const wanted = text === baseText ? undefined : text

  useEffect(() => {
    leaving.current = undefined
    if (wanted === sent.current) return undefined
    const send = async (): Promise<void> => {
      try {
        await (wanted === undefined
          ? client.request('config:discard-draft', { bot })
          : client.request('config:save-draft', { bot, text: wanted }))
        setState(wanted === undefined ? 'none' : 'kept')
      } catch (thrown) {
        sent.current = null
        if (!isCancellation(thrown)) setState('failed')
      }
    }
    const keep = (): void => {
      leaving.current = undefined
      if (sent.current === wanted) return
      sent.current = wanted
      // One after the other: a discard must not overtake the save before it.
      queue.current = queue.current.then(send)
    }
    setState(isLost ? 'failed' : 'saving')
    if (isLost) return undefined
    const timer = setTimeout(keep, delayMs)
    leaving.current = keep
    return () => clearTimeout(timer)
  }, [bot, client, isLost, wanted])

  useEffect(() => () => leaving.current?.(), [])
  const keepNow = useCallback(async () => {
    leaving.current?.()
    await queue.current
    return sent.current !== null
  }, [])
  return { state, keepNow }
}
