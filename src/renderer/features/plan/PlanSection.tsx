import { useId, type ReactNode } from 'react'
import styles from './Plan.module.css'

interface PlanSectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** A part of what will happen. */
export function PlanSection({ title, note, children }: PlanSectionProps) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h3 id={id} className={styles.sectionTitle}>
          {title}
        </h3>
        {note !== undefined && <span className={styles.sectionNote}>{note}</span>}
      </div>
      {children}
    </section>
  )
}

interface PlanRowProps {
  readonly mark: ReactNode
  readonly title: ReactNode
  readonly aside?: ReactNode
  readonly text?: ReactNode
  readonly children?: ReactNode
}

/** A shape, what it is about, one sentence, and what can be done about it. */
export function PlanRow({ mark, title, aside, text, children }: PlanRowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.mark}>{mark}</span>
      <div className={styles.words}>
        <p className={styles.name}>{title}</p>
        {text !== undefined && <p className={styles.text}>{text}</p>}
        {children}
      </div>
      {aside}
    </li>
  )
}
