import { useEffect, useState } from 'react'
import { useBridge } from './BridgeContext.tsx'

const none: readonly string[] = []
const pauseMs = 120

/** Folders and YAML files that go on from what was typed; older questions are cancelled. */
export function usePathCompletion(prefix: string): readonly string[] {
  const client = useBridge()
  const [paths, setPaths] = useState<readonly string[]>([])
  const isPath = prefix.startsWith('/') || prefix.startsWith('~')
  useEffect(() => {
    if (!isPath) return undefined
    const abort = new AbortController()
    const timer = setTimeout(() => {
      // No suggestion is not worth a message: the path can be typed to its end.
      client
        .request('app:complete-path', { prefix }, { signal: abort.signal })
        .then((found) => (abort.signal.aborted ? undefined : setPaths(found)))
        .catch(() => undefined)
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, prefix, isPath])
  return isPath ? paths : none
}
