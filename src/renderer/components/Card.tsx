import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './Card.module.css'

interface CardProps {
  readonly title?: string
  /** Grey words beside the title. */
  readonly note?: ReactNode
  /** Controls at the right of the head. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  /** False when the content brings its own rows to the edge. */
  readonly isPadded?: boolean
  readonly className?: string | undefined
}

/** A section with a heading and a thin line around it. */
export function Card({ title, note, aside, children, isPadded = true, className }: CardProps) {
  const id = useId()
  return (
    <section className={classNames(styles.card, className)} {...(title ? { 'aria-labelledby': id } : {})}>
      {title && (
        <div className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {note && <div className={styles.note}>{note}</div>}
          {aside && <div className={styles.aside}>{aside}</div>}
        </div>
      )}
      <div className={isPadded ? styles.body : undefined}>{children}</div>
    </section>
  )
}
