import { useEffect, useRef } from 'react'
import { pageWasShown } from '../../components/Page.tsx'
import styles from './Welcome.module.css'

/** The one large heading of the product; gets the focus when it changes under the user. */
export function WelcomeHeading({ title, takesFocus = false }: { title: string; takesFocus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Botdesk`
    if (takesFocus) heading.current?.focus({ preventScroll: true })
    pageWasShown()
  }, [title, takesFocus])
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {title}
    </h1>
  )
}
