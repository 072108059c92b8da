import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { LogLine } from '../../../shared/contract/views.ts'
import { classNames } from '../../components/class-names.ts'
import { Key } from '../../components/Tag.tsx'
import { logTexts as texts } from '../../messages/log.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import styles from './Log.module.css'
import { codeOf, ExplainDrawer } from './ExplainDrawer.tsx'
import { chunksOf, sequenceOf } from './log-rows.ts'
import { lineText } from './log-text.ts'
import { LogChunkView } from './LogChunkView.tsx'
import { rowId } from './LogRowView.tsx'
import type { Follow } from './use-follow.ts'
import type { Log } from './use-log.ts'

interface LogViewProps {
  readonly log: Log
  /** The searched words in lower case. */
  readonly words: string
  /** The line the reader stands at. */
  readonly active: number | undefined
  readonly onActive: (sequence: number | undefined) => void
  readonly isWrapped: boolean
  readonly hasBot: boolean
  readonly follow: Follow
}

/** The list of lines: one tab stop, arrows move, `Enter` opens repeats, `E` explains, `Ctrl C` copies the line, `End` follows. */
export function LogView({ log, words, active, onActive, isWrapped, hasBot, follow }: LogViewProps) {
  const { rows, toggleRepeats } = log
  const { scroller, attach, onScroll, pause } = follow
  const isUtc = usePreferencesStore((state) => state.preferences.utc)
  const chunks = useMemo(() => chunksOf(rows), [rows])
  const toggle = useStableCallback(toggleRepeats)
  const [explained, setExplained] = useState<LogLine>()

  useEffect(() => {
    if (active !== undefined) document.getElementById(rowId(active))?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const move = (by: number): void => {
    const sequences = rows.flatMap((row) => (row.kind === 'line' ? [sequenceOf(row)] : []))
    const from = active === undefined ? sequences.length : sequences.indexOf(active)
    pause('select')
    onActive(sequences[Math.max(0, Math.min(sequences.length - 1, from + by))])
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const toEnd = (): void => {
      onActive(undefined)
      follow.follow()
    }
    const act = keyAct(event, { move, active, log, toEnd, explain: setExplained })
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <>
      <div
        ref={attach}
        role="grid"
        aria-label={texts.lines}
        aria-readonly="true"
        aria-activedescendant={active === undefined ? undefined : rowId(active)}
        tabIndex={0}
        className={classNames(styles.scroller, isWrapped && styles.wrapped)}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const row = event.target instanceof Element ? event.target.closest('[data-sequence]') : null
          if (!row || getSelection()?.isCollapsed === false) return
          pause('select')
          onActive(Number(row.getAttribute('data-sequence')))
        }}
      >
        <div className={styles.content} role="presentation">
          {chunks.map((chunk) => (
            <LogChunkView
              key={chunk.id}
              chunk={chunk}
              scroller={scroller}
              isForced={active !== undefined && chunk.rows.some((row) => sequenceOf(row) === active)}
              active={active}
              words={words}
              isUtc={isUtc}
              hasBot={hasBot}
              onToggleRepeats={toggle}
              onExplain={setExplained}
            />
          ))}
          <Hidden log={log} />
        </div>
      </div>
      {explained && <ExplainDrawer line={explained} onClose={() => setExplained(undefined)} />}
    </>
  )
}

interface KeyContext {
  readonly move: (by: number) => void
  readonly toEnd: () => void
  readonly explain: (line: LogLine) => void
  readonly active: number | undefined
  readonly log: Log
}

/** What a key does in the list; undefined leaves it to the browser. */
function keyAct(
  event: KeyboardEvent,
  { move, toEnd, explain, active, log }: KeyContext,
): (() => void) | undefined {
  const row = log.rows.find((each) => each.kind === 'line' && each.line.sequence === active)
  if (event.key === 'c' && (event.ctrlKey || event.metaKey)) {
    if (row?.kind !== 'line' || getSelection()?.isCollapsed === false) return undefined
    return () => void navigator.clipboard.writeText(lineText(row.line)).catch(() => undefined)
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return () => move(1)
    case 'ArrowUp':
    case 'k':
      return () => move(-1)
    case 'PageDown':
      return () => move(20)
    case 'PageUp':
      return () => move(-20)
    case 'Home':
      return () => move(-log.rows.length)
    case 'End':
      return toEnd
    case 'e':
      return row?.kind === 'line' && codeOf(row.line) ? () => explain(row.line) : undefined
    case 'Enter':
      return active === undefined ? undefined : () => log.toggleRepeats(active)
    default:
      return undefined
  }
}

/** A filter never hides silently. */
function Hidden({ log }: { log: Log }) {
  const hidden = log.lines.length - log.shown.length
  if (hidden === 0) return null
  return (
    <p className={styles.hidden} role="row">
      <span role="gridcell">{texts.hidden(hidden)}</span>
    </p>
  )
}

/** The bar that says why the list stands still and how to go on. */
export function PausedBar({ follow, newLines }: { follow: Follow; newLines: number }) {
  if (follow.state.kind === 'following') return null
  return (
    <div className={styles.paused}>
      <b role="status">{follow.state.why === 'scroll' ? texts.pausedScroll : texts.pausedSelect}</b>
      {newLines > 0 && <span className={styles.newLines}>{texts.newLines(newLines)}</span>}
      <Button
        variant="filled"
        radius="xl"
        rightSection={<Key>{texts.followKey}</Key>}
        onClick={follow.follow}
      >
        {texts.follow}
      </Button>
    </div>
  )
}

/** The same function for memoised rows, with the newest body. */
function useStableCallback(callback: (sequence: number) => void): (sequence: number) => void {
  const latest = useRef(callback)
  useEffect(() => {
    latest.current = callback
  })
  return useMemo(() => (sequence: number) => latest.current(sequence), [])
}
