import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { fleetTexts } from '../../messages/fleet.ts'
import { count } from '../../../shared/messages/format.ts'
import { stateLooks } from '../../messages/states.ts'
import { isInState, matchesText, type FleetFilter } from './fleet-filter.ts'
import { wordFor } from './FleetFilterBar.tsx'

interface NothingMatchesProps {
  readonly bots: readonly BotView[]
  readonly filter: FleetFilter
  readonly onChange: (filter: FleetFilter) => void
}

/** Names the filter that hides every bot, and what there would be without a part of it. */
export function NothingMatches({ bots, filter, onChange }: NothingMatchesProps) {
  const state = filter.state === 'all' ? 'bot' : `${wordFor(filter.state).toLowerCase()} bot`
  const title = filter.text ? `No ${state} matches “${filter.text}”` : `There is no ${state} now`
  const byText = bots.filter((bot) => matchesText(bot, filter.text))
  const nearest = filter.text === '' ? undefined : byText.find((bot) => !isInState(bot, filter.state))
  return (
    <EmptyState
      title={title}
      acts={
        <>
          <Button onClick={() => onChange({ state: 'all', text: '' })}>{fleetTexts.clearFilters}</Button>
          {nearest && (
            <Button variant="transparent" component={Link} href={`/bots/${nearest.name}`}>
              Show {nearest.name}
            </Button>
          )}
        </>
      }
    >
      {count(bots.length, 'bot')} {bots.length === 1 ? 'is' : 'are'} hidden by{' '}
      {filter.text && filter.state !== 'all' ? 'two filters' : 'one filter'}.
      {nearest &&
        ` Without ${wordFor(filter.state)} there ${byText.length === 1 ? 'is one' : `are ${byText.length}`}: ${nearest.name}, ${stateLooks[nearest.engine.state].word.toLowerCase()}.`}
    </EmptyState>
  )
}
