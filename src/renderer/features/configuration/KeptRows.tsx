import { useState } from 'react'
import type { KeptProblem } from '../../../shared/config/index.ts'
import type { Problem } from '../../../shared/config/problem.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { keepInSight } from '../../components/keep-in-sight.ts'
import { InlineCode } from '../../components/InlineCode.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import styles from './KeptRows.module.css'

/** Findings that the text keeps with a reason, folded away. */
export function KeptRows({
  kept,
  onJump,
}: {
  kept: readonly KeptProblem[]
  onJump: (problem: Problem) => void
}) {
  const [isOpen, setIsOpen] = useState(false)
  if (kept.length === 0) return null
  return (
    <div className={styles.kept}>
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={14} /> {texts.keptProblems(kept.length)}
      </button>
      {isOpen && (
        <ul ref={keepInSight}>
          {kept.map(({ problem, reason }) => (
            <li key={`${problem.code} ${problem.line}:${problem.column}`} className={styles.row}>
              <button type="button" className={styles.jump} onClick={() => onJump(problem)}>
                <span className={styles.reason}>{reason}</span>
                <span className={styles.message}>
                  <InlineCode text={problem.message} />
                </span>
              </button>
              <span className={styles.place}>
                {problem.line}:{problem.column}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
