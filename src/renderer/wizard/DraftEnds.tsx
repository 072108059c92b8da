import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { wizardTexts as texts } from '../messages/wizard.ts'
import { useIsLost } from '../stores/connection-store.ts'
import type { DraftEnd } from './use-draft-end.ts'
import type { Wizard } from './use-wizard.ts'

interface SaveDraftButtonProps {
  readonly wizard: Wizard
  readonly end: DraftEnd
  readonly isOff?: boolean
}

/** Keeps what the wizard changed as the bot's draft. */
export function SaveDraftButton({ wizard, end, isOff = false }: SaveDraftButtonProps) {
  const isLost = useIsLost()
  return (
    <Button
      size="sm"
      disabled={isLost || isOff || wizard.text === wizard.base}
      loading={end.save.isRunning}
      onClick={() => void end.save.run()}
    >
      {texts.saveDraft}
    </Button>
  )
}

interface ReviewPlanButtonProps {
  readonly end: DraftEnd
  readonly isOff?: boolean
  /** What stands behind the words: the key, or where it leads. */
  readonly rightSection: ReactNode
}

/** Keeps the draft and shows its plan. */
export function ReviewPlanButton({ end, isOff = false, rightSection }: ReviewPlanButtonProps) {
  const isLost = useIsLost()
  return (
    <Button
      size="sm"
      variant="filled"
      disabled={isLost || isOff}
      loading={end.review.isRunning}
      rightSection={rightSection}
      onClick={() => void end.review.run()}
    >
      {texts.toPlan}
    </Button>
  )
}
