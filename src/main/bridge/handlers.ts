import type { RequestName } from '../../shared/contract/requests.ts'
import type { Backend } from '../backend.ts'
import { appHandlers } from './app-handlers.ts'
import { botHandlers } from './bot-handlers.ts'
import { clusterHandlers } from './cluster-handlers.ts'
import { configHandlers } from './config-handlers.ts'
import { exportHandlers } from './export-handlers.ts'
import { folderHandlers } from './folder-handlers.ts'
import type { Handler } from './handler.ts'
import { probeHandlers } from './probe-handlers.ts'
import { trialHandlers } from './trial-handlers.ts'

export type Handlers = { [N in RequestName]: Handler<N> }

/** One handler for every request of the contract. */
export function createHandlers(backend: Backend): Handlers {
  return {
    ...appHandlers(backend),
    ...botHandlers(backend),
    ...configHandlers(backend),
    ...probeHandlers(backend),
    ...folderHandlers(backend),
    ...exportHandlers(backend),
    ...trialHandlers(backend),
    ...clusterHandlers(backend),
  }
}
