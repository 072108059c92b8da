import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { BridgeClient } from '../../shared/contract/client.ts'
import { actOnBot, whyNot } from '../bots/bot-acts.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { useFleetStore } from '../stores/fleet-store.ts'
import { useLayerStore } from '../stores/layer-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { places, toolPlaces } from './places.ts'

const tabs = ['', '/services', '/config', '/log']

/** Whether keys belong to a field now, or to a dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.matches('input, textarea, select, [contenteditable=true]') ||
    target.closest('.monaco-editor, [role=dialog], [role=menu]') !== null
  )
}

/** The bot under the focus, otherwise the one whose page is open. */
export function currentBotName(path: string): string | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-bot]')
  return row?.dataset['bot'] ?? /^\/bots\/([^/]+)/.exec(path)?.[1]
}

/** What single letters do at a path. */
function lettersFor(
  client: BridgeClient,
  path: string,
  navigate: (to: string) => void,
): Readonly<Record<string, () => void>> {
  const stepTab = (step: number): void => {
    const match = /^(\/bots\/[^/]+)(\/[^/]+)?/.exec(path)
    const next = tabs[tabs.indexOf(match?.[2] ?? '') + step]
    if (match && next !== undefined) navigate(`${match[1]}${next}`)
  }
  const act = (verb: 'renew' | 'toggle'): void => {
    const name = currentBotName(path)
    const bot = useFleetStore.getState().view?.bots.find((each) => each.name === name)
    if (!bot) return
    const wanted = verb === 'renew' ? 'renew' : bot.engine.state === 'stopped' ? 'start' : 'stop'
    if (whyNot(bot, wanted) === undefined) void actOnBot(client, bot, wanted)
  }
  return {
    '?': () => useLayerStore.getState().open('help'),
    '[': () => stepTab(-1),
    ']': () => stepTab(1),
    '/': () => document.querySelector<HTMLElement>('[data-filter]')?.focus(),
    n: () => navigate('/open'),
    r: () => act('renew'),
    x: () => act('toggle'),
  }
}

/** Keys that work everywhere (interface.md 2); single letters can be switched off in the preferences. */
export function useGlobalKeys(): void {
  const client = useBridge()
  const [path, navigate] = useLocation()
  useEffect(() => {
    let isGoing = false
    const { open } = useLayerStore.getState()

    const goTo = (key: string): void => {
      const place = [...places, ...toolPlaces].find((each) => each.goKey === key)
      if (place) navigate(place.href)
    }
    const letters = lettersFor(client, path, navigate)
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase()
      const isInEditor =
        event.target instanceof HTMLElement && event.target.closest('.monaco-editor') !== null
      // Inside the editor Ctrl K starts chords and F1 is ours; everywhere else both open the palette.
      if (event.key === 'F1' || ((event.ctrlKey || event.metaKey) && key === 'k' && !isInEditor)) {
        event.preventDefault()
        open('palette')
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTyping(event.target) || !usePreferencesStore.getState().preferences.singleKeys) return
      if (isGoing) {
        isGoing = false
        goTo(key)
        return
      }
      if (key === 'g') {
        isGoing = true
        return
      }
      const run = letters[key]
      if (!run) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKeyDown, { capture: true })
    return () => removeEventListener('keydown', onKeyDown, { capture: true })
  }, [client, path, navigate])
}
