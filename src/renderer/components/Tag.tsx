import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './Tag.module.css'

/** A small word on soft ground: roles, methods, "Suggested". */
export function Tag({ children, isAccent = false }: { children: ReactNode; isAccent?: boolean }) {
  return <span className={classNames(styles.tag, isAccent && styles.accent)}>{children}</span>
}

/** A key of the keyboard. */
export function Key({ children }: { children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>
}
