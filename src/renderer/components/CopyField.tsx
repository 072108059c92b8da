import { Tooltip } from '@mantine/core'
import { cutMiddle } from '../messages/format.ts'
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
  /** Longer values are cut in the middle. */
  readonly longest?: number
}

/** A value in mono with its copy button; long ones are cut in the middle and whole in the tooltip. */
export function CopyField({ value, what, shown = value, isMono = true, longest = 44 }: CopyFieldProps) {
  const { isCopied, copy } = useCopy(value, what)
  const text = cutMiddle(shown, longest)
  return (
    <span className={styles.field}>
      <Tooltip label={value} disabled={text === value}>
        <span className={classNames(styles.value, isMono && 'bd-mono')}>{text}</span>
      </Tooltip>
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
  )
}
