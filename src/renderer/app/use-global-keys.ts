import { useWindowEvent } from '@mantine/hooks'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { BridgeClient } from '../../shared/contract/client.ts'
import type { BotView } from '../../shared/contract/views.ts'
import { actOnBot, whyNot } from '../bots/bot-acts.ts'
import { useBridge } from '../bridge/BridgeContext.tsx'
import { focusARow } from '../components/row-keys.ts'
import { announce } from '../stores/announcer-store.ts'
import { useConnectionStore } from '../stores/connection-store.ts'
import { useFleetStore } from '../stores/fleet-store.ts'
import { useLayerStore } from '../stores/layer-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useToastStore } from '../stores/toast-store.ts'
import { places, toolPlaces } from './places.ts'

const tabs = ['', '/services', '/config', '/log', '/export']
/** How long `G` waits for the letter of a place. */
const goMs = 1500

/** Whether keys belong to a field now, or to a dialog. */
export function isTyping(target: EventTarget | null): boolean {
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

type Letters = Readonly<Record<string, () => void>>

/** What single letters do at a path. */
function lettersFor(client: BridgeClient, path: string, navigate: (to: string) => void): Letters {
  const stepTab = (step: number): void => {
    const match = /^(\/bots\/[^/]+)(\/[^/]+)?/.exec(path)
    const next = tabs[tabs.indexOf(match?.[2] ?? '') + step]
    if (match && next !== undefined) navigate(`${match[1]}${next}`)
  }
  return {
    '?': () => useLayerStore.getState().open({ kind: 'help' }),
    '[': () => stepTab(-1),
    ']': () => stepTab(1),
    '/': () => document.querySelector<HTMLElement>('[data-filter]')?.focus(),
    e() {
      const name = currentBotName(path)
      if (name !== undefined) navigate(`/bots/${name}/config`)
    },
    j: () => focusARow('first'),
    k: () => focusARow('last'),
    n: () => navigate(path.startsWith('/cluster') ? '/new-bot?in=local-cluster' : '/new-bot'),
    r: () => act(client, path, 'renew'),
    x: () => act(client, path, 'toggle'),
  }
}

function isResting({ engine: { state } }: BotView): boolean {
  return state === 'stopped' || state === 'locked'
}

/** Acts on the current bot, or says why that cannot be done now. */
function act(client: BridgeClient, path: string, verb: 'renew' | 'toggle'): void {
  const name = currentBotName(path)
  const bot = useFleetStore.getState().view?.bots.find((each) => each.name === name)
  if (!bot) return
  const wanted = verb === 'renew' ? 'renew' : isResting(bot) ? 'start' : 'stop'
  const refusal = whyNot(bot, wanted, useConnectionStore.getState().state.kind === 'lost')
  if (refusal === undefined) {
    void actOnBot(client, bot, wanted)
    if (wanted === 'renew') announce(`Renewing ${bot.name}`)
  } else useToastStore.getState().show({ tone: 'idle', text: `${bot.name}: ${refusal}` })
}

/** `Ctrl K`, `F1` and `Ctrl ,`, which work from fields too. Inside the editor `Ctrl K` starts its chords. */
function openLayer(event: KeyboardEvent): boolean {
  const { open } = useLayerStore.getState()
  const isCommand = event.ctrlKey || event.metaKey
  const isInEditor = event.target instanceof HTMLElement && event.target.closest('.monaco-editor') !== null
  if (event.key === 'F1' || (isCommand && event.key.toLowerCase() === 'k' && !isInEditor))
    open({ kind: 'palette' })
  else if (isCommand && event.key === ',') open({ kind: 'help' })
  else return false
  event.preventDefault()
  return true
}

/** Keys that work everywhere (interface.md 2); single letters can be switched off in the preferences. */
export function useGlobalKeys(): void {
  const client = useBridge()
  const [path, navigate] = useLocation()
  const goSince = useRef(-Infinity)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (openLayer(event) || event.defaultPrevented) return
    // AltGr types the brackets of many keyboards and reports itself as Ctrl and Alt.
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey
    if (hasModifier && !event.getModifierState('AltGraph')) return
    if (isTyping(event.target) || !usePreferencesStore.getState().preferences.singleKeys) return
    const key = event.key.toLowerCase()
    const isGoing = event.timeStamp - goSince.current < goMs
    goSince.current = key === 'g' && !isGoing ? event.timeStamp : -Infinity
    const place = isGoing ? [...places, ...toolPlaces].find((each) => each.goKey === key) : undefined
    const letters = lettersFor(client, path, navigate)
    const run = place ? () => navigate(place.href) : isGoing ? undefined : letters[key]
    if (!run || isOfList(key, event.target)) return
    event.preventDefault()
    run()
  }
  useWindowEvent('keydown', onKeyDown, { capture: true })
}

/** Letters a list keeps for itself while it has the focus: those that move, and in the log the one that explains. */
function isOfList(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isMove = key === 'j' || key === 'k'
  if (target.closest('[role=grid]')) return isMove || key === 'e'
  return isMove && target.closest('[data-row-link], [role=row]') !== null
}
