import { TextInput } from '@mantine/core'
import type { BotView } from '../../../shared/contract/views.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Key } from '../../components/Tag.tsx'
import { fleetTexts } from '../../messages/fleet.ts'
import { stateLooks } from '../../messages/states.ts'
import { byUrgency, groupOf } from '../../model/bot-facts.ts'
import { isInState, type FleetFilter, type FleetState } from './fleet-filter.ts'
import styles from './Fleet.module.css'

interface FleetFilterBarProps {
  readonly bots: readonly BotView[]
  readonly filter: FleetFilter
  readonly onChange: (filter: FleetFilter) => void
}

const chips = ['all', 'attention', 'running', 'stopped'] as const

/** Chips with counts and the text filter. A single state from the status bar is a chip of its own. */
export function FleetFilterBar({ bots, filter, onChange }: FleetFilterBarProps) {
  const single = chips.some((chip) => chip === filter.state) ? [] : [filter.state]
  const worst = bots.filter((bot) => groupOf(bot.engine.state) === 'attention').toSorted(byUrgency)[0]
  return (
    <div className={styles.filters}>
      <div role="group" aria-label="Show" className={styles.chips}>
        {[...chips, ...single].map((state) => {
          const number = bots.filter((bot) => isInState(bot, state)).length
          if (state === 'attention' && number === 0) return null
          return (
            <button
              key={state}
              type="button"
              aria-pressed={filter.state === state}
              className={classNames(styles.chip, filter.state === state && styles.chipOn)}
              onClick={() => onChange({ ...filter, state })}
            >
              {state === 'attention' && worst && <StateGlyph state={worst.engine.state} size={12} />}
              {wordFor(state)} <span className={styles.number}>{number}</span>
            </button>
          )
        })}
      </div>
      <TextInput
        data-filter
        className={styles.filter}
        size="xs"
        aria-label={fleetTexts.filter}
        placeholder={fleetTexts.filter}
        leftSection={<Icon name="filter" size={14} />}
        rightSection={filter.text === '' && <Key>/</Key>}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          onChange({ ...filter, text: '' })
          event.currentTarget.blur()
        }}
      />
    </div>
  )
}

/** What a chip says. */
export function wordFor(state: FleetState): string {
  if (state === 'all' || state === 'attention' || state === 'running') return fleetTexts.chips[state]
  return stateLooks[state].word
}
