import { Button, Tooltip } from '@mantine/core'
import { Glyph } from '../../components/Glyph.tsx'
import { planTexts as texts } from '../../messages/plan.ts'

interface ApplyButtonProps {
  readonly word: string
  readonly canApply: boolean
  readonly isApplying: boolean
  readonly onApply: () => void
}

/** Puts the text in force. It keeps the focus while it works. */
export function ApplyButton({ word, canApply, isApplying, onApply }: ApplyButtonProps) {
  return (
    <Tooltip label={texts.applyKeys}>
      <Button
        size="sm"
        variant="filled"
        disabled={!canApply && !isApplying}
        leftSection={isApplying ? <Glyph shape="turning" tone="idle" /> : undefined}
        onClick={onApply}
      >
        {word}
      </Button>
    </Tooltip>
  )
}
