import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Link, Redirect } from 'wouter'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import styles from './Plan.module.css'
import { PlanDiff } from './PlanDiff.tsx'
import { PlanSide } from './PlanSide.tsx'
import { usePlan } from './use-plan.ts'
import { usePlanKeys } from './use-plan-keys.ts'

/** What will happen if I say yes? (interface.md 6.6) */
export function PlanScreen({ bot }: { bot: string }) {
  const { asked, askAgain } = useAnswer('config:read', { bot })
  const base = useDraftBaseStore((state) => state.bases[bot])
  switch (asked.kind) {
    case 'loading':
      return (
        <div className={styles.message}>
          <SkeletonLines lines={9} />
        </div>
      )
    case 'error':
      return (
        <div className={styles.message}>
          <EmptyState
            title={texts.failedTitle}
            acts={
              <Button variant="filled" onClick={askAgain}>
                {texts.tryAgain}
              </Button>
            }
          >
            {errorSentence(asked.error.serialize())}
          </EmptyState>
        </div>
      )
    case 'ready': {
      const { draft, savedText = '' } = asked.value
      // The file changed after the draft was made: both have to be put together first.
      if (draft !== undefined && base !== undefined && base !== savedText)
        return <Redirect to={configHref(bot)} replace />
      return <PlanBoard bot={bot} view={asked.value} readAgain={askAgain} />
    }
    default:
      return assertNever(asked)
  }
}

interface PlanBoardProps {
  readonly bot: string
  readonly view: ConfigView
  readonly readAgain: () => void
}

function PlanBoard({ bot, view, readAgain }: PlanBoardProps) {
  const plan = usePlan(bot, view, readAgain)
  const keep = useDraftBaseStore((state) => state.keep)
  useEffect(() => {
    if (view.draft !== undefined && view.savedText !== undefined) keep(bot, view.savedText)
  }, [bot, keep, view])
  const keys = usePlanKeys(bot, plan)
  if (plan.before === plan.text && !plan.hasDraft && !plan.applied)
    return (
      <div className={styles.message}>
        <EmptyState
          title={texts.nothingTitle}
          acts={
            <Button variant="filled" component={Link} href={configHref(bot)}>
              {texts.edit}
            </Button>
          }
        >
          {texts.nothing(plan.versions?.[0]?.version)}
        </EmptyState>
      </div>
    )
  return (
    <div className={styles.board}>
      <PlanDiff bot={bot} plan={plan} change={keys.change} onNextChange={keys.nextChange} />
      <PlanSide bot={bot} plan={plan} onApply={keys.apply} canApply={keys.canApply} />
    </div>
  )
}
