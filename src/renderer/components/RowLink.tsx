import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { classNames } from './class-names.ts'
import styles from './RowLink.module.css'

interface RowLinkProps {
  readonly href: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A link that takes the whole of its row: the row is placed, and the arrow keys go from one to the next. */
export function RowLink({ href, className, children }: RowLinkProps) {
  return (
    <Link href={href} className={classNames(styles.link, className)} data-row-link="">
      {children}
    </Link>
  )
}
