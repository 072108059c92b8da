import type { Problem } from '../../shared/config/problem.ts'
import { Glyph } from '../components/Glyph.tsx'
import { InlineCode } from '../components/InlineCode.tsx'
import { severityLooks } from '../messages/states.ts'
import styles from './PlaceProblems.module.css'

/** What the checks say of one control of a wizard. */
export function PlaceProblems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul className={styles.list}>
      {problems.map((problem) => {
        const { shape, tone, word } = severityLooks[problem.severity]
        return (
          <li key={`${problem.code} ${problem.path} ${problem.message}`} className={styles.problem}>
            <Glyph shape={shape} tone={tone} label={word} />
            <span>
              <InlineCode text={problem.message} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
