import { Link } from 'wouter'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import styles from './Cluster.module.css'

export type ClusterTab = 'overview' | 'bots' | 'authorities' | 'audit'
const tabs: readonly ClusterTab[] = ['overview', 'bots', 'authorities', 'audit']

/** The parts of the cluster; each is a place with its own address. */
export function ClusterTabs({ current, isHidden }: { current: ClusterTab; isHidden: boolean }) {
  if (isHidden) return null
  return (
    <nav className={styles.tabs} aria-label={texts.title}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          href={tab === 'overview' ? '/cluster' : `/cluster/${tab}`}
          className={styles.tab ?? ''}
          aria-current={tab === current ? 'page' : undefined}
        >
          {texts.tabs[tab]}
        </Link>
      ))}
    </nav>
  )
}
