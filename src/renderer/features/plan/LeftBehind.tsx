import { Checkbox } from '@mantine/core'
import type { Leftover } from '../../../shared/config/plan/model.ts'
import type { LeftoverView } from '../../../shared/contract/views.ts'
import { assertNever } from '../../../shared/errors.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import styles from './Plan.module.css'

interface DeleteLaterProps {
  readonly leftover: Leftover
  readonly isTicked: boolean
  readonly onTick: (isTicked: boolean) => void
}

/** Offers to delete what a folder holds of ours, once the new files are there. */
export function DeleteLater({ leftover, isTicked, onTick }: DeleteLaterProps) {
  return (
    <Checkbox
      className={styles.delete ?? ''}
      size="xs"
      label={texts.deleteLeftovers(leftover.names.length)}
      checked={isTicked}
      onChange={(event) => onTick(event.currentTarget.checked)}
    />
  )
}

/** What became of files that were ticked. */
export function LeftoverResult({ outcome }: Pick<LeftoverView, 'outcome'>) {
  switch (outcome.kind) {
    case 'waiting':
      return outcome.at === undefined ? (
        texts.deletedWhenWell
      ) : (
        <>
          {texts.deletedSoon} <Countdown at={outcome.at} kind="due" />
        </>
      )
    case 'refused':
      return texts.filesRefused(outcome.reason)
    case 'deleted':
      return (
        <>
          {texts.filesDeleted(outcome.deleted)}
          {outcome.kept.map(({ name, reason }) => (
            <span key={name} className={styles.keptFile}>
              {texts.fileKept(name, reason)}
            </span>
          ))}
          {outcome.others > 0 && <span className={styles.keptFile}>{texts.othersStay(outcome.others)}</span>}
        </>
      )
    default:
      return assertNever(outcome)
  }
}
