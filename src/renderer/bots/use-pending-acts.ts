import { useLocation } from 'wouter'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { useAction } from '../bridge/use-action.ts'
import { pendingTexts as texts } from '../messages/pending.ts'
import { announce } from '../stores/announcer-store.ts'
import { useDraftBaseStore } from '../stores/draft-base-store.ts'
import { configHref } from './config-href.ts'

/** What a person can do with a version that waits for the next renewal. `onEdit` stands in for going to the editor. */
export function usePendingActs(bot: string, onEdit?: () => void) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const apply = useAction(async () => {
    const { restarted } = await client.request('config:apply-pending', { bot })
    announce(restarted ? texts.applied(bot) : texts.appliedStopped(bot))
  })
  const edit = useAction(async () => {
    const { basedOn } = await client.request('config:edit-pending', { bot })
    // The editor shows what changed on disk meanwhile, when something did.
    useDraftBaseStore.getState().keep(bot, basedOn)
    announce(texts.inDraft)
    if (onEdit) onEdit()
    else navigate(configHref(bot))
  })
  const discard = useAction(async (version: number) => {
    await client.request('config:discard-pending', { bot })
    announce(texts.discarded(version))
  })
  return {
    apply,
    edit,
    discard,
    isWorking: apply.isRunning || edit.isRunning || discard.isRunning,
    error: apply.error ?? edit.error ?? discard.error,
  }
}

export type PendingActs = ReturnType<typeof usePendingActs>
