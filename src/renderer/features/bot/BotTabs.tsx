import { Link } from 'wouter'
import type { BotView } from '../../../shared/contract/views.ts'
import { classNames } from '../../components/class-names.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { botTexts } from '../../messages/bot.ts'
import { count } from '../../../shared/messages/format.ts'
import { ownServices, worstService } from '../../model/bot-facts.ts'
import styles from './BotTabs.module.css'

export type BotTab = 'overview' | 'services' | 'config' | 'log' | 'export'

const paths: Readonly<Record<BotTab, string>> = {
  overview: '',
  services: '/services',
  config: '/config',
  log: '/log',
  export: '/export',
}

/** The tabs are places of their own, so they are links; one with a problem carries its shape. */
export function BotTabs({ bot, tab }: { bot: BotView; tab: BotTab }) {
  return (
    <nav aria-label={bot.name} className={styles.tabs}>
      {(['overview', 'services', 'config', 'log', 'export'] as const).map((each) => (
        <Link
          key={each}
          href={`/bots/${bot.name}${paths[each]}`}
          aria-current={each === tab ? 'page' : undefined}
          className={classNames(styles.tab, each === tab && styles.current)}
        >
          {botTexts.tabs[each]}
          <TabMark bot={bot} tab={each} />
        </Link>
      ))}
    </nav>
  )
}

function TabMark({ bot, tab }: { bot: BotView; tab: BotTab }) {
  if (tab === 'services') {
    const worst = worstService(bot)
    if (worst && !worst.internal) return <StateGlyph state={worst.state} size={12} named />
    return <span className={styles.count}>{ownServices(bot).length}</span>
  }
  if (tab === 'config') {
    const { error, hazard } = bot.problemCounts
    if (error > 0) return <Glyph shape="octagon" tone="bad" size={12} label={count(error, 'error')} />
    if (hazard > 0) return <Glyph shape="triangle" tone="warn" size={12} label={count(hazard, 'hazard')} />
    if (bot.hasDraft) return <span className={styles.draft} role="img" aria-label="unsaved edits" />
  }
  return null
}
