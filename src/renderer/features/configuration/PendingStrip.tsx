import { errorSentence } from '../../../shared/messages/errors.ts'
import { PendingButtons } from '../../bots/PendingButtons.tsx'
import { PendingWords } from '../../bots/PendingWords.tsx'
import { usePendingActs } from '../../bots/use-pending-acts.ts'
import type { PendingView } from '../../../shared/contract/views.ts'
import { pendingTexts as texts } from '../../messages/pending.ts'
import { Strip } from './Strip.tsx'

interface PendingStripProps {
  readonly bot: string
  readonly pending: PendingView
  /** The text was changed since; the version that waits is not in it. */
  readonly hasDraft: boolean
  /** Reads the configuration again. */
  readonly onRead: () => void
}

/** Says that another text than the one below waits for the next renewal. */
export function PendingStrip({ bot, pending, hasDraft, onRead }: PendingStripProps) {
  const acts = usePendingActs(bot, onRead)
  const error = acts.error && errorSentence(acts.error.serialize(), { bot })
  return (
    <Strip
      tone={pending.error || error ? 'warn' : 'idle'}
      acts={<PendingButtons pending={pending} acts={acts} hasDraft={hasDraft} />}
    >
      <PendingWords bot={bot} pending={pending} isLinked={!hasDraft} /> {hasDraft && texts.draftReplaces}{' '}
      {error}
    </Strip>
  )
}
