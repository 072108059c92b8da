import { createContext, useContext, type ReactNode } from 'react'
import type { BridgeClient } from '../../shared/contract/client.ts'
import { AppError } from '../../shared/errors.ts'

const BridgeContext = createContext<BridgeClient | undefined>(undefined)

/** Gives every component below the one client of this page. */
export function BridgeProvider({ client, children }: { client: BridgeClient; children: ReactNode }) {
  return <BridgeContext value={client}>{children}</BridgeContext>
}

/** The client; only hooks of a feature use it, components never. */
export function useBridge(): BridgeClient {
  const client = useContext(BridgeContext)
  if (!client) throw new AppError('internal.unexpected', 'no bridge above this component')
  return client
}
