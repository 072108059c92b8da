import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Plan } from '../../../shared/config/plan/model.ts'
import type { AppError } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configLineHref } from '../../bots/config-href.ts'
import { serviceHref } from '../../bots/service-href.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { nextStep } from '../../model/bot-facts.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { useBot } from '../../stores/fleet-store.ts'
import { ApplyButton } from './ApplyButton.tsx'
import styles from './Plan.module.css'
import type { PlanModel } from './use-plan.ts'

export interface PlanFootProps {
  readonly bot: string
  readonly plan: PlanModel
  readonly canApply: boolean
  readonly onApply: () => void
}

/** Try it, apply it now, or with the next renewal where there is one to wait for. */
export function PlanFoot({ bot, plan, canApply, onApply }: PlanFootProps) {
  const { asked, apply, fix, preflight } = plan
  const isLost = useIsLost()
  const value = asked.kind === 'ready' ? asked.value : undefined
  const [error] = value?.errors ?? []
  const undecided = value?.hazards.find((hazard) => hazard.undecided)?.undecided
  const renewsAt = useRenewal(bot, value)
  return (
    <div className={styles.foot}>
      {fix.error && <FormError>{errorSentence(fix.error.serialize())}</FormError>}
      {apply.error && <FormError>{applySentence(apply.error)}</FormError>}
      <div className={styles.acts}>
        {preflight.isRunning ? (
          <Button size="sm" leftSection={<Icon name="stop" size={14} />} onClick={preflight.stop}>
            {texts.stop}
          </Button>
        ) : (
          <Button
            size="sm"
            leftSection={<Icon name="plug" size={14} />}
            disabled={!value?.canApply || isLost}
            onClick={() => void preflight.run()}
          >
            {preflight.result === undefined ? texts.tryConnection : texts.tryAgainConnection}
          </Button>
        )}
        {error ? (
          <Button size="sm" variant="filled" component={Link} href={configLineHref(bot, error)}>
            {texts.goToError}
          </Button>
        ) : undecided ? (
          <Button
            size="sm"
            variant="filled"
            component={Link}
            href={serviceHref(bot, undecided.service, 'destination')}
          >
            {texts.decide(undecided.files)}
          </Button>
        ) : (
          <span className={styles.applyActs}>
            {renewsAt !== undefined && (
              <Button size="sm" disabled={!canApply} onClick={() => void apply.run('next-renewal')}>
                {texts.applyLater}
              </Button>
            )}
            <ApplyButton
              word={value?.restartsBot ? texts.applyNow : texts.apply}
              canApply={canApply}
              isApplying={apply.isRunning}
              onApply={onApply}
            />
          </span>
        )}
      </div>
      {value?.canApply && (
        <p className={styles.when}>
          {isLost ? texts.lost : <WhenNote bot={bot} plan={value} />}
          {!isLost && renewsAt !== undefined && (
            <>
              {' '}
              {texts.nextRenewalIn} <Countdown at={renewsAt} kind="due" />
            </>
          )}
        </p>
      )}
    </div>
  )
}

/** When the bot renews next; undefined when applying does not have to wait for it, or there is none. */
function useRenewal(bot: string, plan: Plan | undefined): number | undefined {
  const known = useBot(bot)
  if (!known || !plan?.restartsBot) return undefined
  const step = nextStep(known)
  return step.kind === 'renewal' ? step.at : undefined
}

/** Buttons say when; this says what that means for the bot. */
function WhenNote({ bot, plan }: { bot: string; plan: Plan }) {
  const wanted = useBot(bot)?.wanted ?? false
  if (!wanted) return texts.applyNoteStopped(bot)
  return plan.restartsBot ? texts.applyNoteRestart(bot) : texts.applyNoteQuiet
}

/** Dots that the backend cannot put a secret back for are refused without a line. */
function applySentence(error: AppError): string {
  const isDots = error.code === 'config.invalid' && error.details['line'] === undefined
  return `${texts.applyFailed} ${isDots ? texts.secretGone : errorSentence(error.serialize())}`
}
