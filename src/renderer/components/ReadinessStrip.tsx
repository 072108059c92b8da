import { useState, type KeyboardEvent } from 'react'
import { formatPercent, formatSpan, formatTime } from '../../shared/messages/format.ts'
import type { Readiness, Slot, SlotKind } from '../model/readiness.ts'
import { classNames } from './class-names.ts'
import styles from './ReadinessStrip.module.css'

const heightOf: Readonly<Record<SlotKind, number>> = {
  ready: 1,
  degraded: 0.66,
  unhealthy: 0.33,
  starting: 0.5,
  off: 0,
}
const wordOf: Readonly<Record<SlotKind, string>> = {
  ready: 'healthy',
  degraded: 'degraded',
  unhealthy: 'unhealthy',
  starting: 'starting',
  off: 'not running or not known',
}

const minuteMs = 60_000
const youngMs = 30 * minuteMs
const dayMs = 24 * 60 * minuteMs

/** "98.6 % ready, last 24 h", the strip's text for readers and heads. Minutes are no history to count a share of. */
export function readinessSentence({ share, knownForMs, isOn }: Readiness): string {
  if (knownForMs === 0) return 'Nothing known of the last 24 h'
  if (share === undefined || knownForMs < youngMs)
    return isOn ? `Running for ${formatSpan(knownForMs)}; no history yet` : 'No history yet'
  const period = knownForMs > dayMs - youngMs ? 'last 24 h' : `last ${formatSpan(knownForMs)}`
  return `${formatPercent(share)} ready, ${period}`
}

/** A skyline of the last 24 hours: dips are dips without colour. The small one is for table rows. */
export function ReadinessStrip({ readiness, height = 20 }: { readiness: Readiness; height?: number }) {
  return (
    <span role="img" aria-label={readinessSentence(readiness)} className={styles.strip}>
      <Bars slots={readiness.slots} height={height} />
    </span>
  )
}

/** The large one: one tab stop, arrows move by slot and say what was. */
export function ReadinessChart({ readiness, height = 42 }: { readiness: Readiness; height?: number }) {
  const [selected, setSelected] = useState<number>()
  const slot = selected === undefined ? undefined : readiness.slots[selected]
  const last = readiness.slots.length - 1
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setSelected(Math.min(last, Math.max(0, (selected ?? last) + step)))
  }
  return (
    <div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Readiness, last 24 hours"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={selected ?? last}
        aria-valuetext={slot ? slotText(slot) : readinessSentence(readiness)}
        className={styles.chart}
        onKeyDown={onKeyDown}
        onBlur={() => setSelected(undefined)}
        onMouseLeave={() => setSelected(undefined)}
        onMouseMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const share = (event.clientX - box.left) / Math.max(1, box.width)
          setSelected(Math.min(last, Math.max(0, Math.floor(share * (last + 1)))))
        }}
      >
        <Bars slots={readiness.slots} height={height} selected={selected} />
      </div>
      <Axis readiness={readiness} slot={slot} />
    </div>
  )
}

function Axis({ readiness, slot }: { readiness: Readiness; slot: Slot | undefined }) {
  const first = readiness.slots[0]
  const quarter = Math.floor(readiness.slots.length / 4)
  if (slot) return <p className={styles.axis}>{slotText(slot)}</p>
  return (
    <div className={styles.axis} aria-hidden="true">
      {first &&
        [0, 1, 2, 3].map((index) => (
          <span key={index}>{formatTime(readiness.slots[index * quarter]?.from ?? first.from)}</span>
        ))}
      <span>Now</span>
    </div>
  )
}

function slotText(slot: Slot): string {
  return `${formatTime(slot.from)} to ${formatTime(slot.to)}, ${wordOf[slot.kind]}`
}

function Bars({
  slots,
  height,
  selected,
}: {
  slots: readonly Slot[]
  height: number
  selected?: number | undefined
}) {
  return (
    <svg
      width="100%"
      height={height}
      viewBox={`0 0 ${slots.length * 3} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {slots.map((slot, index) => {
        const tall = Math.max(1, heightOf[slot.kind] * height)
        return (
          <g key={slot.from} className={classNames(styles[slot.kind], index === selected && styles.selected)}>
            <rect x={index * 3} width={slot.kind === 'off' ? 1.5 : 2} y={height - tall} height={tall} />
            {slot.kind === 'unhealthy' && <rect x={index * 3} width={2} y={0} height={2} />}
          </g>
        )
      })}
    </svg>
  )
}
