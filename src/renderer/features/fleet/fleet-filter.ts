import type { BotState } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { stateLooks } from '../../messages/states.ts'
import { byUrgency, groupOf, type BotGroup } from '../../model/bot-facts.ts'

/** A chip above the list, or one state from the status bar. */
export type FleetState = 'all' | 'attention' | 'running' | BotState

export interface FleetFilter {
  readonly state: FleetState
  /** Words, and `state:`, `cluster:`, `method:` with a value. */
  readonly text: string
}

/** Reads the filter from the address; an unknown state means all. */
export function filterFrom(search: string): FleetFilter {
  const query = new URLSearchParams(search)
  const state = query.get('state') ?? 'all'
  const isKnown = state === 'attention' || state === 'running' || state in stateLooks
  return { state: isKnown ? (state as FleetState) : 'all', text: query.get('q') ?? '' }
}

/** The address of a filter. */
export function hrefOf({ state, text }: FleetFilter): string {
  const query = new URLSearchParams()
  if (state !== 'all') query.set('state', state)
  if (text) query.set('q', text)
  const search = query.toString()
  return search ? `/bots?${search}` : '/bots'
}

/** Whether a bot is in the chip or state. */
export function isInState(bot: BotView, state: FleetState): boolean {
  switch (state) {
    case 'all':
      return true
    case 'attention':
      return groupOf(bot.engine.state) === 'attention'
    case 'running':
      return bot.engine.state !== 'stopped' && bot.engine.state !== 'locked'
    default:
      return bot.engine.state === state
  }
}

const fields: Readonly<Record<string, (bot: BotView) => string>> = {
  state: (bot) => bot.engine.state,
  cluster: (bot) => `${bot.engine.identity?.clusterName ?? ''} ${bot.address ?? ''}`,
  method: (bot) => bot.engine.identity?.joinMethod ?? '',
}

/** Whether every word of the text is found in the bot. */
export function matchesText(bot: BotView, text: string): boolean {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => {
      const [key = '', ...rest] = word.split(':')
      const field = rest.length > 0 ? fields[key] : undefined
      return field ? field(bot).toLowerCase().includes(rest.join(':')) : wordsOf(bot).includes(word)
    })
}

function wordsOf(bot: BotView): string {
  const services = bot.engine.services.map((service) => `${service.name} ${service.target ?? ''}`)
  return [bot.name, bot.address, bot.configPath, bot.engine.identity?.clusterName, ...services]
    .join(' ')
    .toLowerCase()
}

export interface FleetSection {
  readonly group: BotGroup
  readonly bots: readonly BotView[]
}

/** The bots that pass, in groups, worst first. */
export function sectionsOf(bots: readonly BotView[], filter: FleetFilter): readonly FleetSection[] {
  const shown = bots
    .filter((bot) => isInState(bot, filter.state) && matchesText(bot, filter.text))
    .toSorted(byUrgency)
  return (['attention', 'working', 'stopped'] as const)
    .map((group) => ({ group, bots: shown.filter((bot) => groupOf(bot.engine.state) === group) }))
    .filter((section) => section.bots.length > 0)
}
