import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ConfigVersion } from '../../../shared/contract/authoring.ts'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { formatBoth, formatWhen } from '../../../shared/messages/format.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { classNames } from '../../components/class-names.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DialogFoot } from '../../components/DialogFoot.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { useTime } from '../../stores/clock-store.ts'
import { DiffView } from '../../editor/DiffView.tsx'
import dialog from './Dialogs.module.css'
import styles from './VersionsDialog.module.css'

interface VersionsDialogProps {
  readonly bot: string
  /** The draft, which a version is compared with. */
  readonly text: string
  readonly onRestore: (version: number, text: string) => void
  readonly onClose: () => void
}

/** Every text that was applied: who, when, why, how much changed, the difference, and the way back. */
export function VersionsDialog({ bot, text, onRestore, onClose }: VersionsDialogProps) {
  const { asked } = useAnswer('config:versions', { bot })
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={940}
      title={texts.versionsTitle(bot)}
    >
      <div className={dialog.body}>
        <p className={dialog.meaning}>{texts.versionsMeaning}</p>
        <Versions bot={bot} text={text} asked={asked} onRestore={onRestore} />
      </div>
    </Dialog>
  )
}

type Asked = ReturnType<typeof useAnswer<'config:versions'>>['asked']

function Versions(props: Omit<VersionsDialogProps, 'onClose'> & { asked: Asked }) {
  const { asked } = props
  switch (asked.kind) {
    case 'loading':
      return <SkeletonLines lines={6} />
    case 'error':
      return <EmptyState title={texts.versionsFailed}>{errorSentence(asked.error.serialize())}</EmptyState>
    case 'ready':
      return asked.value.length === 0 ? (
        <EmptyState title={texts.versionsEmpty}>{texts.versionsEmptyText}</EmptyState>
      ) : (
        <VersionBrowser {...props} versions={asked.value} />
      )
    default:
      return assertNever(asked)
  }
}

function VersionBrowser(
  props: Omit<VersionsDialogProps, 'onClose'> & { versions: readonly ConfigVersion[] },
) {
  const { bot, text, versions, onRestore } = props
  const [chosen, setChosen] = useState(versions[0]?.version ?? 0)
  return (
    <div className={styles.browser}>
      <ul className={styles.list}>
        {versions.map((version) => (
          <li key={version.version}>
            <VersionRow
              version={version}
              isChosen={version.version === chosen}
              onChoose={() => setChosen(version.version)}
            />
          </li>
        ))}
      </ul>
      <VersionText key={chosen} bot={bot} version={chosen} text={text} onRestore={onRestore} />
    </div>
  )
}

function VersionRow(props: { version: ConfigVersion; isChosen: boolean; onChoose: () => void }) {
  const { version, isChosen, onChoose } = props
  const when = useTime((now) => formatWhen(version.at, now))
  return (
    <button
      type="button"
      className={classNames(styles.row, isChosen && styles.chosen)}
      aria-pressed={isChosen}
      {...(isChosen ? { 'data-autofocus': true } : {})}
      onClick={onChoose}
    >
      <span className={styles.top}>
        <b>{texts.version(version.version)}</b>
        <span className={styles.when} title={formatBoth(version.at)}>
          {when}
        </span>
        <span className={styles.counts}>{texts.plusMinus(version.addedLines, version.removedLines)}</span>
      </span>
      <span className={styles.why}>
        {version.reason ?? (version.by === 'botdesk' ? texts.byBotdesk : texts.byOutside)}
      </span>
    </button>
  )
}

function VersionText(props: {
  bot: string
  version: number
  text: string
  onRestore: (version: number, text: string) => void
}) {
  const { bot, version, text, onRestore } = props
  const { asked } = useAnswer('config:read-version', { bot, version })
  if (asked.kind === 'loading') return <SkeletonLines lines={6} />
  if (asked.kind === 'error')
    return <EmptyState title={texts.versionsFailed}>{errorSentence(asked.error.serialize())}</EmptyState>
  const old = asked.value.text
  return (
    <div className={styles.text}>
      {old === text ? (
        <p className={dialog.none}>{texts.versionSame}</p>
      ) : (
        <DiffView before={old} after={text} label={texts.versionDiff(version)} />
      )}
      <DialogFoot>
        <Button size="sm" variant="filled" disabled={old === text} onClick={() => onRestore(version, old)}>
          {texts.restore}
        </Button>
      </DialogFoot>
    </div>
  )
}
