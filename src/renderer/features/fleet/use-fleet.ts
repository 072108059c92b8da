import { useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { filterFrom, hrefOf, sectionsOf, type FleetFilter, type FleetSection } from './fleet-filter.ts'

const none: readonly BotView[] = []

export interface Fleet {
  readonly bots: readonly BotView[]
  readonly sections: readonly FleetSection[]
  readonly filter: FleetFilter
  readonly setFilter: (filter: FleetFilter) => void
}

/** The bots as the address asks for them. */
export function useFleet(): Fleet {
  const bots = useFleetStore((state) => state.view?.bots ?? none)
  const search = useSearch()
  const [, navigate] = useLocation()
  const filter = useMemo(() => filterFrom(search), [search])
  const sections = useStableOrder(useMemo(() => sectionsOf(bots, filter), [bots, filter]))
  return { bots, sections, filter, setFilter: (next) => navigate(hrefOf(next), { replace: true }) }
}

/**
 * Rows change places only when a state or the set of rows changes: renewals alone would make
 * two bots with similar ends swap under the pointer.
 */
function useStableOrder(sections: readonly FleetSection[]): readonly FleetSection[] {
  const key = sections
    .flatMap((section) => section.bots.map((bot) => `${bot.name} ${bot.engine.state}`))
    .toSorted((a, b) => a.localeCompare(b))
    .join()
  const order = sections.map((section) => section.bots.map((bot) => bot.name))
  const [kept, setKept] = useState({ key, order })
  if (kept.key !== key) setKept({ key, order })
  return sections.map((section, index) => {
    const names = (kept.key === key ? kept.order : order)[index] ?? []
    return {
      ...section,
      bots: section.bots.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name)),
    }
  })
}
