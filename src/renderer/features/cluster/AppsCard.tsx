import type { ClusterView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import styles from './Cluster.module.css'

/** The applications bots can get certificates for. */
export function AppsCard({ apps }: { apps: ClusterView['apps'] }) {
  return (
    <Card title={texts.apps} note={String(apps.length)}>
      {apps.length === 0 ? (
        <p className={styles.quiet}>{texts.noApps}</p>
      ) : (
        <ul className={styles.apps}>
          {apps.map((app) => (
            <li key={app.name}>
              <span className={styles.name}>
                <Glyph shape="tick" tone="ok" />
                <b>{app.name}</b>
              </span>
              <CopyField value={app.publicAddress} what={`address of ${app.name}`} />
              <span className={styles.quiet}>{texts.answersAt(app.uri)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
