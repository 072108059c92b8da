import { addServiceTexts } from '../messages/add-service.ts'
import { destinationTexts } from '../messages/destination.ts'
import { newBotTexts } from '../messages/new-bot.ts'
import { exportTexts } from '../messages/export.ts'
import { importTexts } from '../messages/import.ts'
import { planTexts } from '../messages/plan.ts'
import { shellTexts } from '../messages/shell.ts'
import { decodedSegment } from './decoded-segment.ts'

/** Places of a bot that are no tab, by the part after its name. */
const botPlaces: Readonly<Record<string, string>> = {
  plan: planTexts.crumb,
  export: exportTexts.crumb,
  join: newBotTexts.changeCrumb,
  'add-service': addServiceTexts.crumb,
}

/** Wizards about a service, by the part after its name. */
const serviceActs: Readonly<Record<string, string>> = {
  change: addServiceTexts.changeShort,
  destination: destinationTexts.crumb,
}

export interface Crumb {
  readonly label: string
  readonly href: string
}

/** The way to a place, at most three parts. */
export function crumbsOf(path: string): readonly Crumb[] {
  const [first = '', second, third, fourth, fifth] = path.split('/').filter(Boolean)
  switch (first) {
    case 'bots': {
      const bots = { label: shellTexts.bots, href: '/bots' }
      if (second === undefined) return [bots]
      const bot = { label: second, href: `/bots/${second}` }
      const label =
        third === 'services' && fourth !== undefined
          ? (serviceActs[fifth ?? ''] ?? decodedSegment(fourth))
          : botPlaces[third ?? '']
      return label === undefined ? [bots, bot] : [bots, bot, { label, href: path }]
    }
    case 'log':
      return [{ label: shellTexts.log, href: '/log' }]
    case 'cluster':
      return [{ label: shellTexts.cluster, href: '/cluster' }]
    case 'open':
      return [
        { label: shellTexts.bots, href: '/bots' },
        { label: shellTexts.addBot, href: '/open' },
      ]
    case 'import':
      return [
        { label: shellTexts.bots, href: '/bots' },
        { label: importTexts.crumb, href: '/import' },
      ]
    case 'new-bot':
      return [
        { label: shellTexts.bots, href: '/bots' },
        { label: newBotTexts.crumb, href: '/new-bot' },
      ]
    case 'welcome':
      return [{ label: 'Welcome', href: '/welcome' }]
    default:
      return []
  }
}
