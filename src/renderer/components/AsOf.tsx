import { fleetTexts } from '../messages/fleet.ts'
import { formatTimeExact } from '../../shared/messages/format.ts'
import { useConnectionStore } from '../stores/connection-store.ts'
import styles from './AsOf.module.css'
import { Glyph } from './Glyph.tsx'

/** Says how old the values are while the engine does not answer. */
export function AsOf() {
  const state = useConnectionStore((store) => store.state)
  if (state.kind !== 'lost') return null
  return (
    <p className={styles.asOf}>
      <Glyph shape="unknown" tone="idle" />
      <span>
        <strong>{fleetTexts.asOf(formatTimeExact(state.since))}</strong> {fleetTexts.asOfText}
      </span>
    </p>
  )
}
