import { VisuallyHidden } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { diffTexts as texts } from '../messages/diff.ts'
import styles from './DiffView.module.css'
import { foldUnchanged, type DiffLine } from './line-diff.ts'
import { maskedDiff } from './masked-diff.ts'

const signs = { same: ' ', removed: '−', added: '+' } as const

interface DiffViewProps {
  readonly before: string
  readonly after: string
  readonly label: string
  /** Nothing is folded. */
  readonly isWhole?: boolean
  /** It stands on a page that scrolls, not in a dialog: it has its whole height and no line around it. */
  readonly isPart?: boolean
  /** The change, from 0, that is marked and brought into sight. */
  readonly current?: number | undefined
}

/** Unified difference of two configurations: own line numbers, signs besides colour, unchanged lines folded, secrets as dots. */
export function DiffView({ before, after, label, isWhole = false, isPart = false, current }: DiffViewProps) {
  const [isOpen, setIsOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const diff = useMemo(() => maskedDiff(before, after), [before, after])
  const starts = useMemo(() => changeStarts(diff), [diff])
  const parts = isOpen || isWhole ? [{ kind: 'lines', lines: diff } as const] : foldUnchanged(diff)
  useEffect(() => {
    if (current === undefined) return
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div
      ref={box}
      className={classNames(styles.diff, isPart ? styles.part : styles.framed)}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <div className={styles.lines}>
        {parts.map((part, index) =>
          part.kind === 'folded' ? (
            <button
              key={`fold ${index}`}
              type="button"
              className={styles.fold}
              onClick={() => setIsOpen(true)}
            >
              <Icon name="unfold" size={14} /> {texts.unchangedLines(part.count)}
            </button>
          ) : (
            part.lines.map((line) => (
              <Line
                key={`${line.oldNumber} ${line.newNumber}`}
                line={line}
                isCurrent={current !== undefined && starts[current] === line}
              />
            ))
          ),
        )}
      </div>
    </div>
  )
}

function Line({ line, isCurrent }: { line: DiffLine; isCurrent: boolean }) {
  return (
    <div
      className={classNames(styles.line, styles[line.kind], isCurrent && styles.current)}
      {...(isCurrent ? { 'aria-current': 'location' } : {})}
    >
      <span className={styles.number}>{line.oldNumber}</span>
      <span className={styles.number}>{line.newNumber}</span>
      <span className={styles.sign} aria-hidden="true">
        {signs[line.kind]}
      </span>
      <VisuallyHidden>{texts.spoken[line.kind]}</VisuallyHidden>
      <span className={styles.text}>{line.text}</span>
    </div>
  )
}

/** The first line of each run of changed lines. */
export function changeStarts(diff: readonly DiffLine[]): readonly DiffLine[] {
  return diff.filter((line, index) => line.kind !== 'same' && (diff[index - 1]?.kind ?? 'same') === 'same')
}
