import { Dialog } from '../../components/Dialog.tsx'
import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { useLocation } from 'wouter'
import { actOnBot } from '../../bots/bot-acts.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Key, Tag } from '../../components/Tag.tsx'
import { announce } from '../../stores/announcer-store.ts'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { useLayerStore } from '../../stores/layer-store.ts'
import { useRecentStore } from '../../stores/recent-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useScheme } from '../../app/scheme.ts'
import { currentBotName } from '../../app/use-global-keys.ts'
import { entriesOf } from './entries.ts'
import type { Entry } from './entry.ts'
import { matching, wordsOf, type Found } from './matching.ts'
import { PaletteList } from './PaletteList.tsx'
import styles from './Palette.module.css'
import { useConfigPaths } from './use-config-paths.ts'

const name = 'Search or run a command'

interface Search {
  readonly typed: string
  readonly found: Found
  readonly active: Entry | undefined
  readonly type: (text: string) => void
  readonly run: (entry: Entry) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** What was typed, what it finds, and which entry the arrows are on. */
function useSearch(entries: readonly Entry[], onClose: () => void): Search {
  const [typed, setTyped] = useState('')
  const [index, setIndex] = useState(0)
  const [recent] = useState(() => useRecentStore.getState().routes.slice(1))
  const found = matching(entries, typed, recent)
  const total = found.entries.length
  const current = Math.min(index, total - 1)
  const active = found.entries[current]
  const run = (entry: Entry): void => {
    if (entry.refusal !== undefined) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '?' && typed === '') {
      event.preventDefault()
      useLayerStore.getState().open({ kind: 'help' })
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step !== undefined) setIndex((total + current + step) % Math.max(1, total))
    else if (active) run(active)
  }
  const type = (text: string): void => {
    setTyped(text)
    setIndex(0)
  }
  return { typed, found, active, type, run, onKeyDown }
}

/** Finds actions, places and bots by typing; everything in it is also a control somewhere. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { entries, current } = useEntries()
  const { typed, found, active, type, run, onKeyDown } = useSearch(entries, onClose)
  const listId = useId()
  const activeId = active && `${listId} ${active.id}`
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <Dialog
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="min(88px, 11dvh)"
      size={620}
      padding={0}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': name } }}
    >
      <div className={styles.field}>
        <Icon name="search" />
        <input
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-label={name}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={activeId}
          autoComplete="off"
          spellCheck={false}
          placeholder="A bot, a place, a command"
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {current && <Tag>{current.name} selected</Tag>}
      </div>
      <PaletteList
        id={listId}
        found={found}
        active={active}
        words={wordsOf(typed)}
        typed={typed}
        onRun={run}
      />
      <Foot />
    </Dialog>
  )
}

/** What the keys do. */
function Foot() {
  return (
    <div className={styles.foot}>
      <span>
        <Key>↑</Key> <Key>↓</Key> move
      </span>
      <span>
        <Key>Enter</Key> run
      </span>
      <span>
        <Key>&gt;</Key> actions only
      </span>
      <span>
        <Key>@</Key> bots
      </span>
      <span>
        <Key>?</Key> all shortcuts
      </span>
    </div>
  )
}

function useEntries() {
  const client = useBridge()
  const [path, navigate] = useLocation()
  // Read once: opening the palette moves the focus away from the row it belongs to.
  const [currentName] = useState(() => currentBotName(path))
  const bots = useFleetStore((state) => state.view?.bots) ?? []
  const isLost = useIsLost()
  const { asked: recent } = useAnswer('app:recent-files', {})
  const { toggle } = useScheme()
  const open = useLayerStore((state) => state.open)
  const current = bots.find((bot) => bot.name === currentName)
  const entries = entriesOf({
    bots,
    current,
    configPaths: useConfigPaths(current?.name),
    recentFiles: recent.kind === 'ready' ? recent.value : [],
    isLost,
    isClusterRunning: useClusterStore((state) => state.view?.state === 'running'),
    goTo: (href) => navigate(href),
    act: (bot, verb) => void actOnBot(client, bot, verb),
    askRemoval: (bot) => open({ kind: 'remove-bot', bot: bot.name }),
    toggleScheme: toggle,
    toggleUtc: () => {
      const { preferences, change } = usePreferencesStore.getState()
      change({ utc: !preferences.utc })
    },
    openHelp: () => open({ kind: 'help' }),
    copyLink: () => {
      navigator.clipboard.writeText(location.href).then(
        () => announce('Link copied'),
        () => announce('Link could not be copied'),
      )
    },
  })
  return { entries, current }
}
