import { assertNever } from '../../shared/errors.ts'
import type { BotView } from '../../shared/contract/views.ts'
import { ownServices, urgentLife } from '../model/bot-facts.ts'
import { count, formatSpan, formatTimeExact, formatWhen } from '../../shared/messages/format.ts'
import { formatLeftSpan } from './life.ts'

/** Words of a bot's page. */
export const botTexts = {
  tabs: { overview: 'Overview', services: 'Services', config: 'Configuration', log: 'Log', export: 'Export' },
  renew: 'Renew now',
  tryNow: 'Try now',
  checkAgain: 'Check again',
  services: 'Services',
  servicesNote: 'Green means the files on disk were read back and verified.',
  servicesEmpty: 'This bot writes nothing yet',
  servicesEmptyText:
    'Its tbot.yaml lists no services. Each service is one set of files, or one local address.',
  edit: 'Edit configuration',
  identity: 'Identity',
  happened: 'What happened',
  nothingHappened: 'Nothing yet. Starts, renewals and failures are listed here.',
  readiness: 'Readiness',
  readinessEmpty: 'Each half hour becomes a bar here, from the first start on.',
  noIncidents: 'Nothing went wrong in the last 24 hours.',
  noIncidentsSoFar: 'Nothing went wrong so far.',
  trial: 'This is your trial bot, in a cluster on this computer.',
  trialNext: 'Next: add a real cluster',
  problems: 'The configuration has',
} as const

/** The sentence beside the title: how the services are, and for how long. */
export function headSentence(bot: BotView, now: number): string {
  const { state, reason, since } = bot.engine
  const services = ownServices(bot)
  const whole = count(services.length, 'service')
  const span = formatSpan(Math.max(0, now - since))
  switch (state) {
    case 'healthy':
      return services.length === 0
        ? `Running for ${span}.`
        : `${services.length === 1 ? whole : `All ${whole}`} healthy for ${span}.`
    case 'starting': {
      const reported = services.filter((service) => service.reportedAt !== null).length
      if (reported === 0)
        return bot.engine.identity ? 'Waiting for the first report of its services.' : 'Joining the cluster.'
      return `${reported} of ${whole} ${reported === 1 ? 'has' : 'have'} reported.`
    }
    case 'stopped':
      return bot.engine.startedAt === null
        ? 'Has not run since it was added.'
        : `Stopped ${formatWhen(since, now)}.`
    case 'stopping':
      return 'Services finish what they write.'
    case 'degraded':
    case 'unhealthy':
    case 'locked':
    case 'unreachable':
      return endSentence(reason ?? troubledServices(bot))
    default:
      return assertNever(state)
  }
}

function troubledServices(bot: BotView): string {
  const services = ownServices(bot)
  const bad = services.filter((service) => service.state === 'unhealthy' || service.state === 'degraded')
  return `${bad.length} of ${count(services.length, 'service')} ${bad.length === 1 ? 'needs' : 'need'} a look`
}

function endSentence(text: string): string {
  const first = `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
  return /[.!?]$/.test(first) ? first : `${first}.`
}

/** The headline beside the ring; the answer to "is it well?" */
export function headline(bot: BotView, now: number): string {
  const end = urgentLife(bot)?.expiresAt
  const attempt = bot.engine.services.find((service) => service.attempt)?.attempt
  switch (bot.engine.state) {
    case 'healthy':
      return renewalDue(bot, now) ? 'Renewing now' : 'Nothing needs you'
    case 'starting':
      return attempt ? `Waiting for the cluster, attempt ${attempt.number}` : 'Starting'
    case 'degraded':
    case 'unhealthy':
      if (end !== undefined && end > now) return `Working, but access ends in ${formatLeftSpan(end - now)}`
      return 'Readers have no access'
    case 'locked':
      return bot.engine.error?.code === 'storage.in-use' ? 'Its storage is in use' : 'Locked by the cluster'
    case 'stopping':
      return 'Stopping'
    case 'stopped':
      if (end !== undefined && end > now) return `Stopped. Last good files end ${formatTimeExact(end)}`
      return bot.engine.startedAt === null ? 'Ready to start' : 'Stopped'
    case 'unreachable':
      return 'Not known'
    default:
      return assertNever(bot.engine.state)
  }
}

/** The headline while the engine does not answer: only what the files themselves promise. */
export function lostHeadline(bot: BotView, now: number): string {
  const end = urgentLife(bot)?.expiresAt
  return end !== undefined && end > now ? `Last good files end ${formatTimeExact(end)}` : 'Not known now'
}

function renewalDue(bot: BotView, now: number): boolean {
  const lives = ownServices(bot).flatMap((service) => service.life ?? [])
  return lives.some((life) => life.renewAt <= now && life.expiresAt > now)
}
