import type { ServiceSnapshot } from '../../../shared/contract/bots.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import type { SerializedError } from '../../../shared/errors.ts'
import { headline } from '../../messages/bot.ts'
import type { ErrorPlace } from '../../../shared/messages/error-advice.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { shortClause } from '../../messages/short-clause.ts'
import { withAddress, worstService } from '../../model/bot-facts.ts'

/** One thing that does not work at a bot, and the service it concerns. */
export interface Trouble {
  readonly error: SerializedError
  readonly service?: ServiceSnapshot
  readonly since: number
}

/** What a bot suffers from. The engine repeats its worst service's error as its own; then the service is named. */
export function troubleOf(bot: BotView): Trouble | undefined {
  const worst = worstService(bot)
  const { error = worst?.error, since } = bot.engine
  if (!error) return undefined
  const isOfService = worst?.error?.code === error.code && worst.error.message === error.message
  return isOfService ? troubleOfService(bot, worst, error) : { error: withAddress(bot, error), since }
}

/** The trouble of one service. */
export function troubleOfService(bot: BotView, service: ServiceSnapshot, error: SerializedError): Trouble {
  return { error: withAddress(bot, error), service, since: service.since }
}

/** The remedy's title: the fact, with the name it concerns, or for the whole bot what it means. */
export function titleOf(bot: BotView, { error, service }: Trouble, place: ErrorPlace, now: number): string {
  const clause = shortClause(errorSentence(error, place))
  if (service && !service.internal)
    return clause.startsWith(`${service.name} `) ? clause : `${service.name}: ${lowerFirst(clause)}`
  const isFact = bot.engine.state === 'degraded' || (bot.engine.state === 'unhealthy' && !bot.engine.identity)
  return isFact ? clause : headline(bot, now)
}

function lowerFirst(text: string): string {
  return `${text[0]?.toLowerCase() ?? ''}${text.slice(1)}`
}
