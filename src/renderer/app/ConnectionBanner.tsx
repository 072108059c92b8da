import { useEffect } from 'react'
import { Countdown } from '../components/Countdown.tsx'
import { Glyph } from '../components/Glyph.tsx'
import { formatTimeExact } from '../../shared/messages/format.ts'
import { shellTexts } from '../messages/shell.ts'
import { announceNow } from '../stores/announcer-store.ts'
import { useConnectionStore } from '../stores/connection-store.ts'
import styles from './ConnectionBanner.module.css'

/** The one banner: the engine does not answer, so everything below is as of a moment ago. */
export function ConnectionBanner() {
  const state = useConnectionStore((store) => store.state)
  useEffect(() => {
    announceNow(state.kind === 'lost' ? shellTexts.lost : '')
  }, [state.kind])
  if (state.kind !== 'lost') return null
  return (
    <div className={styles.banner}>
      <Glyph shape="triangle" tone="warn" />
      <p>
        <strong>{shellTexts.lost}</strong> {shellTexts.lostSince(formatTimeExact(state.since))}
      </p>
      <span className={styles.next}>
        {shellTexts.tryNow} <Countdown at={state.nextAt} kind="retry" />
      </span>
    </div>
  )
}
