import { Button } from '@mantine/core'
import { useCopy } from './copy.ts'
import { Icon } from './icons/Icon.tsx'
import styles from './CodeBlock.module.css'

interface CodeBlockProps {
  readonly code: string
  /** What it is, for "Copy command". */
  readonly what?: string
  /** "on the Teleport side", "on this computer". */
  readonly where?: string
  readonly isPrimary?: boolean
}

/** A command with wrapped lines, its place, and copy. */
export function CodeBlock({ code, what = 'command', where, isPrimary = false }: CodeBlockProps) {
  const { isCopied, copy } = useCopy(code, what)
  return (
    <div className={styles.block}>
      <pre className={styles.code}>{code}</pre>
      <div className={styles.foot}>
        <Button
          variant={isPrimary ? 'filled' : 'default'}
          leftSection={<Icon name={isCopied ? 'check' : 'copy'} size={14} />}
          onClick={copy}
        >
          {isCopied ? 'Copied' : `Copy ${what}`}
        </Button>
        {where && <span className={styles.where}>Runs {where}</span>}
      </div>
    </div>
  )
}
