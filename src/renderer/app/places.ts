import type { IconName } from '../components/icons/Icon.tsx'
import { shellTexts } from '../messages/shell.ts'

export interface Place {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  /** The keys after `G`. */
  readonly goKey: string
}

export const places: readonly Place[] = [
  { href: '/bots', label: shellTexts.bots, icon: 'layers', goKey: 'b' },
  { href: '/log', label: shellTexts.log, icon: 'log', goKey: 'l' },
]

export const toolPlaces: readonly Place[] = [
  { href: '/cluster', label: shellTexts.cluster, icon: 'server', goKey: 'c' },
]

/** Whether a path lies at or under a place. A bot's page belongs to the bot, not to "Bots". */
export function isAt(path: string, place: Place): boolean {
  if (place.href === '/bots') return path === '/bots'
  return path === place.href || path.startsWith(`${place.href}/`)
}
