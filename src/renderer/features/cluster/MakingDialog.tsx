import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Action } from '../../bridge/use-action.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { FormError } from '../../components/FormError.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import styles from './Cluster.module.css'

interface MakingDialogProps {
  readonly title: string
  readonly size: number
  /** What was made stands in the dialog, is shown once, and so is not closed by a click beside it. */
  readonly isMade: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog that makes something with a secret: first a form, then what was made. */
export function MakingDialog({ title, size, isMade, onClose, children }: MakingDialogProps) {
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={size}
      title={title}
      closeOnClickOutside={!isMade}
    >
      {children}
    </Dialog>
  )
}

interface MakingFormProps {
  readonly action: Action<[]>
  readonly submit: string
  /** Called at each try; false holds it back because a field is not right yet. */
  readonly onTry?: () => boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Its form: the fields, what the cluster refused, and the buttons. */
export function MakingForm({ action, submit, onTry, onClose, children }: MakingFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const isReady = onTry?.() ?? true
        if (isReady && !action.isRunning) void action.run()
      }}
    >
      <div className={styles.form}>
        {children}
        {action.error && <FormError>{errorSentence(action.error.serialize())}</FormError>}
      </div>
      <DialogFoot>
        <Button size="sm" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button size="sm" variant="filled" type="submit" disabled={action.isRunning}>
          {submit}
        </Button>
      </DialogFoot>
    </form>
  )
}

/** What was made, and the way out. */
export function Made({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <>
      <div className={styles.form}>{children}</div>
      <DialogFoot>
        <Button size="sm" variant="filled" autoFocus onClick={onClose}>
          {texts.done}
        </Button>
      </DialogFoot>
    </>
  )
}
