import { useEffectEvent, useLayoutEffect } from 'react'
import { useLocation } from 'wouter'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useToastStore } from '../../stores/toast-store.ts'
import type { Wizard } from '../../wizard/use-wizard.ts'
import { addressIn } from './bot-text.ts'
import { setWhere } from './new-bot-acts.ts'

/** Turns the wizard to the local cluster when the link asks for it; Undo gives back the cluster it was begun with. */
export function useLocalStart(wizard: Wizard, isWanted: boolean): void {
  const [, navigate] = useLocation()
  const turn = useEffectEvent(() => {
    const before = wizard.read()
    const isOther = before.answers['where'] !== 'local' && addressIn(wizard.document).address !== ''
    setWhere(wizard, 'local')
    wizard.set({ step: 'cluster' })
    if (isOther) {
      const undo = (): void => wizard.set(before)
      useToastStore.getState().show({ tone: 'idle', text: texts.turnedLocal, undo })
    }
    // The link is used up: a reload shows the wizard as it is by then.
    navigate('/new-bot', { replace: true })
  })
  useLayoutEffect(() => {
    if (isWanted) turn()
  }, [isWanted])
}
