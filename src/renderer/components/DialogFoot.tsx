import type { ReactNode } from 'react'
import styles from './DialogFoot.module.css'

/** The acts of a dialog, below what it says. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>
}
