import type { BotState, CredentialLife, ServiceSnapshot } from '../../shared/contract/bots.ts'
import { nextRenewal } from '../../shared/contract/next-renewal.ts'
import type { BotView } from '../../shared/contract/views.ts'
import type { SerializedError } from '../../shared/errors.ts'
import type { Tone } from '../theme/tokens.ts'

/** Worst first, as in every list of bots. */
const order: readonly BotState[] = [
  'locked',
  'unhealthy',
  'degraded',
  'unreachable',
  'starting',
  'stopping',
  'healthy',
  'stopped',
]

export type BotGroup = 'attention' | 'working' | 'stopped'

/** Where the fleet lists a bot. */
export function groupOf(state: BotState): BotGroup {
  if (state === 'locked' || state === 'unhealthy' || state === 'degraded' || state === 'unreachable')
    return 'attention'
  return state === 'stopped' ? 'stopped' : 'working'
}

/** Services the user wrote; internal ones are the engine's own. */
export function ownServices(bot: BotView): readonly ServiceSnapshot[] {
  return bot.engine.services.filter((service) => !service.internal)
}

/** The credential that ends first; the bot's own identity when no service has one. */
export function urgentLife(bot: BotView): CredentialLife | undefined {
  const lives = ownServices(bot).flatMap((service) => service.life ?? [])
  const first = lives.toSorted((a, b) => a.expiresAt - b.expiresAt)[0]
  return first ?? bot.engine.identity?.life
}

/** What the engine does next for this bot, and when. */
export type NextStep =
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'renewal'; readonly at: number }
  | { readonly kind: 'none' }

/** The earliest retry if something failed, otherwise the earliest renewal of a service. */
export function nextStep(bot: BotView): NextStep {
  if (!isRunning(bot.engine.state)) return { kind: 'none' }
  const retries = bot.engine.services.flatMap((service) => service.attempt?.nextAt ?? [])
  if (retries.length > 0) return { kind: 'retry', at: Math.min(...retries) }
  const at = nextRenewal(bot.engine)
  return at === undefined ? { kind: 'none' } : { kind: 'renewal', at }
}

/** Whether the engine of this state does anything. */
export function isRunning(state: BotState): boolean {
  return state !== 'stopped' && state !== 'locked'
}

/** State first, then time left, then name. */
export function byUrgency(a: BotView, b: BotView): number {
  const byState = order.indexOf(a.engine.state) - order.indexOf(b.engine.state)
  if (byState !== 0) return byState
  const byEnd = (urgentLife(a)?.expiresAt ?? Infinity) - (urgentLife(b)?.expiresAt ?? Infinity)
  return byEnd || a.name.localeCompare(b.name)
}

const missedAfterMs = 60_000

/** Tone of a life: warns once the renewal was missed, alarms in the last sixth. */
export function lifeTone(life: CredentialLife, now: number): Tone {
  const whole = life.expiresAt - life.issuedAt
  if (now >= life.expiresAt - whole / 6) return 'bad'
  return now > life.renewAt + missedAfterMs ? 'warn' : 'ok'
}

/** The engine's errors of the cluster leave its address out; a person wants to read which one. */
export function withAddress(bot: BotView, error: SerializedError): SerializedError {
  if (!error.code.startsWith('cluster.') || bot.address === undefined) return error
  return { ...error, details: { address: bot.address, ...error.details } }
}

/** The service that makes the bot as bad as it is. */
export function worstService(bot: BotView): ServiceSnapshot | undefined {
  const rank = (service: ServiceSnapshot): number =>
    ['locked', 'unhealthy', 'degraded'].indexOf(service.state)
  return bot.engine.services.filter((service) => rank(service) >= 0).toSorted((a, b) => rank(a) - rank(b))[0]
}
