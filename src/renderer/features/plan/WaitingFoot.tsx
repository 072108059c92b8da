import { Button } from '@mantine/core'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { DiscardPending } from '../../bots/PendingButtons.tsx'
import { PendingWords } from '../../bots/PendingWords.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { pendingTexts } from '../../messages/pending.ts'
import { planTexts as texts } from '../../messages/plan.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { ApplyButton } from './ApplyButton.tsx'
import styles from './Plan.module.css'
import type { PlanFootProps } from './PlanFoot.tsx'

/** Of a version that waits for the next renewal: until when, and the ways out. */
export function WaitingFoot({ bot, plan, canApply, onApply }: PlanFootProps) {
  const { waiting, pendingActs: acts, apply } = plan
  const isLost = useIsLost()
  const error = apply.error ?? acts.error
  const isStale = waiting?.error?.code === 'config.changed-on-disk'
  return (
    <div className={styles.foot}>
      {error && <FormError>{errorSentence(error.serialize(), { bot })}</FormError>}
      {waiting && (
        <p className={styles.waits}>
          <PendingWords bot={bot} pending={waiting} />
        </p>
      )}
      <div className={styles.acts}>
        {waiting && <DiscardPending pending={waiting} acts={acts} size="sm" />}
        <span className={styles.applyActs}>
          <Button
            size="sm"
            variant={isStale ? 'filled' : 'default'}
            leftSection={<Icon name="arrow-left" size={14} />}
            disabled={acts.isWorking || isLost}
            loading={acts.edit.isRunning}
            onClick={() => void acts.edit.run()}
          >
            {pendingTexts.edit}
          </Button>
          {!isStale && (
            <ApplyButton
              word={texts.applyNow}
              canApply={canApply}
              isApplying={apply.isRunning}
              onApply={onApply}
            />
          )}
        </span>
      </div>
    </div>
  )
}
