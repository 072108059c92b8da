import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Migration } from '../../../shared/config/migrate/model.ts'
import type { TargetVersion } from '../../../shared/config/problem.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { MigrationReport } from '../../editor/MigrationReport.tsx'
import { askText } from '../../editor/text-service.ts'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import styles from './Dialogs.module.css'

interface MigrateDialogProps {
  readonly text: string
  readonly target: TargetVersion
  readonly onUse: (text: string) => void
  readonly onClose: () => void
}

/** What a migration would do, before it goes into the draft: the report, then the difference. */
export function MigrateDialog({ text, target, onUse, onClose }: MigrateDialogProps) {
  const [result, setResult] = useState<Migration | 'failed'>()
  useEffect(() => {
    let isGone = false
    askText('migrate', { text, target })
      .catch(() => 'failed' as const)
      .then((found) => (isGone ? undefined : setResult(found)))
      .catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [target, text])
  const migrated =
    result !== undefined && result !== 'failed' && result.kind === 'migrated' ? result : undefined
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={860}
      title={texts.migrateTitle}
    >
      <div className={styles.body}>
        <p className={styles.meaning}>{texts.migrateMeaning}</p>
        {result === undefined ? (
          <SkeletonLines lines={5} />
        ) : result === 'failed' ? (
          <p>{texts.migrateFailed}</p>
        ) : (
          <MigrationReport before={text} result={result} />
        )}
      </div>
      <DialogFoot>
        <Button size="sm" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button
          size="sm"
          variant="filled"
          data-autofocus
          disabled={!migrated}
          onClick={() => migrated && onUse(migrated.text)}
        >
          {texts.migrateUse}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
