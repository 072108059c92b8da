import { Tooltip } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { classNames } from './class-names.ts'
import { useCopy } from './copy.ts'
import { Icon } from './icons/Icon.tsx'
import styles from './CopyField.module.css'

interface CopyFieldProps {
  readonly value: string
  /** What it is, for "Copy CA pin". */
  readonly what: string
  /** Shown instead of the value, e.g. with `~` for the home folder. */
  readonly shown?: string
  readonly isMono?: boolean
  /** Shows the copy button only on hover and focus, for rows of a table. */
  readonly isQuiet?: boolean
}

/** A value on one line with its copy button; where it does not fit its middle is cut, and the hint has all of it. */
export function CopyField({ value, what, shown = value, isMono = true, isQuiet = false }: CopyFieldProps) {
  const { isCopied, copy } = useCopy(value, what)
  const [isCut, setIsCut] = useState(false)
  const measure = ({ currentTarget }: SyntheticEvent<HTMLElement>): void =>
    setIsCut(
      [...currentTarget.querySelectorAll('[data-cut]')].some((part) => part.scrollWidth > part.clientWidth),
    )
  return (
    <Tooltip label={value} disabled={!isCut && shown === value}>
      <span
        className={classNames(styles.field, isQuiet && styles.quiet)}
        onMouseEnter={measure}
        onFocus={measure}
      >
        <span className={classNames(styles.value, isMono && 'bd-mono')}>
          <MiddleCut text={shown} />
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

const shortest = 20
const tailLength = 10
const longestName = 24

/** Both ends tell long values apart, so what does not fit is taken from the middle: the first part shrinks, the last stays. */
function MiddleCut({ text }: { text: string }) {
  if (text.length < shortest)
    return (
      <span className={styles.head} data-cut="">
        {text}
      </span>
    )
  const name = text.lastIndexOf('/')
  const isName = name > 0 && text.length - name <= longestName && text.length - name >= 4
  const at = isName ? name : text.length - tailLength
  return (
    <>
      <span className={styles.head} data-cut="">
        {text.slice(0, at)}
      </span>
      <span className={styles.tail} data-cut="">
        {text.slice(at)}
      </span>
    </>
  )
}
