import type { BotState, ServiceState } from '../../shared/contract/bots.ts'
import { stateLooks } from '../messages/states.ts'
import { Glyph } from './Glyph.tsx'

interface StateGlyphProps {
  readonly state: BotState | ServiceState
  readonly size?: 12 | 14 | 18
  /** Set where no word stands beside it: the glyph then carries the state's name. */
  readonly named?: boolean
}

/** The shape of a state. */
export function StateGlyph({ state, size = 14, named = false }: StateGlyphProps) {
  const look = stateLooks[state]
  return <Glyph shape={look.shape} tone={look.tone} size={size} label={named ? look.word : undefined} />
}
