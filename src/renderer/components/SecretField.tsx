import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useCopy } from './copy.ts'
import { Icon } from './icons/Icon.tsx'
import styles from './SecretField.module.css'

const dots = '•'.repeat(16)
const shownMs = 15_000
const clearsMs = 30_000

/** A secret as dots of constant count; shown for 15 s, copied for 30 s. */
export function SecretField({ value, what }: { value: string; what: string }) {
  const [isShown, setIsShown] = useState(false)
  const { isCopied, copy } = useCopy(value, what)
  useEffect(() => {
    if (!isShown) return undefined
    const timer = setTimeout(() => setIsShown(false), shownMs)
    return () => clearTimeout(timer)
  }, [isShown])
  const copyAndClear = (): void => {
    copy()
    setTimeout(() => {
      // Someone may have copied something else meanwhile; without the right to look, it is left alone.
      navigator.clipboard
        .readText()
        .then((text) => (text === value ? navigator.clipboard.writeText('') : undefined))
        .catch(() => undefined)
    }, clearsMs)
  }
  return (
    <span className={styles.field}>
      <span className={styles.value} aria-label={isShown ? undefined : `${what}, hidden`}>
        {isShown ? value : dots}
      </span>
      <Button
        leftSection={<Icon name={isShown ? 'eye-off' : 'eye'} size={14} />}
        onClick={() => setIsShown(!isShown)}
      >
        {isShown ? 'Hide' : 'Show'}
      </Button>
      <Button leftSection={<Icon name={isCopied ? 'check' : 'copy'} size={14} />} onClick={copyAndClear}>
        {isCopied ? 'Copied, clears in 30 s' : 'Copy'}
      </Button>
    </span>
  )
}
