import { SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { PageHead } from '../components/Page.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'
import styles from './WizardFrame.module.css'

interface WizardFrameProps {
  readonly title: string
  readonly lead?: ReactNode
  /** Beside the title: a filter. */
  readonly aside?: ReactNode
  readonly rail?: ReactNode
  /** What follows each key; below 1080 px it is a second tab. */
  readonly side?: ReactNode
  readonly foot: ReactNode
  readonly children: ReactNode
}

/** Steps at the left, the question in the middle, what comes of it at the right, the ways on at the foot. */
export function WizardFrame({ title, lead, aside, rail, side, foot, children }: WizardFrameProps) {
  const hasSide = Boolean(side)
  const [view, setView] = useState<'form' | 'preview'>('form')
  const scroller = useRef<HTMLDivElement>(null)
  const shown = useRef(title)
  useEffect(() => {
    if (shown.current === title) return
    shown.current = title
    // Another question begins at its top. (jsdom has no scrollTo.)
    scroller.current?.scrollTo?.({ top: 0 })
  })
  return (
    <div className={styles.frame} data-rail={rail !== undefined} data-side={hasSide}>
      {rail !== undefined && <div className={styles.rail}>{rail}</div>}
      <div className={styles.main}>
        <div ref={scroller} className={styles.scroll}>
          <div className={styles.head}>
            <PageHead title={title} actions={aside} />
            {Boolean(lead) && <p className={styles.lead}>{lead}</p>}
            {hasSide && (
              <SegmentedControl
                className={styles.views}
                aria-label={texts.views}
                value={view}
                onChange={setView}
                data={[
                  { value: 'form', label: texts.form },
                  { value: 'preview', label: texts.preview },
                ]}
              />
            )}
          </div>
          <div className={styles.form} data-hidden-narrow={view === 'preview' && hasSide}>
            {children}
          </div>
          {hasSide && view === 'preview' && <div className={styles.narrowSide}>{side}</div>}
        </div>
        <div className={styles.foot}>{foot}</div>
      </div>
      {hasSide && (
        <aside className={styles.side} aria-label={texts.preview}>
          {side}
        </aside>
      )}
    </div>
  )
}
