import type { BridgeClient } from '../../shared/contract/client.ts'
import type { BotView } from '../../shared/contract/views.ts'
import { AppError, assertNever } from '../../shared/errors.ts'
import { formatTime } from '../../shared/messages/format.ts'
import { urgentLife } from '../model/bot-facts.ts'
import { useBotActsStore, type BotVerb } from '../stores/bot-acts-store.ts'
import { useToastStore } from '../stores/toast-store.ts'

/** Asks a bot to start, stop or renew; a failure is kept at the bot until the next act. */
export async function actOnBot(client: BridgeClient, bot: BotView, verb: BotVerb): Promise<void> {
  const { set } = useBotActsStore.getState()
  set(bot.name, { verb })
  try {
    await (verb === 'renew'
      ? renewOrStart(client, bot.name)
      : client.request(`bots:${verb}`, { bot: bot.name }))
    set(bot.name, undefined)
    if (verb === 'stop') confirmStop(client, bot)
  } catch (thrown) {
    set(bot.name, { verb, error: AppError.from(thrown) })
  }
}

/** An engine that gave up (a refused token, storage in use) looks like one that runs badly: starting it tries again. */
async function renewOrStart(client: BridgeClient, bot: string): Promise<void> {
  try {
    await client.request('bots:renew', { bot })
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'bot.not-running') throw thrown
    await client.request('bots:start', { bot })
  }
}

function confirmStop(client: BridgeClient, bot: BotView): void {
  const end = urgentLife(bot)?.expiresAt
  const files = end !== undefined && end > Date.now() ? ` Its files end at ${formatTime(end)}.` : ''
  useToastStore.getState().show({
    tone: 'ok',
    text: `Stopped ${bot.name}.${files}`,
    href: `/bots/${bot.name}`,
    undo: () => void actOnBot(client, bot, 'start'),
  })
}

const locked = 'It is locked; its page says how to recover.'

/** Why an act is not offered now; undefined when it is. */
export function whyNot(bot: BotView, verb: BotVerb, isLost: boolean): string | undefined {
  if (isLost) return 'Botdesk’s engine does not answer.'
  const { state } = bot.engine
  switch (verb) {
    case 'start':
      if (state === 'locked') return locked
      return state === 'stopped' ? undefined : 'It runs already.'
    case 'stop':
      if (state === 'locked') return locked
      return state === 'stopped' ? 'It does not run.' : state === 'stopping' ? 'It is stopping.' : undefined
    case 'renew':
      // Also when locked: a lock that was lifted, or storage that was let go, is found by trying.
      return state === 'stopped' || state === 'stopping' ? 'Only a running bot can renew.' : undefined
    default:
      return assertNever(verb)
  }
}
