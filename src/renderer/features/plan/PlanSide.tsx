import { Button } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import { Link } from 'wouter'
import type { Plan } from '../../../shared/config/plan/model.ts'
import type { AppError } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configHref, configLineHref } from '../../bots/config-href.ts'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { LookText } from '../../components/StateText.tsx'
import { Key } from '../../components/Tag.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { useBot } from '../../stores/fleet-store.ts'
import { Connection } from './Connection.tsx'
import styles from './Plan.module.css'
import { PlanList } from './PlanList.tsx'
import type { PlanModel } from './use-plan.ts'
import { useResult, type Result } from './use-result.ts'

interface PlanSideProps {
  readonly bot: string
  readonly plan: PlanModel
  readonly canApply: boolean
  readonly onApply: () => void
}

/** What will happen, with the button that makes it so; afterwards what became of it. */
export function PlanSide({ bot, plan, canApply, onApply }: PlanSideProps) {
  const id = useId()
  const { asked, askAgain, preflight, applied } = plan
  const result = useResult(bot, plan)
  const heading = useRef<HTMLHeadingElement>(null)
  const isApplied = applied !== undefined
  // The button that had the focus is gone.
  useEffect(() => {
    if (isApplied) heading.current?.focus({ preventScroll: true })
  }, [isApplied])
  return (
    <section className={styles.side} aria-labelledby={id}>
      <div className={styles.sideHead}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>
          {result ? texts.whatHappened : texts.whatWill}
        </h2>
        <span className={styles.state} aria-live="polite">
          {result ? (
            <LookText look={{ word: result.sentence, ...looks[result.tone] }} />
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
        {asked.kind === 'ready' && <PlanList bot={bot} plan={asked.value} result={result} />}
      </div>
      {result ? (
        <ResultFoot bot={bot} plan={plan} result={result} />
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

const looks = {
  ok: { shape: 'tick', tone: 'ok' },
  busy: { shape: 'turning', tone: 'busy' },
  bad: { shape: 'octagon', tone: 'bad' },
} as const

function PlanFoot({ bot, plan, canApply, onApply }: PlanSideProps) {
  const { asked, apply, preflight } = plan
  const isLost = useIsLost()
  const value = asked.kind === 'ready' ? asked.value : undefined
  const [error] = value?.errors ?? []
  const undecided = value?.hazards.find((hazard) => hazard.undecided)?.undecided
  return (
    <div className={styles.foot}>
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
          <Button size="sm" variant="filled" component={Link} href={destinationHref(bot, undecided.service)}>
            {texts.decide(undecided.files)}
          </Button>
        ) : (
          <Button
            size="sm"
            variant="filled"
            disabled={!canApply && !apply.isRunning}
            leftSection={apply.isRunning ? <Glyph shape="turning" tone="idle" /> : undefined}
            rightSection={<Key>Ctrl ↵</Key>}
            onClick={onApply}
          >
            {texts.apply}
          </Button>
        )}
      </div>
      {value?.canApply && (
        <p className={styles.when}>{isLost ? texts.lost : <WhenNote bot={bot} plan={value} />}</p>
      )}
    </div>
  )
}

function destinationHref(bot: string, service: string): string {
  return `/bots/${bot}/services/${encodeURIComponent(service)}/destination`
}

/** Buttons say when; this says what that means for the bot. */
function WhenNote({ bot, plan }: { bot: string; plan: Plan }) {
  const wanted = useBot(bot)?.wanted ?? false
  if (!wanted) return texts.applyNoteStopped(bot)
  return plan.restartsBot ? texts.applyNoteRestart(bot) : texts.applyNoteQuiet
}

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

/** Dots that the backend cannot put a secret back for are refused without a line. */
function applySentence(error: AppError): string {
  const isDots = error.code === 'config.invalid' && error.details['line'] === undefined
  return `${texts.applyFailed} ${isDots ? texts.secretGone : errorSentence(error.serialize())}`
}
