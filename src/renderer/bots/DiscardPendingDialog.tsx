import { Button } from '@mantine/core'
import { Dialog } from '../components/Dialog.tsx'
import { DialogFoot } from '../components/DialogFoot.tsx'
import { pendingTexts as texts } from '../messages/pending.ts'
import styles from './DiscardPendingDialog.module.css'

interface DiscardPendingDialogProps {
  readonly version: number
  readonly onDiscard: () => void
  readonly onClose: () => void
}

/** Asks before a version that was never applied is lost. */
export function DiscardPendingDialog({ version, onDiscard, onClose }: DiscardPendingDialogProps) {
  return (
    <Dialog title={texts.discardTitle(version)} size={440} withCloseButton={false} onClose={onClose}>
      <p className={styles.text}>{texts.discardText}</p>
      <DialogFoot>
        <Button size="sm" data-autofocus onClick={onClose}>
          {texts.keepWaiting}
        </Button>
        <Button size="sm" color="red" variant="filled" onClick={onDiscard}>
          {texts.discardConfirm(version)}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
