import { useLocation } from 'wouter'
import { useAction } from '../bridge/use-action.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { wizardTexts } from '../messages/wizard.ts'
import { useToastStore } from '../stores/toast-store.ts'
import type { Wizard } from './use-wizard.ts'

interface DraftEndOptions {
  /** Where "Save as draft" leads. */
  readonly home?: string
  /** The text as it is kept, where something is made for it only at the end. */
  readonly complete?: (text: string) => Promise<string>
}

/** The two ends of a wizard about a bot that exists: its text becomes the bot's draft, and then it is kept (`home` is shown) or reviewed. */
export function useDraftEnd(
  bot: string,
  wizard: Wizard,
  { home = `/bots/${bot}/services`, complete = async (text) => text }: DraftEndOptions = {},
) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const keep = async (): Promise<void> => {
    const { text: typed, base } = wizard.read()
    const text = await complete(typed)
    if (text !== base) await client.request('config:save-draft', { bot, text })
    wizard.forget()
  }
  const save = useAction(async () => {
    await keep()
    useToastStore
      .getState()
      .show({ tone: 'ok', text: wizardTexts.draftSaved(bot), href: `/bots/${bot}/config` })
    navigate(home)
  })
  const review = useAction(async () => {
    await keep()
    navigate(`/bots/${bot}/plan`)
  })
  return { save, review, error: save.error ?? review.error }
}

export type DraftEnd = ReturnType<typeof useDraftEnd>
