import { create } from 'zustand'
import type { ConnectionState } from '../../shared/contract/client.ts'

/** Whether the engine answers. While it does not, everything shown is as of `since`. */
export const useConnectionStore = create<{ readonly state: ConnectionState }>(() => ({
  state: { kind: 'connected' },
}))

/** True while nothing can be asked of the engine. */
export function useIsLost(): boolean {
  return useConnectionStore((store) => store.state.kind === 'lost')
}
