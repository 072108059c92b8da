import { memo } from 'react'
import type { LogLine } from '../../../shared/contract/views.ts'
import { classNames } from '../../components/class-names.ts'
import { useCopy } from '../../components/copy.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { formatBoth } from '../../../shared/messages/format.ts'
import { logTexts as texts } from '../../messages/log.ts'
import { levelLooks } from '../../messages/states.ts'
import { codeOf } from './ExplainDrawer.tsx'
import { fieldsText } from './log-filter.ts'
import { formatStamp } from './log-stamp.ts'
import { lineText } from './log-text.ts'
import styles from './Log.module.css'
import { Marked } from './Marked.tsx'

interface LogRowViewProps {
  readonly line: LogLine
  readonly repeats: number
  readonly isOpened: boolean
  readonly isActive: boolean
  readonly words: string
  readonly isUtc: boolean
  readonly hasBot: boolean
  readonly onToggleRepeats: (sequence: number) => void
  readonly onExplain: (line: LogLine) => void
}

/** The id a list row is found by. */
export function rowId(sequence: number): string {
  return `log-line-${sequence}`
}

/** One line: time, level, bot, service, message with fields, repeats, copy. */
export const LogRowView = memo(function LogRowView(props: LogRowViewProps) {
  const { line, repeats, isOpened, isActive, words, isUtc, hasBot, onToggleRepeats, onExplain } = props
  const look = levelLooks[line.level]
  const fields = fieldsText(line)
  return (
    <div
      id={rowId(line.sequence)}
      role="row"
      aria-selected={isActive}
      data-sequence={line.sequence}
      className={classNames(
        styles.row,
        !hasBot && styles.oneBot,
        line.level === 'error' && styles.error,
        isActive && styles.active,
      )}
    >
      <span role="gridcell" className={styles.time} title={formatBoth(line.at)}>
        {formatStamp(line.at, isUtc)}
      </span>
      <span role="gridcell" className={styles.level}>
        <Glyph shape={look.shape} tone={look.tone} size={12} label={look.word} />
      </span>
      {hasBot && (
        <span role="gridcell" className={styles.bot} title={line.bot}>
          <Marked text={line.bot ?? 'botdesk'} words={words} />
        </span>
      )}
      <span role="gridcell" className={styles.service} title={line.service}>
        <Marked text={line.service ?? ''} words={words} />
      </span>
      <span role="gridcell" className={styles.message}>
        <Marked text={line.message} words={words} />
        {fields && (
          <span className={styles.fields}>
            {' '}
            <Marked text={fields} words={words} />
          </span>
        )}
      </span>
      <span role="gridcell" className={styles.acts}>
        {(repeats > 1 || isOpened) && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.repeats}
            aria-expanded={isOpened}
            title={isOpened ? texts.closeRepeats : texts.openRepeats(repeats)}
            onClick={() => onToggleRepeats(line.sequence)}
          >
            {isOpened ? texts.closeRepeats : texts.same(repeats)}
          </button>
        )}
        {codeOf(line) && (
          <button type="button" tabIndex={-1} className={styles.explain} onClick={() => onExplain(line)}>
            {texts.explain}
          </button>
        )}
        <CopyLine line={line} />
      </span>
    </div>
  )
})

function CopyLine({ line }: { line: LogLine }) {
  const { isCopied, copy } = useCopy(lineText(line), 'Line')
  return (
    <button type="button" tabIndex={-1} className={styles.copy} aria-label={texts.copyLine} onClick={copy}>
      <Icon name={isCopied ? 'check' : 'copy'} size={14} />
    </button>
  )
}
