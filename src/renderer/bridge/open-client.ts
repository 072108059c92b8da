import type { BridgeClient } from '../../shared/contract/client.ts'
import type { WindowApi } from '../../shared/contract/window-api.ts'
import { createSocketClient } from './socket-client.ts'
import { createWindowClient } from './window-client.ts'

/** The preload's bridge when this is the window, otherwise one WebSocket to the page's own origin. */
export function openClient(): BridgeClient {
  const api: unknown = Reflect.get(globalThis, 'botdesk')
  if (typeof api === 'object' && api !== null) return createWindowClient(api as WindowApi)
  const url = new URL('/bridge', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  return createSocketClient({ connect: () => new WebSocket(url) })
}
