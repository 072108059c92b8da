import { Button } from '@mantine/core'
import type { Problem } from '../../shared/config/problem.ts'
import { severityLooks } from '../messages/states.ts'
import { classNames } from './class-names.ts'
import { Glyph } from './Glyph.tsx'
import styles from './ProblemList.module.css'

const order = ['error', 'hazard', 'ignored', 'info']

/** Errors first, then hazards, then what tbot ignores; inside, by position. */
function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.line - b.line || a.column - b.column,
  )
}

function keepInSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' })
}

interface ProblemListProps {
  readonly problems: readonly Problem[]
  /** The one the cursor is at: marked, and kept in sight. */
  readonly current?: Problem | undefined
  /** Said when there are none. */
  readonly emptyText: string
  /** Goes to the place; without it the rows are not buttons. */
  readonly onJump?: (problem: Problem) => void
  readonly onFix?: (problem: Problem) => void
}

/** Shape, sentence, place, one fix. `Enter` jumps, `Ctrl .` fixes. */
export function ProblemList({ problems, current, emptyText, onJump, onFix }: ProblemListProps) {
  if (problems.length === 0)
    return (
      <p className={styles.none}>
        <Glyph shape="tick" tone="ok" /> {emptyText}
      </p>
    )
  return (
    <ul className={styles.list}>
      {sortProblems(problems).map((problem) => (
        <li
          key={`${problem.code} ${problem.line}:${problem.column} ${problem.path}`}
          ref={problem === current ? keepInSight : undefined}
          aria-current={problem === current ? 'location' : undefined}
          className={classNames(styles.row, problem === current && styles.current)}
        >
          <span className={styles.glyph}>
            <Glyph
              shape={severityLooks[problem.severity].shape}
              tone={severityLooks[problem.severity].tone}
              label={severityLooks[problem.severity].word}
            />
          </span>
          {onJump ? (
            <button
              type="button"
              className={styles.jump}
              onClick={() => onJump(problem)}
              onKeyDown={(event) => {
                if (event.key === '.' && event.ctrlKey && problem.fix) onFix?.(problem)
              }}
            >
              {problem.message}
            </button>
          ) : (
            <span className={styles.message}>{problem.message}</span>
          )}
          <span className={styles.place}>
            {problem.line}:{problem.column}
          </span>
          {problem.fix && onFix && <Button onClick={() => onFix(problem)}>{problem.fix.title}</Button>}
        </li>
      ))}
    </ul>
  )
}
