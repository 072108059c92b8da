import { useEffect } from 'react'
import { create } from 'zustand'
import type { LogLine } from '../../shared/contract/views.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'

/** Lines kept in the page; older ones are dropped. */
const logLineLimit = 5000

export interface LogState {
  /** Oldest first; undefined until the first snapshot. */
  readonly lines: readonly LogLine[] | undefined
}

export const useLogStore = create<LogState>(() => ({ lines: undefined }))

/** Receives log lines while the calling component is on the page; nobody looking costs nothing. */
export function useLogSubscription(): void {
  const client = useBridge()
  useEffect(
    () =>
      client.subscribe('log:lines-changed', ({ isSnapshot, value }) => {
        useLogStore.setState(({ lines = [] }) => ({
          lines: isSnapshot ? value : [...lines, ...value].slice(-logLineLimit),
        }))
      }),
    [client],
  )
}
