import { normalPath } from '../rules/destination-rules.ts'
import { TakenFolders } from '../rules/taken-folders.ts'
import { root } from './file-changes.ts'
import type { PlanFacts } from './model.ts'
import type { ReadDestination, ReadText } from './read-text.ts'

/** Where a text writes: its storage, then its services. */
export function destinationsOf({ storage, services }: ReadText): ReadDestination[] {
  return [storage, ...services.flatMap(({ destination }) => destination ?? [])]
}

/** The folders of these destinations, and those of the other bots. */
export function takenFolders(destinations: readonly ReadDestination[], facts: PlanFacts): TakenFolders {
  const own = destinations.filter(({ type }) => type === 'directory').map((each) => root(each, facts))
  const others = (facts.neighbours ?? []).map(({ folder }) => folder)
  return new TakenFolders([...own, ...others].map(normalPath))
}
