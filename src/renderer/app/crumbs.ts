import { shellTexts } from '../messages/shell.ts'

export interface Crumb {
  readonly label: string
  readonly href: string
}

/** The way to a place, at most three parts. */
export function crumbsOf(path: string): readonly Crumb[] {
  const [first = '', second, third, fourth] = path.split('/').filter(Boolean)
  switch (first) {
    case 'bots': {
      const bots = { label: shellTexts.bots, href: '/bots' }
      if (second === undefined) return [bots]
      const bot = { label: second, href: `/bots/${second}` }
      if (third === 'services' && fourth !== undefined)
        return [bots, bot, { label: decodeURIComponent(fourth), href: path }]
      return [bots, bot]
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
    case 'welcome':
      return [{ label: 'Welcome', href: '/welcome' }]
    default:
      return []
  }
}
