import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Plan } from '../../../shared/config/plan/model.ts'
import { configHref, configLineHref } from '../../bots/config-href.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { severityLooks } from '../../messages/states.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import styles from './Plan.module.css'
import { PlanRow } from './PlanSection.tsx'
import type { PlanModel } from './use-plan.ts'

interface FindingProps {
  /** Whose configuration has the place; undefined when there is nowhere to go. */
  readonly bot: string | undefined
  readonly severity: 'error' | 'hazard'
  readonly finding: Plan['hazards'][number]
  /** Makes the fix of the finding in the draft, where it has one. */
  readonly fix?: PlanModel['fix']
}

/** An error or a hazard, with what ends it and the way to its place. */
export function Finding({ bot, severity, finding, fix }: FindingProps) {
  const isLost = useIsLost()
  const { shape, tone, word } = severityLooks[severity]
  const { line, path, fix: remedy } = finding
  const href = bot === undefined ? undefined : placeHref(bot, finding)
  return (
    <PlanRow
      mark={<Glyph shape={shape} tone={tone} label={word} />}
      title={<InlineCode text={finding.message} />}
      {...(path === '' ? {} : { text: <code>{path}</code> })}
    >
      {(href !== undefined || (fix && remedy)) && (
        <div className={styles.findingActs}>
          {fix && remedy && (
            <Button
              className={styles.fix}
              disabled={isLost || fix.isRunning}
              onClick={() => void fix.run(remedy)}
            >
              {remedy.title}
            </Button>
          )}
          {href !== undefined && (
            <Button component={Link} href={href}>
              {line === undefined ? texts.goToPlace : texts.goToLine(line)}
            </Button>
          )}
        </div>
      )}
    </PlanRow>
  )
}

function placeHref(bot: string, { path, line, column }: FindingProps['finding']): string | undefined {
  if (line !== undefined) return configLineHref(bot, { line, ...(column === undefined ? {} : { column }) })
  return path === '' ? undefined : configHref(bot, path)
}
