import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Link, Redirect } from 'wouter'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { BotConfiguration } from '../../bots/BotConfiguration.tsx'
import { configHref } from '../../bots/config-href.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import styles from './Plan.module.css'
import { PlanDiff } from './PlanDiff.tsx'
import { PlanSide } from './PlanSide.tsx'
import { usePlan } from './use-plan.ts'
import { usePlanKeys } from './use-plan-keys.ts'

/** What will happen if I say yes? (interface.md 6.6) */
export function PlanScreen({ bot }: { bot: string }) {
  const base = useDraftBaseStore((state) => state.bases[bot])
  return (
    <BotConfiguration bot={bot}>
      {(view, readAgain) =>
        // The file changed after the draft was made: both have to be put together first.
        view.draft !== undefined && base !== undefined && base !== (view.savedText ?? '') ? (
          <Redirect to={configHref(bot)} replace />
        ) : (
          <PlanBoard bot={bot} view={view} readAgain={readAgain} />
        )
      }
    </BotConfiguration>
  )
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
  if (plan.before === plan.text && !plan.hasDraft && !plan.isWaiting && !plan.applied)
    return (
      <Page>
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
      </Page>
    )
  return (
    <div className={styles.board}>
      <PlanDiff bot={bot} plan={plan} change={keys.change} onNextChange={keys.nextChange} />
      <PlanSide bot={bot} plan={plan} onApply={keys.apply} canApply={keys.canApply} />
    </div>
  )
}
