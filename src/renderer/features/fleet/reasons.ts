import type { BotView } from '../../../shared/contract/views.ts'
import { serviceHref } from '../../bots/service-href.ts'
import type { IconName } from '../../components/icons/Icon.tsx'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { fleetTexts } from '../../messages/fleet.ts'
import { formatLeftSpan } from '../../messages/life.ts'
import { urgentLife, withAddress, worstService } from '../../model/bot-facts.ts'

/** Why a bot needs a person, in one sentence: what, and what still works. */
export function reasonOf(bot: BotView, now: number = Date.now()): string {
  const service = worstService(bot)
  const error = bot.engine.error ?? service?.error
  const place = { bot: bot.name, ...(service && !service.internal ? { service: service.name } : {}) }
  const what = error
    ? errorSentence(withAddress(bot, error), place)
    : sentence(bot.engine.reason ?? service?.reason ?? '')
  const life = urgentLife(bot)
  if (bot.engine.state !== 'unhealthy' || !life) return what
  const left = life.expiresAt - now
  return left > 0 ? `${what} The last good files stay valid for ${formatLeftSpan(left)}.` : what
}

function sentence(text: string): string {
  if (text === '') return 'No reason was given.'
  const first = `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
  return /[.!?]$/.test(first) ? first : `${first}.`
}

/** The one next step, where it is taken. */
export function nextActOf(bot: BotView): {
  readonly label: string
  readonly href: string
  readonly icon: IconName
} {
  const home = `/bots/${bot.name}`
  if (bot.engine.state === 'locked') return { label: fleetTexts.recover, href: home, icon: 'lifebuoy' }
  const service = worstService(bot)
  const code = bot.engine.error?.code ?? service?.error?.code
  if (code === 'credential.short-grant' || code === 'config.invalid')
    return { label: fleetTexts.editConfig, href: `${home}/config`, icon: 'edit' }
  const href = service && !service.internal ? serviceHref(bot.name, service.name) : home
  return { label: fleetTexts.showRemedy, href, icon: 'tool' }
}
