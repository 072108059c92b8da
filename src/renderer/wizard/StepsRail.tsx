import { VisuallyHidden } from '@mantine/core'
import { classNames } from '../components/class-names.ts'
import { Glyph } from '../components/Glyph.tsx'
import { Icon } from '../components/icons/Icon.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'
import styles from './StepsRail.module.css'
import type { WizardStep } from './wizard-step.ts'

interface StepsRailProps {
  readonly steps: readonly WizardStep[]
  readonly current: string
  readonly onGo: (id: string) => void
}

/** The steps, each a button: they can be taken in any order. */
export function StepsRail({ steps, current, onGo }: StepsRailProps) {
  return (
    <nav aria-label={texts.steps} className={styles.rail}>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={step.id} className={styles.item}>
            <button
              type="button"
              className={classNames(styles.step, step.id === current && styles.current)}
              aria-current={step.id === current ? 'step' : undefined}
              onClick={() => onGo(step.id)}
            >
              <Mark step={step} number={index + 1} isCurrent={step.id === current} />
              <span className={styles.words}>
                <span className={styles.title}>{step.title}</span>
                <span className={styles.note}>{step.note}</span>
              </span>
              {step.state !== 'open' && <VisuallyHidden>, {texts.stepState[step.state]}</VisuallyHidden>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Mark({ step, number, isCurrent }: { step: WizardStep; number: number; isCurrent: boolean }) {
  if (step.state === 'problem' && !isCurrent)
    return (
      <span className={classNames(styles.mark, styles.problem)} aria-hidden="true">
        <Glyph shape="octagon" tone="bad" size={20} />
      </span>
    )
  const isDone = step.state === 'done' && !isCurrent
  return (
    <span className={classNames(styles.mark, isDone && styles.done)} aria-hidden="true">
      {isDone ? <Icon name="check" size={14} /> : number}
    </span>
  )
}
