import { Button } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import { Link } from 'wouter'
import type { Plan } from '../../../shared/config/plan/model.ts'
import type { SerializedError } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { LookText } from '../../components/StateText.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { Connection } from './Connection.tsx'
import styles from './Plan.module.css'
import { PlanFoot } from './PlanFoot.tsx'
import { PlanList } from './PlanList.tsx'
import type { PlanModel } from './use-plan.ts'
import { useResult, type Result } from './use-result.ts'
import { WaitingFoot } from './WaitingFoot.tsx'

interface PlanSideProps {
  readonly bot: string
  readonly plan: PlanModel
  readonly canApply: boolean
  readonly onApply: () => void
}

/** What will happen, with the button that makes it so; afterwards what became of it. */
export function PlanSide({ bot, plan, canApply, onApply }: PlanSideProps) {
  const id = useId()
  const { asked, askAgain, preflight, applied, fixed } = plan
  const result = useResult(bot, plan)
  const heading = useRef<HTMLHeadingElement>(null)
  const isApplied = applied !== undefined
  // The button that had the focus is gone.
  useEffect(() => {
    if (isApplied || fixed !== undefined) heading.current?.focus({ preventScroll: true })
  }, [fixed, isApplied])
  return (
    <section className={styles.side} aria-labelledby={id}>
      <div className={styles.sideHead}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>
          {result ? texts.whatHappened : texts.whatWill}
        </h2>
        <span className={styles.state} aria-live="polite">
          {result ? (
            <LookText look={{ word: result.sentence, ...looks[result.tone] }} />
          ) : plan.isWaiting ? (
            <WaitingState error={plan.waiting?.error} />
          ) : (
            asked.kind === 'ready' && <State plan={asked.value} />
          )}
        </span>
      </div>
      <div className={styles.sideBody} tabIndex={0} role="group" aria-labelledby={id}>
        {!applied && <Connection bot={bot} preflight={preflight} />}
        {asked.kind === 'loading' && (
          <div className={styles.section}>
            <p className={styles.quiet}>{texts.comparing}</p>
            <SkeletonLines lines={6} />
          </div>
        )}
        {asked.kind === 'error' && (
          <div className={styles.section}>
            <FormError>{errorSentence(asked.error.serialize())}</FormError>
            <Button onClick={askAgain}>{texts.tryAgain}</Button>
          </div>
        )}
        {asked.kind === 'ready' && <PlanList bot={bot} model={plan} plan={asked.value} result={result} />}
      </div>
      {result ? (
        <ResultFoot bot={bot} plan={plan} result={result} />
      ) : plan.isWaiting ? (
        <WaitingFoot bot={bot} plan={plan} canApply={canApply} onApply={onApply} />
      ) : (
        <PlanFoot bot={bot} plan={plan} canApply={canApply} onApply={onApply} />
      )}
    </section>
  )
}

/** Whether it can be applied, and that there is something to look at below. */
function State({ plan: { canApply, hazards } }: { plan: Plan }) {
  if (!canApply) return <LookText look={{ word: texts.cannot, shape: 'octagon', tone: 'bad' }} />
  return (
    <>
      {hazards.length > 0 && (
        <LookText look={{ word: texts.hazardCount(hazards.length), shape: 'triangle', tone: 'warn' }} />
      )}
      <LookText look={{ word: texts.can, shape: 'tick', tone: 'ok' }} />
    </>
  )
}

/** A version that waits is neither here nor there. */
function WaitingState({ error }: { error: SerializedError | undefined }) {
  return error ? (
    <LookText look={{ word: texts.notApplied, shape: 'triangle', tone: 'warn' }} />
  ) : (
    <LookText look={{ word: texts.waitsForRenewal, shape: 'ring-dot', tone: 'busy' }} />
  )
}

const looks = {
  ok: { shape: 'tick', tone: 'ok' },
  busy: { shape: 'turning', tone: 'busy' },
  bad: { shape: 'octagon', tone: 'bad' },
} as const

function ResultFoot({ bot, plan, result }: { bot: string; plan: PlanModel; result: Result }) {
  const before = plan.versions?.[1]?.version
  return (
    <div className={styles.foot}>
      {plan.goBackTo.error && <FormError>{errorSentence(plan.goBackTo.error.serialize())}</FormError>}
      <div className={styles.acts}>
        {before !== undefined && (
          <Button
            size="sm"
            loading={plan.goBackTo.isRunning}
            leftSection={<Icon name="arrow-left" size={14} />}
            onClick={() => void plan.goBackTo.run(before)}
          >
            {texts.backTo(before)}
          </Button>
        )}
        <Button
          size="sm"
          variant={result.tone === 'bad' ? 'default' : 'filled'}
          component={Link}
          href={result.isRunning ? `/bots/${bot}` : configHref(bot)}
        >
          {result.isRunning ? texts.openBot(bot) : texts.edit}
        </Button>
      </div>
    </div>
  )
}
