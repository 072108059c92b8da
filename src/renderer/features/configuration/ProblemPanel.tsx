import { ActionIcon, Tooltip } from '@mantine/core'
import { memo, useState, type Ref } from 'react'
import type { Problem, Severity } from '../../../shared/config/problem.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { severityLooks } from '../../messages/states.ts'
import { KeptRows } from './KeptRows.tsx'
import styles from './ProblemPanel.module.css'
import { ProblemRows } from './ProblemRows.tsx'
import type { Checks } from './use-checks.ts'
import { useDelayed } from './use-delayed.ts'

interface ProblemPanelProps {
  readonly checks: Checks
  readonly target: number
  /** Whether Tab leaves the editor at the moment; undefined while no text is in sight. */
  readonly tabLeaves: boolean | undefined
  /** The one the cursor is at. */
  readonly current?: Problem | undefined
  readonly panel: Ref<HTMLElement>
  readonly onJump: (problem: Problem) => void
  readonly onFix: (problem: Problem) => void
  /** The one whose reason is asked for. */
  readonly keeping: Problem | undefined
  readonly onKeeping: (problem: Problem | undefined) => void
  readonly onKeep: (problem: Problem, reason: string) => void
}

const counters: readonly (readonly [Severity, (count: number) => string])[] = [
  ['error', texts.errors],
  ['hazard', texts.hazards],
  ['ignored', texts.ignored],
]

/** The findings below the text: counts in the head, the list can be folded away. */
export const ProblemPanel = memo(function ProblemPanel(props: ProblemPanelProps) {
  const { checks, target, tabLeaves, current, panel, onJump, onFix } = props
  const [wish, setIsOpen] = useState(true)
  const isOpen = wish || props.keeping !== undefined
  const { problems, kept, state } = checks
  const isSlow = useDelayed(state === 'waiting')
  const toggle = isOpen ? texts.hideProblems : texts.showProblems
  return (
    <section ref={panel} className={styles.panel} aria-label={texts.problems}>
      <div className={styles.head}>
        <h2 className={styles.title}>{texts.problems}</h2>
        {counters.map(([severity, words]) => {
          const found = problems.filter((problem) => problem.severity === severity).length
          if (found === 0) return null
          const { shape, tone } = severityLooks[severity]
          return (
            <span key={severity} className={styles.count}>
              <Glyph shape={shape} tone={tone} /> {words(found)}
            </span>
          )
        })}
        {isSlow && <span className={styles.quiet}>{texts.checking}</span>}
        <span className={styles.keys}>
          {tabLeaves !== undefined && (
            <span className={styles.tab}>{tabLeaves ? texts.tabLeaves : texts.tabStays}</span>
          )}
          {problems.length > 0 && <span>{texts.nextProblem}</span>}
        </span>
        <Tooltip label={toggle}>
          <ActionIcon aria-label={toggle} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            <Icon name={isOpen ? 'chevron-down' : 'chevron-up'} />
          </ActionIcon>
        </Tooltip>
      </div>
      {isOpen && (
        <div className={styles.list}>
          {state === 'failed' ? (
            <p className={styles.failed}>{texts.checkFailed}</p>
          ) : problems.length > 0 ? (
            <ProblemRows
              problems={problems}
              current={current}
              keeping={props.keeping}
              onJump={onJump}
              onFix={onFix}
              onKeeping={props.onKeeping}
              onKeep={props.onKeep}
            />
          ) : (
            <p className={styles.none}>
              {checks.checkedText === undefined ? (
                texts.notChecked
              ) : (
                <>
                  <Glyph shape="tick" tone="ok" /> {texts.noProblems(target)}
                </>
              )}
            </p>
          )}
          <KeptRows kept={kept} onJump={onJump} />
        </div>
      )}
    </section>
  )
})
