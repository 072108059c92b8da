import { useId, type ReactNode } from 'react'
import styles from './Side.module.css'

interface SideSectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** A part of what stands beside the form. */
export function SideSection({ title, note, children }: SideSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note && <div className={styles.note}>{note}</div>}
      </div>
      {children}
    </section>
  )
}
