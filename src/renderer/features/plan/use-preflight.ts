import { useEffect, useRef, useState } from 'react'
import type { Preflight } from '../../../shared/contract/authoring.ts'
import type { RequestOf } from '../../../shared/contract/requests.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'

/** Everything short of joining, on request and to be stopped at any time. */
export function usePreflight(request: RequestOf<'config:preflight'>) {
  const client = useBridge()
  const [result, setResult] = useState<Preflight | 'stopped'>()
  const abort = useRef<AbortController>(undefined)
  const { run, isRunning, error } = useAction(async () => {
    const mine = new AbortController()
    abort.current = mine
    setResult(undefined)
    setResult(await client.request('config:preflight', request, { signal: mine.signal }))
  })
  useEffect(() => () => abort.current?.abort(), [])
  const stop = (): void => {
    abort.current?.abort()
    setResult('stopped')
  }
  return { run, stop, isRunning: isRunning && result !== 'stopped', error, result }
}
