import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'

/** The local cluster as last delivered and everything that can be done to it. */
export function useCluster() {
  const client = useBridge()
  const view = useClusterStore((state) => state.view)
  const isLost = useIsLost()
  const start = useAction(() => client.request('cluster:start', {}))
  const stop = useAction(() => client.request('cluster:stop', {}))
  const unlock = useAction((name: string) => client.request('cluster:unlock-bot', { name }))
  const removeToken = useAction((id: string) => client.request('cluster:remove-token', { id }))
  return {
    view,
    start,
    stop,
    unlock,
    removeToken,
    /** Changes need a cluster that runs and an engine that answers. */
    canChange: view?.state === 'running' && !isLost,
    canStart: !isLost && view?.state !== 'starting',
    /** The newest failure of an act on the page. */
    error: [start, stop, unlock, removeToken].find((action) => action.error)?.error,
  }
}

export type Cluster = ReturnType<typeof useCluster>
