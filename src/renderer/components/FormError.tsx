import type { ReactNode } from 'react'
import styles from './FormError.module.css'
import { Glyph } from './Glyph.tsx'

/** An error beside the control that caused it: shape and one sentence. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className={styles.error}>
      <Glyph shape="octagon" tone="bad" />
      <span>{children}</span>
    </p>
  )
}
