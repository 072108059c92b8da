import { Dialog } from './Dialog.tsx'
import { Button, TextInput } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import type { AppError } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/messages/errors.ts'
import { FormError } from './FormError.tsx'
import styles from './ConfirmByName.module.css'
import { Icon, type IconName } from './icons/Icon.tsx'

export interface Consequence {
  readonly icon: IconName
  readonly text: ReactNode
}

interface ConfirmByNameProps {
  readonly title: string
  readonly name: string
  /** One sentence on what cannot come back. */
  readonly loss: string
  readonly goes: readonly Consequence[]
  readonly stays: readonly Consequence[]
  /** The verb of the button, before the name. */
  readonly verb: string
  readonly isWorking: boolean
  readonly error?: AppError | undefined
  readonly options?: ReactNode
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** For loss that cannot be undone: what goes, what stays, and the name typed. Cancel has the focus. */
export function ConfirmByName(props: ConfirmByNameProps) {
  const { title, name, loss, verb, isWorking, error, options, onConfirm, onCancel } = props
  const [typed, setTyped] = useState('')
  const note = useId()
  const isComplete = typed === name
  return (
    <Dialog onClose={onCancel} title={title} size={500} withCloseButton={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete && !isWorking) onConfirm()
        }}
      >
        <p className={styles.loss}>{loss}</p>
        <Consequences title="Goes away" tone={styles.goes} items={props.goes} />
        <Consequences title="Stays" tone={styles.stays} items={props.stays} />
        {options}
        <div className={styles.confirm}>
          <TextInput
            size="sm"
            label={
              <>
                Type <span className="bd-mono">{name}</span> to confirm
              </>
            }
            aria-describedby={note}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <p id={note} className={styles.note}>
            {isComplete ? 'The name is complete.' : 'The button opens when the name is complete.'}
          </p>
        </div>
        {error && <FormError>{errorSentence(error.serialize())}</FormError>}
        <div className={styles.foot}>
          <Button size="sm" data-autofocus onClick={onCancel}>
            Cancel
          </Button>
          <Button
            size="sm"
            type="submit"
            variant="filled"
            color="red"
            disabled={!isComplete}
            loading={isWorking}
          >
            {verb} {name}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface ConsequencesProps {
  readonly title: string
  readonly tone: string | undefined
  readonly items: readonly Consequence[]
}

function Consequences({ title, tone, items }: ConsequencesProps) {
  if (items.length === 0) return null
  return (
    <section className={styles.list}>
      <h3 className={styles.label}>{title}</h3>
      <ul>
        {items.map((item, index) => (
          <li key={index} className={styles.item}>
            <span className={tone}>
              <Icon name={item.icon} />
            </span>
            <span>{item.text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
