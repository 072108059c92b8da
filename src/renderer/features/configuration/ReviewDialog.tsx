import { Dialog } from '../../components/Dialog.tsx'
import { Button } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { Problem } from '../../../shared/config/problem.ts'
import type { AppError } from '../../../shared/errors.ts'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { ProblemList } from '../../components/ProblemList.tsx'
import { Key } from '../../components/Tag.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { DiffView } from './DiffView.tsx'
import styles from './Dialogs.module.css'

interface ReviewDialogProps {
  readonly bot: string
  readonly before: string | undefined
  readonly after: string
  /** Problems of exactly this text; undefined while it is checked. */
  readonly problems: readonly Problem[] | undefined
  readonly willRestart: boolean
  readonly isApplying: boolean
  readonly error: AppError | undefined
  readonly onApply: () => void
  readonly onGoTo: (problem: Problem) => void
  readonly onClose: () => void
}

/** What will happen if I say yes: the verdict as title, the difference, the hazards, and one button that says when. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { before, after, problems, willRestart, isApplying, error, onApply, onClose } = props
  const errors = problems?.filter(({ severity }) => severity === 'error') ?? []
  const hazards = problems?.filter(({ severity }) => severity === 'hazard' || severity === 'ignored') ?? []
  const isBlocked = problems === undefined || errors.length > 0
  const applyOnKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isBlocked && !isApplying) onApply()
  }
  return (
    <Dialog
      onClose={onClose}
      closeButtonProps={{ 'aria-label': texts.close }}
      size={760}
      title={titleOf(props, errors.length)}
      onKeyDown={applyOnKey}
    >
      <div className={styles.body}>
        <p className={styles.meaning}>{willRestart ? texts.restartMeans : texts.writeMeans}</p>
        {before === after ? (
          <p>{texts.sameText}</p>
        ) : (
          <DiffView before={before ?? ''} after={after} label={texts.compareTitle} />
        )}
        {hazards.length + errors.length > 0 && (
          <div className={styles.problems}>
            <ProblemList problems={[...errors, ...hazards]} emptyText="" onJump={props.onGoTo} />
          </div>
        )}
        {error && <FormError>{sentenceOf(error)}</FormError>}
      </div>
      <div className={styles.foot}>
        <Button size="sm" onClick={onClose}>
          {texts.cancel}
        </Button>
        <ApplyButton {...props} errors={errors} />
      </div>
    </Dialog>
  )
}

function titleOf({ problems, willRestart, bot }: ReviewDialogProps, errors: number): string {
  if (problems === undefined) return texts.waitsForCheck
  if (errors > 0) return texts.cannotApply(errors)
  return willRestart ? texts.verdictRestart(bot) : texts.verdictWrite(bot)
}

function ApplyButton({
  problems,
  errors,
  willRestart,
  isApplying,
  onApply,
  onGoTo,
}: ReviewDialogProps & { errors: readonly Problem[] }) {
  const [first] = errors
  if (first)
    return (
      <Button size="sm" variant="filled" data-autofocus onClick={() => onGoTo(first)}>
        {texts.goToError}
      </Button>
    )
  return (
    <Button
      size="sm"
      variant="filled"
      className={styles.apply}
      data-autofocus
      disabled={problems === undefined}
      leftSection={isApplying ? <Glyph shape="turning" tone="idle" /> : undefined}
      rightSection={<Key>Ctrl ↵</Key>}
      onClick={() => {
        if (!isApplying) onApply()
      }}
    >
      {willRestart ? texts.applyAndRestart : texts.applyNow}
    </Button>
  )
}

/** Dots that the backend cannot put a secret back for are refused without a line. */
function sentenceOf(error: AppError): string {
  const isDots = error.code === 'config.invalid' && error.details['line'] === undefined
  return isDots ? texts.typeSecretAgain : errorSentence(error.serialize())
}
