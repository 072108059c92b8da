import { worstFirst, type Problem } from '../../shared/config/problem.ts'
import { severityLooks } from '../messages/states.ts'
import { Glyph } from './Glyph.tsx'
import { InlineCode } from './InlineCode.tsx'
import styles from './ProblemList.module.css'

interface ProblemListProps {
  readonly problems: readonly Problem[]
  /** Said when there are none. */
  readonly emptyText: string
}

/** Shape, sentence and place of each problem, to be read only: the text they are about is not open here. */
export function ProblemList({ problems, emptyText }: ProblemListProps) {
  if (problems.length === 0)
    return (
      <p className={styles.none}>
        <Glyph shape="tick" tone="ok" /> {emptyText}
      </p>
    )
  return (
    <ul>
      {problems.toSorted(worstFirst).map((problem) => {
        const { shape, tone, word } = severityLooks[problem.severity]
        return (
          <li
            key={`${problem.code} ${problem.line}:${problem.column} ${problem.path}`}
            className={styles.row}
          >
            <Glyph shape={shape} tone={tone} label={word} />
            <span className={styles.message}>
              <InlineCode text={problem.message} />
            </span>
            <span className={styles.place}>
              {problem.line}:{problem.column}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
