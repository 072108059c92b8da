import { assertNever } from '../../../shared/errors.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import type { GlyphShape } from '../../messages/states.ts'
import { stateLooks } from '../../messages/states.ts'
import type { IconName } from '../../components/icons/Icon.tsx'
import type { Tone } from '../../theme/tokens.ts'
import { describeService } from '../../messages/services.ts'
import { whyNot } from '../../bots/bot-acts.ts'
import type { BotVerb } from '../../stores/bot-acts-store.ts'
import { byUrgency, ownServices } from '../../model/bot-facts.ts'

export type EntryGroup = 'Actions' | 'Go to' | 'Settings and help'

/** One line of the palette. */
export interface Entry {
  readonly id: string
  readonly group: EntryGroup
  readonly title: string
  readonly note?: string
  readonly mark: { readonly icon: IconName } | { readonly shape: GlyphShape; readonly tone: Tone }
  readonly keys?: readonly string[]
  /** Why it cannot be done now; it stays visible. */
  readonly refusal?: string
  /** Shown for an empty query. */
  readonly isUseful?: boolean
  readonly run: () => void
}

export interface EntrySources {
  readonly bots: readonly BotView[]
  readonly current: BotView | undefined
  readonly isLost: boolean
  readonly goTo: (href: string) => void
  readonly act: (bot: BotView, verb: BotVerb) => void
  readonly toggleScheme: () => void
  readonly toggleUtc: () => void
  readonly openHelp: () => void
  readonly copyLink: () => void
}

/** Everything the palette offers, actions on the current bot first. */
export function entriesOf(sources: EntrySources): readonly Entry[] {
  const { bots, current } = sources
  const others = bots.filter((bot) => bot !== current).toSorted(byUrgency)
  return [
    ...(current ? botActions(current, sources, true) : []),
    ...others.flatMap((bot) => botActions(bot, sources, false)),
    {
      id: 'open',
      group: 'Actions',
      title: 'Open a tbot.yaml…',
      mark: { icon: 'file-import' },
      keys: ['N'],
      isUseful: true,
      run: () => sources.goTo('/open'),
    },
    ...placeEntries(sources),
    ...(current ? botPlaces(current, sources) : []),
    ...others.flatMap((bot) => botPlaces(bot, sources)),
    ...settingEntries(sources),
  ]
}

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

function botActions(bot: BotView, sources: EntrySources, isCurrent: boolean): readonly Entry[] {
  return verbs
    .filter(({ verb }) => verb === 'renew' || (verb === 'start') === (bot.engine.state === 'stopped'))
    .map(({ verb, icon, key }) => {
      const refusal = sources.isLost ? 'Botdesk’s engine does not answer' : whyNot(bot, verb)
      return {
        id: `${verb} ${bot.name}`,
        group: 'Actions',
        title: titleOf(verb, bot),
        mark: { icon },
        ...(isCurrent ? { keys: [key], isUseful: true } : {}),
        ...(refusal === undefined ? {} : { refusal }),
        run: () => sources.act(bot, verb),
      }
    })
}

function placeEntries({ goTo }: EntrySources): readonly Entry[] {
  const place = (title: string, href: string, icon: IconName, keys?: readonly string[]): Entry => ({
    id: href,
    group: 'Go to',
    title,
    mark: { icon },
    ...(keys ? { keys } : {}),
    isUseful: true,
    run: () => goTo(href),
  })
  return [
    place('Bots', '/bots', 'layers', ['G', 'B']),
    place('Log', '/log', 'log', ['G', 'L']),
    place('Local cluster', '/cluster', 'server', ['G', 'T']),
    { ...place('Welcome', '/welcome', 'help'), note: 'Try it, or open a tbot.yaml', isUseful: false },
  ]
}

function botPlaces(bot: BotView, { goTo }: EntrySources): readonly Entry[] {
  const look = stateLooks[bot.engine.state]
  const place = (title: string, path: string, note: string): Entry => ({
    id: `/bots/${bot.name}${path}`,
    group: 'Go to',
    title,
    note,
    mark: { shape: look.shape, tone: look.tone },
    isUseful: path === '',
    run: () => goTo(`/bots/${bot.name}${path}`),
  })
  return [
    place(bot.name, '', bot.engine.reason ?? look.word),
    place(`${bot.name} / Configuration`, '/config', bot.configPath),
    place(`${bot.name} / Log`, '/log', ''),
    ...ownServices(bot).map((service) =>
      place(
        `${bot.name} / ${service.name}`,
        `/services/${encodeURIComponent(service.name)}`,
        describeService(service),
      ),
    ),
  ]
}

function settingEntries(sources: EntrySources): readonly Entry[] {
  const entry = (
    id: string,
    title: string,
    icon: IconName,
    run: () => void,
    keys?: readonly string[],
  ): Entry => ({
    id,
    group: 'Settings and help',
    title,
    mark: { icon },
    ...(keys ? { keys } : {}),
    run,
  })
  return [
    entry('scheme', 'Switch between light and dark colours', 'moon', sources.toggleScheme),
    entry('utc', 'Switch between local time and UTC', 'clock', sources.toggleUtc),
    entry('link', 'Copy link to this place', 'copy', sources.copyLink),
    entry('help', 'Shortcuts, settings and about Botdesk', 'book', sources.openHelp, ['?']),
  ]
}

const shownAtOnce = 40

/** Entries whose title or note holds every word; `>` only actions, `@` only bots. */
export function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const query = typed.trimStart()
  const prefix = query[0]
  const words = wordsOf(query)
  if (words.length === 0 && prefix !== '>' && prefix !== '@')
    return entries.filter((entry) => entry.isUseful).slice(0, shownAtOnce)
  return entries
    .filter((entry) => {
      if (prefix === '>' && entry.group !== 'Actions') return false
      if (prefix === '@' && !entry.id.startsWith('/bots/')) return false
      const text = `${entry.title} ${entry.note ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .slice(0, shownAtOnce)
}

/** The words looked for, without the prefix. */
export function wordsOf(typed: string): readonly string[] {
  return typed
    .replace(/^\s*[>@]/, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
}
