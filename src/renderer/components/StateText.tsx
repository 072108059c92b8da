import type { BotState, ServiceState } from '../../shared/contract/bots.ts'
import { stateLooks, type StateLook } from '../messages/states.ts'
import { classNames } from './class-names.ts'
import { Glyph } from './Glyph.tsx'
import styles from './State.module.css'

/** Glyph and word in the tone, for tables. */
export function StateText({ state }: { state: BotState | ServiceState }) {
  return <LookText look={stateLooks[state]} />
}

/** The same for any other look: severities, log levels, files. */
export function LookText({ look, size = 14 }: { look: StateLook; size?: 12 | 14 }) {
  return (
    <span className={classNames(styles.text, styles[look.tone])}>
      <Glyph shape={look.shape} tone={look.tone} size={size} />
      {look.word}
    </span>
  )
}
