import { Tooltip } from '@mantine/core'
import { useRef } from 'react'
import { cutMiddle } from '../../shared/messages/format.ts'
import { classNames } from './class-names.ts'
import { useCopy } from './copy.ts'
import { Icon } from './icons/Icon.tsx'
import styles from './CopyField.module.css'
import { useWidth } from './use-width.ts'

interface CopyFieldProps {
  readonly value: string
  /** What it is, for "Copy CA pin". */
  readonly what: string
  /** Shown instead of the value, e.g. with `~` for the home folder. */
  readonly shown?: string
  /** Shows the copy button only on hover and focus, for rows of a table. */
  readonly isQuiet?: boolean
}

/** Width of a character of the mono family at 12 px: JetBrains Mono is 0.6 em wide. */
const characterPx = 7.2

/** A value in mono on one line with its copy button; where it does not fit its middle is cut, and the hint has all of it. */
export function CopyField({ value, what, shown = value, isQuiet = false }: CopyFieldProps) {
  const { isCopied, copy } = useCopy(value, what)
  const place = useRef<HTMLSpanElement>(null)
  const width = useWidth(place)
  const text = cutMiddle(shown, Math.max(5, Math.floor((width + 0.5) / characterPx)))
  return (
    <Tooltip label={value} disabled={text === value}>
      <span className={classNames(styles.field, isQuiet && styles.quiet)}>
        {/* The whole text, unseen, takes the room it would like to have; what is shown takes what it got. */}
        <span ref={place} className={classNames(styles.value, 'bd-mono')} data-whole={shown}>
          <span className={styles.shown}>{text}</span>
        </span>
        <button type="button" className={styles.button} aria-label={`Copy ${what}`} onClick={copy}>
          {isCopied ? (
            <span className={styles.copied}>
              <Icon name="check" size={14} /> Copied
            </span>
          ) : (
            <Icon name="copy" size={14} />
          )}
        </button>
      </span>
    </Tooltip>
  )
}
