import { Button } from '@mantine/core'
import type { Problem } from '../../shared/config/problem.ts'
import { classNames } from '../components/class-names.ts'
import { Glyph } from '../components/Glyph.tsx'
import { severityLooks } from '../messages/states.ts'
import { useForm } from './form-context.ts'
import styles from './Form.module.css'
import { GapPicture } from './GapPicture.tsx'
import { InlineCode } from '../components/InlineCode.tsx'

/** What the checks say of one field, with the same remedy as in the problem list. */
export function FieldProblems({ id, problems }: { id?: string; problems: readonly Problem[] }) {
  const { onFix } = useForm()
  if (problems.length === 0) return null
  return (
    <ul id={id} className={styles.problems}>
      {problems.map((problem) => {
        const { shape, tone, word } = severityLooks[problem.severity]
        return (
          <li
            key={`${problem.code} ${problem.line}:${problem.column} ${problem.message}`}
            className={classNames(styles.problem, styles[tone])}
          >
            <Glyph shape={shape} tone={tone} label={word} />
            <span className={styles.message}>
              <InlineCode text={problem.message} />
            </span>
            {problem.code === 'config.gap' && <GapPicture path={problem.path} />}
            {problem.fix && onFix && (
              <Button className={styles.fix} onClick={() => onFix(problem)}>
                {problem.fix.title}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
