import type { ReactNode } from 'react'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { Card } from '../../components/Card.tsx'
import { classNames } from '../../components/class-names.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { formatBoth, formatWhen, shortenHome } from '../../../shared/messages/format.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useTime } from '../../stores/clock-store.ts'
import { AppsCard } from './AppsCard.tsx'
import { AuditCard } from './AuditCard.tsx'
import { AuthoritiesCard } from './AuthoritiesCard.tsx'
import { BotsCard } from './BotsCard.tsx'
import styles from './Cluster.module.css'
import type { Cluster } from './use-cluster.ts'

const newestEntries = 6

/** Name, address and pins to copy, then what is in the cluster. */
export function ClusterOverview({ cluster, view }: { cluster: Cluster; view: ClusterView }) {
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Facts view={view} />
        <BotsCard cluster={cluster} view={view} />
        <AuditCard audit={view.audit.slice(0, newestEntries)} isLive={view.state === 'running'} />
      </div>
      <div className={styles.stack}>
        <AppsCard apps={view.apps} />
        <AuthoritiesCard authorities={view.authorities} isShort />
      </div>
    </div>
  )
}

function Facts({ view }: { view: ClusterView }) {
  const home = useAppStore((state) => state.info?.homeFolder)
  const { startedAt } = view
  const since = useTime((now) => (startedAt === undefined ? '' : formatWhen(startedAt, now)))
  return (
    <Card>
      <dl className={styles.facts}>
        <Fact label={texts.name}>
          {view.name === undefined ? '–' : <CopyField value={view.name} what="name" />}
        </Fact>
        <Fact label={texts.address}>
          {view.address === undefined ? texts.notRunning : <CopyField value={view.address} what="address" />}
        </Fact>
        <Fact label={texts.version}>{view.version === undefined ? '–' : texts.versionOf(view.version)}</Fact>
        <Fact label={texts.since}>
          {startedAt === undefined ? '–' : <time title={formatBoth(startedAt)}>{since}</time>}
        </Fact>
        <Fact label={texts.caPin} isWhole>
          {(view.caPins ?? []).map((pin) => (
            <CopyField key={pin} value={pin} what="CA pin" />
          ))}
        </Fact>
        <Fact label={texts.data} isWhole>
          <CopyField value={view.dataFolder} shown={shortenHome(view.dataFolder, home)} what="data folder" />
        </Fact>
      </dl>
    </Card>
  )
}

function Fact({
  label,
  children,
  isWhole = false,
}: {
  label: string
  children: ReactNode
  isWhole?: boolean
}) {
  return (
    <div className={classNames(styles.fact, isWhole && styles.whole)}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
