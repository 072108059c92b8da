import { ActionIcon, Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { shellTexts } from '../messages/shell.ts'
import { useToastStore } from '../stores/toast-store.ts'
import { Glyph } from './Glyph.tsx'
import { Icon } from './icons/Icon.tsx'
import styles from './Toast.module.css'

const shapes = { ok: 'tick', warn: 'triangle', bad: 'octagon', idle: 'dot' } as const
const shownMs = 5000
const undoMs = 10_000

/** The one toast, bottom right: confirms an act, can be paused by looking at it, and offers Undo. */
export function ToastHost() {
  const toast = useToastStore((state) => state.current)
  const dismiss = useToastStore((state) => state.dismiss)
  const [isHeld, setIsHeld] = useState(false)
  useEffect(() => {
    if (!toast || isHeld) return undefined
    const timer = setTimeout(dismiss, toast.undo ? undoMs : shownMs)
    return () => clearTimeout(timer)
  }, [toast, isHeld, dismiss])
  return (
    <div role="status" aria-live="polite" className={styles.place}>
      {toast && (
        <div
          className={styles.toast}
          onMouseEnter={() => setIsHeld(true)}
          onMouseLeave={() => setIsHeld(false)}
          onFocus={() => setIsHeld(true)}
          onBlur={() => setIsHeld(false)}
        >
          <Glyph shape={shapes[toast.tone]} tone={toast.tone} size={14} />
          <span className={styles.text}>{toast.text}</span>
          {toast.undo && (
            <Button
              variant="transparent"
              onClick={() => {
                toast.undo?.()
                dismiss()
              }}
            >
              {shellTexts.undo}
            </Button>
          )}
          <ActionIcon size={24} aria-label={shellTexts.dismiss} onClick={dismiss}>
            <Icon name="close" size={14} />
          </ActionIcon>
        </div>
      )}
    </div>
  )
}
