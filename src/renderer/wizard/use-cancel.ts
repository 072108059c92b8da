import { useLocation } from 'wouter'
import { useToastStore } from '../stores/toast-store.ts'
import type { Wizard } from './use-wizard.ts'

/** Leaves a wizard without its result, for the place it was opened from. Undo opens it again with all that was typed. */
export function useCancel(wizard: Wizard, notice: string, to: string): () => void {
  const [here, navigate] = useLocation()
  return () => {
    const restore = wizard.forget()
    navigate(to)
    if (restore === undefined) return
    const undo = (): void => {
      restore()
      navigate(here)
    }
    useToastStore.getState().show({ tone: 'idle', text: notice, undo })
  }
}
