import { useEffect } from 'react'
import type { BotState } from '../../shared/contract/bots.ts'
import type { BotView } from '../../shared/contract/views.ts'
import { stateLooks } from '../messages/states.ts'
import { announce, announceNow } from '../stores/announcer-store.ts'
import { useFleetStore } from '../stores/fleet-store.ts'
import { useToastStore } from '../stores/toast-store.ts'

const bad: ReadonlySet<BotState> = new Set(['degraded', 'unhealthy', 'locked', 'unreachable'])

/** Says and notes when a bot's state changes: to readers politely, into the notices what needs a person. */
export function useFleetWatch(): void {
  useEffect(
    () =>
      useFleetStore.subscribe(({ view }, { view: before }) => {
        if (!view || !before || view === before) return
        const earlier = new Map(before.bots.map((bot) => [bot.name, bot.engine.state]))
        for (const bot of view.bots) {
          const was = earlier.get(bot.name)
          if (was !== undefined && was !== bot.engine.state) tell(bot, was)
        }
      }),
    [],
  )
}

function tell(bot: BotView, was: BotState): void {
  const { state, reason } = bot.engine
  const text = `${bot.name} is now ${stateLooks[state].word.toLowerCase()}${reason ? `: ${reason}` : ''}`
  if (state === 'locked') announceNow(text)
  else announce(text)
  const { note } = useToastStore.getState()
  const href = `/bots/${bot.name}`
  if (bad.has(state)) note({ tone: state === 'degraded' ? 'warn' : 'bad', text, href })
  else if (state === 'healthy' && bad.has(was))
    note({ tone: 'ok', text: `${bot.name} is healthy again`, href })
}
