import type { BridgeClient } from '../../shared/contract/client.ts'
import { useAppStore } from './app-store.ts'
import { alignClock } from './clock-store.ts'
import { useClusterStore } from './cluster-store.ts'
import { useConnectionStore } from './connection-store.ts'
import { useFleetStore } from './fleet-store.ts'
import { useTrialStore } from './trial-store.ts'
import { useUsageStore } from './usage-store.ts'

/** Feeds the stores from the bridge until the returned function is called. */
export function connectStores(client: BridgeClient): () => void {
  const abort = new AbortController()
  const endings = [
    client.onConnection((state) => useConnectionStore.setState({ state })),
    client.subscribe('fleet:bots-changed', ({ value }) => {
      alignClock(value.at)
      useFleetStore.setState({ view: value })
    }),
    client.subscribe('trial:steps-changed', ({ value }) => useTrialStore.setState({ view: value })),
    client.subscribe('cluster:view-changed', ({ value }) => useClusterStore.setState({ view: value })),
    client.subscribe('app:usage-changed', ({ value }) => useUsageStore.setState({ usage: value })),
    () => abort.abort(),
  ]
  client
    .request('app:info', {}, { signal: abort.signal })
    .then((info) => useAppStore.setState({ info }))
    .catch(() => undefined)
  return () => {
    for (const end of endings) end()
  }
}
