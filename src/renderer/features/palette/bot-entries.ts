import type { BotView } from '../../../shared/contract/views.ts'
import { assertNever } from '../../../shared/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { whyNot } from '../../bots/bot-acts.ts'
import type { IconName } from '../../components/icons/Icon.tsx'
import { exportTexts } from '../../messages/export.ts'
import { planTexts } from '../../messages/plan.ts'
import { describeService } from '../../messages/services.ts'
import { stateLooks } from '../../messages/states.ts'
import { ownServices } from '../../model/bot-facts.ts'
import type { BotVerb } from '../../stores/bot-acts-store.ts'
import type { Entry, EntrySources } from './entry.ts'

const verbs: readonly { readonly verb: BotVerb; readonly icon: IconName; readonly key: string }[] = [
  { verb: 'renew', icon: 'refresh', key: 'R' },
  { verb: 'start', icon: 'play', key: 'X' },
  { verb: 'stop', icon: 'stop', key: 'X' },
]

function titleOf(verb: BotVerb, bot: BotView): string {
  switch (verb) {
    case 'renew':
      return `Renew all services of ${bot.name} now`
    case 'start':
      return `Start ${bot.name}`
    case 'stop':
      return `Stop ${bot.name}`
    default:
      return assertNever(verb)
  }
}

/** What can be done with a bot; what cannot now stays, with its reason. */
export function botActions(bot: BotView, sources: EntrySources): readonly Entry[] {
  const isCurrent = bot === sources.current
  const isResting = bot.engine.state === 'stopped' || bot.engine.state === 'locked'
  return verbs
    .filter(({ verb }) => verb === 'renew' || (verb === 'start') === isResting)
    .map(({ verb, icon, key }): Entry => {
      const refusal = whyNot(bot, verb, sources.isLost)
      return {
        id: `${verb} ${bot.name}`,
        group: 'Actions',
        title: titleOf(verb, bot),
        ...(verb === 'renew' ? { keywords: 'try again' } : {}),
        mark: { icon },
        ...(isCurrent ? { keys: [key], isUseful: true, isNear: true } : {}),
        ...(refusal === undefined ? {} : { refusal }),
        run: () => sources.act(bot, verb),
      }
    })
}

/** Forgetting a bot; the dialog says what goes and what stays. */
export function removal(bot: BotView, sources: EntrySources): Entry {
  return {
    id: `remove ${bot.name}`,
    group: 'Actions',
    title: `Remove ${bot.name}…`,
    keywords: 'delete forget',
    mark: { icon: 'trash' },
    isNear: bot === sources.current,
    ...(sources.isLost ? { refusal: 'Botdesk’s engine does not answer.' } : {}),
    run: () => sources.askRemoval(bot),
  }
}

/** A bot's page, its tabs and its services. */
export function botPlaces(bot: BotView, { goTo, current }: EntrySources): readonly Entry[] {
  const look = stateLooks[bot.engine.state]
  const place = (title: string, path: string, note: string, more: Partial<Entry> = {}): Entry => ({
    id: `/bots/${bot.name}${path}`,
    group: 'Go to',
    title,
    note,
    mark: { shape: look.shape, tone: look.tone },
    isNear: bot === current,
    run: () => goTo(`/bots/${bot.name}${path}`),
    ...more,
  })
  const edit = bot === current ? { keys: ['E'] } : {}
  return [
    place(bot.name, '', bot.engine.reason ?? look.word, {
      keywords: `overview identity ${bot.address ?? ''}`,
    }),
    place(`${bot.name} / Readiness`, '?show=readiness', 'the last 24 h and what went wrong'),
    place(`${bot.name} / Services`, '/services', 'files, and when each renews', { keywords: 'renewals' }),
    place(`${bot.name} / Configuration`, '/config', bot.configPath, {
      keywords: 'edit review apply renewal_interval',
      ...edit,
    }),
    place(`${bot.name} / Plan`, '/plan', planTexts.paletteNote, { keywords: 'apply review diff changes' }),
    place(`${bot.name} / Log`, '/log', ''),
    place(`${bot.name} / Export`, '/export', exportTexts.paletteNote, {
      keywords: exportTexts.keywords,
    }),
    ...ownServices(bot).map((service) =>
      place(
        `${bot.name} / ${service.name}`,
        `/services/${encodeURIComponent(service.name)}`,
        describeService(service),
        { keywords: service.destination?.path ?? '' },
      ),
    ),
  ]
}

/** Every key of the current bot's file; choosing one goes to its line. */
export function configEntries({ current, configPaths, goTo }: EntrySources): readonly Entry[] {
  if (!current) return []
  return configPaths.map(({ path, line, about }) => ({
    id: `config ${path}`,
    group: 'Configuration',
    title: path,
    note: `${about === undefined ? '' : `${about}, `}line ${line}`,
    mark: { icon: 'braces' },
    isCode: true,
    run: () => goTo(configHref(current.name, path)),
  }))
}
