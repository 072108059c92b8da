import { useWindowEvent } from '@mantine/hooks'
import { useLocation } from 'wouter'
import { isTyping } from '../../app/use-global-keys.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'

/** `Enter` tries and `O` opens (interface.md 6.1), wherever the focus is as long as the key is nobody else's. */
export function useWelcomeKeys(onTry: (navigate: (to: string) => void) => void): void {
  const [, navigate] = useLocation()
  useWindowEvent('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target)) return
    const isControl =
      event.target instanceof Element && event.target.closest('a, button, [role=separator]') !== null
    if (event.key === 'Enter' && !isControl) onTry(navigate)
    else if (event.key.toLowerCase() === 'o' && usePreferencesStore.getState().preferences.singleKeys)
      navigate('/open')
    else return
    event.preventDefault()
  })
}
