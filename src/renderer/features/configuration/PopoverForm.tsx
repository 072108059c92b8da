import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import styles from './PopoverForm.module.css'

interface PopoverFormProps {
  /** The word of the button that submits. */
  readonly submit: string
  readonly isReady: boolean
  readonly onSubmit: () => void
  readonly onCancel: () => void
  readonly children: ReactNode
}

/** A small question in a layer of its own: a field, and the two ways out. */
export function PopoverForm({ submit, isReady, onSubmit, onCancel, children }: PopoverFormProps) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onSubmit()
      }}
    >
      {children}
      <div className={styles.foot}>
        <Button onClick={onCancel}>{texts.cancel}</Button>
        <Button type="submit" variant="filled" disabled={!isReady}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
