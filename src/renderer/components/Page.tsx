import { useEffect, useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './Page.module.css'

let isFirstPage = true

/** For a page with a heading of its own: the next page takes the focus. */
export function pageWasShown(): void {
  isFirstPage = false
}

interface PageHeadProps {
  readonly title: string
  /** Usually one pill. */
  readonly state?: ReactNode
  /** The answer in one sentence. */
  readonly sentence?: ReactNode
  readonly actions?: ReactNode
}

/** Title, state, one sentence, actions. Holds the only `h1`; a new page moves the focus to it. */
export function PageHead({ title, state, sentence, actions }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Botdesk`
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    pageWasShown()
  }, [title])
  return (
    <div className={styles.head}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {state}
      {sentence && <p className={styles.sentence}>{sentence}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

/** A screen: what stands at the top, and content that scrolls below it (or fills the rest itself). */
export function Page({
  top,
  children,
  isFilled = false,
}: {
  top?: ReactNode
  children: ReactNode
  isFilled?: boolean
}) {
  return (
    <div className={styles.page}>
      {top && <div className={styles.top}>{top}</div>}
      <div className={classNames(styles.content, isFilled && styles.filled)}>{children}</div>
    </div>
  )
}
