import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { Button } from '@mantine/core'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { DiffView } from '../../editor/DiffView.tsx'
import styles from './Dialogs.module.css'

interface CompareDialogProps {
  readonly theirs: string
  readonly mine: string
  readonly onTakeTheirs: () => void
  readonly onKeepMine: () => void
  readonly onMerge: () => void
  readonly onClose: () => void
}

/** The file as someone changed it against the draft, with both ways on. */
export function CompareDialog({
  theirs,
  mine,
  onTakeTheirs,
  onKeepMine,
  onMerge,
  onClose,
}: CompareDialogProps) {
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={760}
      title={texts.compareTitle}
    >
      <div className={styles.body}>
        <p className={styles.meaning}>{texts.compareNote}</p>
        <DiffView before={theirs} after={mine} label={texts.compareTitle} />
      </div>
      <DialogFoot>
        <Button size="sm" data-autofocus onClick={onClose}>
          {texts.close}
        </Button>
        <Button size="sm" onClick={onMerge}>
          {texts.merge}
        </Button>
        <Button size="sm" onClick={onTakeTheirs}>
          {texts.takeTheirs}
        </Button>
        <Button size="sm" onClick={onKeepMine}>
          {texts.keepMine}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
