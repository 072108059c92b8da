import { useEffect, useState } from 'react'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import type { ConfigPath } from '../../editor/config-paths.ts'

const none: readonly ConfigPath[] = []

/** The keys of a bot's file or draft; none while they are read, and when they cannot be. */
export function useConfigPaths(bot: string | undefined): readonly ConfigPath[] {
  const client = useBridge()
  const [paths, setPaths] = useState(none)
  useEffect(() => {
    if (bot === undefined) return undefined
    const abort = new AbortController()
    const read = async (): Promise<void> => {
      const [view, { configPaths }] = await Promise.all([
        client.request('config:read', { bot }, { signal: abort.signal }),
        import('../../editor/config-paths.ts'),
      ])
      if (!abort.signal.aborted) setPaths(configPaths(view.draft ?? view.savedText ?? ''))
    }
    // Without them the palette still has the way to the configuration itself.
    read().catch(() => undefined)
    return () => abort.abort()
  }, [bot, client])
  return paths
}
