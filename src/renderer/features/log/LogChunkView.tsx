import { memo, useEffect, useRef, useState } from 'react'
import type { LogLine } from '../../../shared/contract/views.ts'
import { logTexts as texts } from '../../messages/log.ts'
import styles from './Log.module.css'
import type { LogChunk } from './log-rows.ts'
import { LogRowView } from './LogRowView.tsx'

interface LogChunkViewProps {
  readonly chunk: LogChunk
  readonly scroller: HTMLElement | null
  /** Drawn although it may be out of sight: a line in it is gone to. */
  readonly isForced: boolean
  readonly active: number | undefined
  readonly words: string
  readonly isUtc: boolean
  readonly hasBot: boolean
  readonly onToggleRepeats: (sequence: number) => void
  readonly onExplain: (line: LogLine) => void
}

const rowHeight = 26
const nearPx = 600

/** A hundred lines: drawn near the visible part, elsewhere an empty box of the same height. */
export const LogChunkView = memo(function LogChunkView(props: LogChunkViewProps) {
  const { chunk, scroller, isForced, active } = props
  const box = useRef<HTMLDivElement>(null)
  const { isNear, height } = useNearness(box, scroller)
  const isDrawn = isNear || isForced
  return (
    <div
      ref={box}
      role="rowgroup"
      style={isDrawn ? undefined : { height: height ?? chunk.rows.length * rowHeight }}
    >
      {isDrawn &&
        chunk.rows.map((row) =>
          row.kind !== 'line' ? (
            <div key={`${row.kind} ${row.before.sequence}`} role="row" className={styles.quiet}>
              <span role="gridcell">{row.kind === 'day' ? row.day : texts.quiet(row.ms)}</span>
            </div>
          ) : (
            <LogRowView
              key={row.line.sequence}
              line={row.line}
              repeats={row.repeats}
              isOpened={row.isOpened}
              isActive={row.line.sequence === active}
              words={props.words}
              isUtc={props.isUtc}
              hasBot={props.hasBot}
              onToggleRepeats={props.onToggleRepeats}
              onExplain={props.onExplain}
            />
          ),
        )}
    </div>
  )
}, isSameChunk)

/** Rows are computed anew with each line, but older pieces hold the same lines. */
function isSameChunk(before: LogChunkViewProps, after: LogChunkViewProps): boolean {
  const concerns = (sequence: number | undefined): boolean =>
    sequence !== undefined &&
    after.chunk.rows.some((row) => row.kind === 'line' && row.line.sequence === sequence)
  const { rows } = before.chunk
  return (
    before.scroller === after.scroller &&
    before.isForced === after.isForced &&
    before.words === after.words &&
    before.isUtc === after.isUtc &&
    before.hasBot === after.hasBot &&
    before.onToggleRepeats === after.onToggleRepeats &&
    before.onExplain === after.onExplain &&
    (before.active === after.active || !(concerns(before.active) || concerns(after.active))) &&
    rows.length === after.chunk.rows.length &&
    rows.every((row, index) => isSameRow(row, after.chunk.rows[index]))
  )
}

function isSameRow(row: LogChunk['rows'][number], other: LogChunk['rows'][number] | undefined): boolean {
  if (row.kind === 'quiet')
    return other?.kind === 'quiet' && other.before === row.before && other.ms === row.ms
  if (row.kind === 'day') return other?.kind === 'day' && other.before === row.before && other.day === row.day
  return (
    other?.kind === 'line' &&
    other.line === row.line &&
    other.repeats === row.repeats &&
    other.isOpened === row.isOpened
  )
}

interface Nearness {
  readonly isNear: boolean
  /** How tall the box was when it was last drawn. */
  readonly height: number | undefined
}

/** Whether the box is in or close to the visible part of the list. */
function useNearness(box: { readonly current: HTMLElement | null }, scroller: HTMLElement | null): Nearness {
  const [nearness, setNearness] = useState<Nearness>({
    isNear: typeof IntersectionObserver === 'undefined',
    height: undefined,
  })
  useEffect(() => {
    if (!box.current || !scroller || typeof IntersectionObserver === 'undefined') return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1)
        if (!last) return
        const height = last.boundingClientRect.height
        setNearness({ isNear: last.isIntersecting, height: height > 0 ? height : undefined })
      },
      { root: scroller, rootMargin: `${nearPx}px 0px` },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box, scroller])
  return nearness
}
