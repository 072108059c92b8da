import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { PlannedFile } from '../../../shared/config/artifacts/model.ts'
import type { Plan } from '../../../shared/config/plan/model.ts'
import { worstFirst, type Problem } from '../../../shared/config/problem.ts'
import type { LiveAnswer } from '../../bridge/use-live-answer.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { severityLooks } from '../../messages/states.ts'
import { wizardTexts as texts } from '../../messages/wizard.ts'
import type { Checked } from '../use-checked.ts'
import styles from './CheckStep.module.css'
import { PlanPart } from './PlanPart.tsx'

interface CheckStepProps {
  readonly problems: readonly Problem[]
  readonly checked: Pick<Checked, 'isCurrent' | 'hasFailed'>
  readonly target: number
  readonly plan: LiveAnswer<Plan>
  /** The step a problem is put right at; undefined when the wizard has no place for it. */
  readonly stepOf: (problem: Problem) => { readonly id: string; readonly title: string } | undefined
  readonly onGo: (step: string, problem: Problem) => void
  /** What the service of this wizard writes, for the words beside the names. */
  readonly files: readonly PlannedFile[]
  /** Where a problem is shown that no step has a place for. */
  readonly hrefOf?: (problem: Problem) => string
}

/** What is missing, what would happen, and which files would be there: the plan in short. */
export function CheckStep({ problems, checked, target, plan, stepOf, onGo, files, hrefOf }: CheckStepProps) {
  return (
    <>
      <section className={styles.box} aria-label={texts.problems} aria-busy={!checked.isCurrent}>
        {problems.length === 0 ? (
          <p className={styles.line}>
            <CheckWord checked={checked} target={target} />
          </p>
        ) : (
          <ul>
            {problems.toSorted(worstFirst).map((problem) => (
              <Row
                key={`${problem.code} ${problem.path} ${problem.line}:${problem.column}`}
                problem={problem}
                step={stepOf(problem)}
                onGo={onGo}
                href={hrefOf?.(problem)}
              />
            ))}
          </ul>
        )}
      </section>
      <PlanPart plan={plan} known={files} />
    </>
  )
}

function CheckWord({ checked, target }: Pick<CheckStepProps, 'checked' | 'target'>) {
  if (checked.isCurrent)
    return (
      <>
        <Glyph shape="tick" tone="ok" /> {texts.noProblems(target)}
      </>
    )
  if (checked.hasFailed)
    return (
      <>
        <Glyph shape="unknown" tone="idle" /> {texts.notChecked}
      </>
    )
  return (
    <>
      <Glyph shape="turning" tone="busy" /> {texts.checking}
    </>
  )
}

interface RowProps {
  readonly problem: Problem
  readonly step: { readonly id: string; readonly title: string } | undefined
  readonly onGo: (step: string, problem: Problem) => void
  readonly href: string | undefined
}

function Row({ problem, step, onGo, href }: RowProps) {
  const { shape, tone, word } = severityLooks[problem.severity]
  return (
    <li className={classNames(styles.line, styles.problem)}>
      <Glyph shape={shape} tone={tone} label={word} />
      <span className={styles.words}>
        <InlineCode text={problem.message} />
        <span className={styles.path}>
          {problem.path} {problem.line}:{problem.column}
        </span>
      </span>
      {step ? (
        <Button onClick={() => onGo(step.id, problem)}>{texts.goTo(step.title)}</Button>
      ) : (
        href !== undefined && (
          <Button component={Link} href={href}>
            {texts.showInFile}
          </Button>
        )
      )}
    </li>
  )
}
