import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

/** One sentence what will be here, one why it is empty, one primary act. */
export function EmptyState({
  title,
  children,
  acts,
}: {
  title: string
  children?: ReactNode
  acts?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      {children && <p className={styles.text}>{children}</p>}
      {acts && <div className={styles.acts}>{acts}</div>}
    </div>
  )
}
