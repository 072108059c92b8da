import type { ReactNode } from 'react'
import { classNames } from '../components/class-names.ts'
import styles from './Labelled.module.css'

interface LabelledProps {
  readonly label: string
  /** The id of the control, or with `isGroup` the id the label gets. */
  readonly id: string
  /** The key in the file. */
  readonly path?: string | undefined
  readonly hint?: ReactNode
  /** Names several controls instead of one. */
  readonly isGroup?: boolean
  readonly children: ReactNode
}

/** A control of a wizard with its label, its key at the right and one line below. */
export function Labelled({ label, id, path, hint, isGroup = false, children }: LabelledProps) {
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        {isGroup ? (
          <span id={id} className={styles.label}>
            {label}
          </span>
        ) : (
          <label htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        {path !== undefined && <span className={classNames(styles.key, 'bd-mono')}>{path}</span>}
      </div>
      {children}
      {hint && <div className={styles.hint}>{hint}</div>}
    </div>
  )
}
