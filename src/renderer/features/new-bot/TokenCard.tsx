import type { ReactNode } from 'react'
import styles from './NewBot.module.css'

interface TokenCardProps {
  readonly title: string
  readonly children: ReactNode
  /** What can be done about it. */
  readonly act?: ReactNode
}

/** Where the token of the local cluster comes from, in place of a field for it. */
export function TokenCard({ title, children, act }: TokenCardProps) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.cardTitle}>{title}</h2>
      <p className={styles.cardText}>{children}</p>
      {act}
    </section>
  )
}
