import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { classNames } from '../components/class-names.ts'
import { diffTexts as texts } from '../messages/diff.ts'
import styles from './DiffView.module.css'
import { LazyBlock } from './LazyBlock.tsx'
import type { DiffLine } from './line-diff.ts'
import { sideBySide, type DiffPair } from './side-by-side.ts'

const signs = { same: ' ', removed: '−', added: '+' } as const
const blockLines = 200
/** As in the style sheet. */
const lineHeight = 20

interface DiffRowsProps {
  readonly lines: readonly DiffLine[]
  /** Old and new in two columns. */
  readonly isWide: boolean
  /** The line that is marked. */
  readonly current: DiffLine | undefined
}

/** Lines of a difference, below each other or side by side; many of them in blocks. */
export function DiffRows({ lines, isWide, current }: DiffRowsProps) {
  const blocks = useMemo(
    () => blocksOf(isWide ? sideBySide(lines) : lines.map((line) => ({ old: line, now: line }))),
    [isWide, lines],
  )
  const drawn = (block: readonly DiffPair[]) =>
    block.map(({ old, now }) => {
      const key = `${old?.oldNumber} ${now?.newNumber}`
      const isCurrent = current !== undefined && (old === current || now === current)
      if (isWide) return <Pair key={key} old={old} now={now} isCurrent={isCurrent} />
      return old && <Line key={key} line={old} number="both" isCurrent={isCurrent} />
    })
  if (blocks.length <= 2) return blocks.map(drawn)
  return blocks.map((block, index) => (
    <LazyBlock
      key={index}
      height={block.length * lineHeight}
      isNeeded={
        index === 0 ||
        (current !== undefined && block.some(({ old, now }) => old === current || now === current))
      }
    >
      {() => drawn(block)}
    </LazyBlock>
  ))
}

function blocksOf(rows: readonly DiffPair[]): readonly (readonly DiffPair[])[] {
  const count = Math.ceil(rows.length / blockLines)
  return Array.from({ length: count }, (_, index) => rows.slice(index * blockLines, (index + 1) * blockLines))
}

interface PairProps {
  readonly old: DiffLine | undefined
  readonly now: DiffLine | undefined
  readonly isCurrent: boolean
}

function Pair({ old, now, isCurrent }: PairProps) {
  return (
    <div className={styles.pair} {...(isCurrent ? { 'aria-current': 'location' } : {})}>
      {old ? <Line line={old} number="old" isCurrent={isCurrent} /> : <div className={styles.none} />}
      {now === undefined ? (
        <div className={styles.none} />
      ) : (
        // An unchanged line is read once.
        <div aria-hidden={now.kind === 'same'}>
          <Line line={now} number="new" isCurrent={false} />
        </div>
      )}
    </div>
  )
}

interface LineProps {
  readonly line: DiffLine
  readonly number: 'old' | 'new' | 'both'
  readonly isCurrent: boolean
}

function Line({ line, number, isCurrent }: LineProps) {
  return (
    <div
      className={classNames(styles.line, styles[line.kind], isCurrent && styles.current)}
      {...(isCurrent && number === 'both' ? { 'aria-current': 'location' } : {})}
    >
      {number !== 'new' && <span className={styles.number}>{line.oldNumber}</span>}
      {number !== 'old' && <span className={styles.number}>{line.newNumber}</span>}
      <span className={styles.sign} aria-hidden="true">
        {signs[line.kind]}
      </span>
      <VisuallyHidden>{texts.spoken[line.kind]}</VisuallyHidden>
      <span className={styles.text}>{line.text}</span>
    </div>
  )
}
