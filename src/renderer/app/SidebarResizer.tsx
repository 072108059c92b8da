import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import styles from './SidebarResizer.module.css'

const narrowest = 200
const widest = 320

/** The edge of the sidebar: dragged, or moved by arrows; the width is kept. */
export function SidebarResizer() {
  const width = usePreferencesStore((state) => state.preferences.sidebarWidth)
  const change = usePreferencesStore((state) => state.change)
  const isDragging = useRef(false)
  const set = (value: number): void =>
    change({ sidebarWidth: Math.round(Math.min(widest, Math.max(narrowest, value))) })
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key]
    if (step !== undefined) set(width + step)
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    isDragging.current = true
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the sidebar"
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={width}
      tabIndex={0}
      className={styles.resizer}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (isDragging.current) set(event.clientX)
      }}
      onPointerUp={() => {
        isDragging.current = false
      }}
    />
  )
}
