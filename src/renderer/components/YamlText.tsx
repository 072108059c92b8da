import type { ReactNode } from 'react'
import type { Problem } from '../../shared/config/problem.ts'
import { severityLooks } from '../messages/states.ts'
import { classNames } from './class-names.ts'
import { Glyph } from './Glyph.tsx'
import styles from './YamlText.module.css'

interface YamlTextProps {
  readonly text: string
  readonly label: string
  readonly problems?: readonly Problem[]
  readonly hasLineNumbers?: boolean
}

/** A configuration to read: keys in the accent, comments quiet, the lines with problems marked. */
export function YamlText({ text, label, problems = [], hasLineNumbers = false }: YamlTextProps) {
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <pre className={styles.text} aria-label={label} tabIndex={0}>
      {lines.map((line, index) => {
        const problem = problems.find((each) => each.line === index + 1)
        return (
          <span
            key={index}
            className={classNames(styles.line, problem && styles[severityLooks[problem.severity].tone])}
          >
            {hasLineNumbers && (
              <span className={styles.number} aria-hidden="true">
                {index + 1}
              </span>
            )}
            <span>{colouredLine(line)}</span>
            {problem && (
              <span className={styles.mark}>
                <Glyph
                  shape={severityLooks[problem.severity].shape}
                  tone={severityLooks[problem.severity].tone}
                  size={12}
                  label={severityLooks[problem.severity].word}
                />
              </span>
            )}
            {'\n'}
          </span>
        )
      })}
    </pre>
  )
}

/** One line of YAML with its key in the accent and its comment quiet. */
export function colouredLine(line: string): ReactNode {
  const comment = /^(\s*)(#.*)$/.exec(line)
  if (comment)
    return (
      <>
        {comment[1]}
        <span className={styles.comment}>{comment[2]}</span>
      </>
    )
  const pair = /^(\s*(?:- )*)([^\s:#"'][^:#]*)(:)(\s.*|)$/.exec(line)
  if (!pair) return line
  return (
    <>
      {pair[1]}
      <span className={styles.key}>{pair[2]}</span>
      {pair[3]}
      {pair[4]}
    </>
  )
}
