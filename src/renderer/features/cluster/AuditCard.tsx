import type { ClusterAuditEntry } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { formatBoth, formatTimeExact } from '../../../shared/messages/format.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import styles from './Cluster.module.css'

/** What happened in the cluster, newest first. */
export function AuditCard({ audit, isLive }: { audit: readonly ClusterAuditEntry[]; isLive: boolean }) {
  const isUtc = usePreferencesStore((state) => state.preferences.utc)
  return (
    <Card
      title={texts.audit}
      isPadded={false}
      aside={
        isLive && (
          <span className={styles.live}>
            <Glyph shape="dot" tone="ok" /> {texts.live}
          </span>
        )
      }
    >
      {audit.length === 0 ? (
        <p className={styles.none}>{texts.noAudit}</p>
      ) : (
        <ol className={styles.audit}>
          {audit.map((entry, index) => (
            <li key={`${entry.at} ${audit.length - index}`} className={styles.entry}>
              <time className="bd-mono" title={formatBoth(entry.at)}>
                {formatTimeExact(entry.at, isUtc)}
              </time>
              <Glyph
                shape={entry.success ? 'tick' : 'octagon'}
                tone={entry.success ? 'ok' : 'bad'}
                label={entry.success ? texts.succeeded : texts.refused}
              />
              <code>{entry.event}</code>
              <span className={styles.what}>{entry.message}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
