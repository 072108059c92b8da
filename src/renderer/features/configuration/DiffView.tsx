import { useState } from 'react'
import { VisuallyHidden } from '@mantine/core'
import { maskSecrets } from '../../../shared/config/mask-secrets.ts'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { classNames } from '../../components/class-names.ts'
import styles from './DiffView.module.css'
import { diffLines, foldUnchanged, type DiffLine } from './line-diff.ts'

const signs = { same: ' ', removed: '−', added: '+' } as const
const spoken = { same: '', removed: 'removed: ', added: 'added: ' } as const

/** Unified difference of two configurations: own line numbers, signs besides colour, unchanged lines folded, secrets as dots. */
export function DiffView({ before, after, label }: { before: string; after: string; label: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const diff = maskedDiff(before, after)
  const parts = isOpen ? [{ kind: 'lines', lines: diff } as const] : foldUnchanged(diff)
  return (
    <div className={styles.diff} role="region" aria-label={label} tabIndex={0}>
      <div className={styles.lines}>
        {parts.map((part, index) =>
          part.kind === 'folded' ? (
            <button
              key={`fold ${index}`}
              type="button"
              className={styles.fold}
              onClick={() => setIsOpen(true)}
            >
              {texts.unchangedLines(part.count)}
            </button>
          ) : (
            part.lines.map((line) => <Line key={`${line.oldNumber} ${line.newNumber}`} line={line} />)
          ),
        )}
      </div>
    </div>
  )
}

function Line({ line }: { line: DiffLine }) {
  return (
    <div className={classNames(styles.line, styles[line.kind])}>
      <span className={styles.number}>{line.oldNumber}</span>
      <span className={styles.number}>{line.newNumber}</span>
      <span className={styles.sign} aria-hidden="true">
        {signs[line.kind]}
      </span>
      <VisuallyHidden>{spoken[line.kind]}</VisuallyHidden>
      <span className={styles.text}>{line.text}</span>
    </div>
  )
}

/** Compares the real texts, so that a changed secret is a changed line, and shows the masked ones. */
function maskedDiff(before: string, after: string): readonly DiffLine[] {
  const old = maskSecrets(before).split(/\r\n|\r|\n/)
  const now = maskSecrets(after).split(/\r\n|\r|\n/)
  return diffLines(before, after).map((line) => ({
    ...line,
    text: (line.kind === 'removed' ? old[(line.oldNumber ?? 0) - 1] : now[(line.newNumber ?? 0) - 1]) ?? '',
  }))
}
