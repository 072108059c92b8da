import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { diffTexts as texts } from '../messages/diff.ts'
import { DiffRows } from './DiffRows.tsx'
import styles from './DiffView.module.css'
import { foldUnchanged, type DiffLine } from './line-diff.ts'
import { maskedDiff } from './masked-diff.ts'

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

/**
 * Difference of two configurations, unified or in a wide window side by side: own line numbers, signs besides colour,
 * unchanged lines folded, secrets as dots.
 */
export function DiffView({ before, after, label, isWhole = false, isPart = false, current }: DiffViewProps) {
  const [isOpen, setIsOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const diff = useMemo(() => maskedDiff(before, after), [before, after])
  const starts = useMemo(() => changeStarts(diff), [diff])
  const marked = current === undefined ? undefined : starts[current]
  const isWide = useMediaQuery('(min-width: 1400px)', false, { getInitialValueInEffect: false })
  const parts = useMemo(
    () => (isOpen || isWhole ? [{ kind: 'lines', lines: diff } as const] : foldUnchanged(diff)),
    [diff, isOpen, isWhole],
  )
  useEffect(() => {
    if (current === undefined) return
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div
      ref={box}
      className={classNames(styles.diff, !isPart && styles.framed, isWide && styles.wide)}
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
            <DiffRows key={`lines ${index}`} lines={part.lines} isWide={isWide} current={marked} />
          ),
        )}
      </div>
    </div>
  )
}

/** The first line of each run of changed lines. */
export function changeStarts(diff: readonly DiffLine[]): readonly DiffLine[] {
  return diff.filter((line, index) => line.kind !== 'same' && (diff[index - 1]?.kind ?? 'same') === 'same')
}
