import type { ReactNode } from 'react'
import type { BotState, ServiceState } from '../../shared/contract/bots.ts'
import { stateLooks, type StateLook } from '../messages/states.ts'
import { classNames } from './class-names.ts'
import { Glyph } from './Glyph.tsx'
import styles from './State.module.css'

/** The pill beside a page title or in a card head; one per screen head. */
export function StatePill({ state }: { state: BotState | ServiceState }) {
  return <LookPill look={stateLooks[state]} />
}

/** The same pill for any look, with other words if given. */
export function LookPill({ look, children }: { look: StateLook; children?: ReactNode }) {
  return (
    <span className={classNames(styles.pill, styles[look.tone])}>
      <Glyph shape={look.shape} tone={look.tone} size={14} />
      {children ?? look.word}
    </span>
  )
}
