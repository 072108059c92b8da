import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { destinationTexts as texts } from '../../messages/destination.ts'
import styles from './Destination.module.css'

interface PasswordDialogProps {
  readonly user: string
  /** Whose password it is. */
  readonly account: string
  readonly wasRefused: boolean
  readonly isRunning: boolean
  readonly onTest: (password: string) => void
  readonly onClose: () => void
}

/** Asks for the password that `sudo` needs; it is in this field and on its way, nowhere else. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { user, account, wasRefused, isRunning, onTest, onClose } = props
  const [password, setPassword] = useState('')
  return (
    <Dialog title={texts.testTitle(user)} size={440} withCloseButton={false} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onTest(password)
          setPassword('')
        }}
      >
        <p className={styles.testText}>{texts.testText(user)}</p>
        <PasswordInput
          data-autofocus
          label={texts.testPassword(account)}
          autoComplete="off"
          value={password}
          error={wasRefused && password === '' && !isRunning ? texts.testRefused : undefined}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <DialogFoot>
          <Button size="sm" onClick={onClose}>
            {texts.testCancel}
          </Button>
          <Button size="sm" type="submit" variant="filled" loading={isRunning} disabled={password === ''}>
            {texts.testRun}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
