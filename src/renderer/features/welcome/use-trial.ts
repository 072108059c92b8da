import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction, type Action } from '../../bridge/use-action.ts'
import { useTrialStore } from '../../stores/trial-store.ts'

/** Starting and removing the trial; its steps come by themselves. */
export function useTrial(): { readonly start: Action<[]>; readonly remove: Action<[]> } {
  const client = useBridge()
  const start = useAction(() => client.request('trial:start', {}))
  const remove = useAction(() => client.request('trial:remove', {}))
  return { start, remove }
}

/** Goes to the trial bot when the trial ends well while it is watched. */
export function useTrialEnd(): void {
  const [, navigate] = useLocation()
  useEffect(
    () =>
      useTrialStore.subscribe(({ view }, { view: before }) => {
        if (view?.state === 'done' && before?.state === 'running' && view.bot) navigate(`/bots/${view.bot}`)
      }),
    [navigate],
  )
}
