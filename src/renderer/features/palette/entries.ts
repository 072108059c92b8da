import { addServiceHref } from '../../bots/service-href.ts'
import { places, toolPlaces } from '../../app/places.ts'
import type { IconName } from '../../components/icons/Icon.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { newBotTexts } from '../../messages/new-bot.ts'
import { welcomeTexts } from '../../messages/welcome.ts'
import { byUrgency } from '../../model/bot-facts.ts'
import { botActions, botPlaces, configEntries, removal } from './bot-entries.ts'
import type { Entry, EntrySources } from './entry.ts'

/** Everything the palette offers, in its groups; what concerns the current bot comes first in each. */
export function entriesOf(sources: EntrySources): readonly Entry[] {
  const { bots, current } = sources
  const others = bots.filter((bot) => bot !== current).toSorted(byUrgency)
  const sorted = current ? [current, ...others] : others
  return [
    ...(current ? botActions(current, sources) : []),
    ...newEntries(sources),
    ...others.flatMap((bot) => botActions(bot, sources)),
    ...sorted.map((bot) => removal(bot, sources)),
    ...placeEntries(sources),
    ...sorted.flatMap((bot) => botPlaces(bot, sources)),
    ...clusterEntries(sources),
    ...configEntries(sources),
    ...settingEntries(sources),
  ]
}

/** The ways to a new bot, and to one more service of the current one. */
function newEntries({ goTo, current, bots, recentFiles }: EntrySources): readonly Entry[] {
  const entry = (id: string, title: string, icon: IconName, more: Partial<Entry> = {}): Entry => ({
    id,
    group: 'Actions',
    title,
    mark: { icon },
    run: () => goTo(id),
    ...more,
  })
  return [
    ...(current
      ? [
          entry(addServiceHref(current.name), addServiceTexts.addTo(current.name), 'plus', {
            keywords: 'service output new certificate database kubernetes ssh',
            isNear: true,
          }),
          entry(`/bots/${current.name}/join`, newBotTexts.changeTitle(current.name), 'key', {
            keywords: 'cluster address pin token join method storage onboarding',
            isNear: true,
          }),
        ]
      : []),
    entry('/new-bot', newBotTexts.paletteTitle, 'plus', {
      keywords: 'add create join wizard set up',
      keys: ['N'],
      isUseful: true,
    }),
    entry('/open', 'Open a tbot.yaml…', 'file-import', { keywords: 'add new bot import', isUseful: true }),
    entry('/import', welcomeTexts.pasteTitle, 'clipboard', { keywords: 'import join link uri environment' }),
    ...recentFiles
      .filter((path) => !bots.some((bot) => bot.configPath === path))
      .map((path) =>
        entry(`/open?path=${encodeURIComponent(path)}`, `Open ${path}`, 'file', { keywords: 'recent file' }),
      ),
  ]
}

function placeEntries({ goTo }: EntrySources): readonly Entry[] {
  const shown = [...places, ...toolPlaces].map(({ href, label, icon, goKey }): Entry => ({
    id: href,
    group: 'Go to',
    title: label,
    mark: { icon },
    keys: ['G', goKey.toUpperCase()],
    isUseful: true,
    run: () => goTo(href),
  }))
  const welcome: Entry = {
    id: '/welcome',
    group: 'Go to',
    title: 'Welcome',
    note: 'try it, or open a tbot.yaml',
    mark: { icon: 'help' },
    run: () => goTo('/welcome'),
  }
  return [...shown, welcome]
}

function clusterEntries({ goTo, isClusterRunning }: EntrySources): readonly Entry[] {
  if (!isClusterRunning) return []
  const parts = [
    ['bots', 'Bots and tokens', 'add a bot, make a join token'],
    ['authorities', 'Authorities', 'keys, rotation, ends'],
    ['audit', 'Audit', 'what happened in it'],
  ] as const
  return parts.map(([tab, title, note]) => ({
    id: `/cluster/${tab}`,
    group: 'Go to',
    title: `Local cluster / ${title}`,
    note,
    mark: { icon: 'server' },
    run: () => goTo(`/cluster/${tab}`),
  }))
}

function settingEntries(sources: EntrySources): readonly Entry[] {
  const entry = (
    id: string,
    title: string,
    icon: IconName,
    run: () => void,
    more: Partial<Entry> = {},
  ): Entry => ({ id, group: 'Settings and help', title, mark: { icon }, run, ...more })
  return [
    entry('scheme', 'Switch between light and dark colours', 'moon', sources.toggleScheme, {
      keywords: 'theme scheme appearance',
    }),
    entry('utc', 'Switch between local time and UTC', 'clock', sources.toggleUtc),
    entry('link', 'Copy link to this place', 'copy', sources.copyLink),
    entry('help', 'Shortcuts, settings and about Botdesk', 'book', sources.openHelp, { keys: ['?'] }),
  ]
}
