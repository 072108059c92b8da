import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { assertNever } from '../../../shared/errors.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { RemedyCard } from '../../components/RemedyCard.tsx'
import { SkeletonRows } from '../../components/Skeleton.tsx'
import { LookPill } from '../../components/StatePill.tsx'
import { Tag } from '../../components/Tag.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import type { StateLook } from '../../messages/states.ts'
import { AuditCard } from './AuditCard.tsx'
import { AuthoritiesCard } from './AuthoritiesCard.tsx'
import { BotsCard } from './BotsCard.tsx'
import styles from './Cluster.module.css'
import { ClusterOverview } from './ClusterOverview.tsx'
import { ClusterTabs, type ClusterTab } from './ClusterTabs.tsx'
import { TokensCard } from './TokensCard.tsx'
import { useCluster, type Cluster } from './use-cluster.ts'

const looks: Readonly<Record<ClusterView['state'], StateLook>> = {
  running: { word: 'Running', shape: 'tick', tone: 'ok' },
  starting: { word: 'Starting', shape: 'turning', tone: 'busy' },
  stopped: { word: 'Stopped', shape: 'square', tone: 'idle' },
  failed: { word: 'Did not start', shape: 'octagon', tone: 'bad' },
}

/** The cluster on this computer: what is in it, and what can be tried (interface.md 6.16). */
export function ClusterScreen({ tab }: { tab: string }) {
  const cluster = useCluster()
  const { view } = cluster
  const isEmpty = view !== undefined && view.name === undefined && view.state === 'stopped'
  const current = tabOf(tab)
  return (
    <Page
      top={
        <>
          <PageHead
            title={texts.title}
            state={
              <>
                {view && <LookPill look={looks[view.state]} />}
                <Tag>{texts.purpose}</Tag>
              </>
            }
            sentence={view?.state === 'stopped' && !isEmpty ? texts.stoppedSentence : undefined}
            actions={
              isEmpty ? undefined : (
                <>
                  <StartStop cluster={cluster} />
                  <NewBotButton cluster={cluster} />
                </>
              )
            }
          />
          <ClusterTabs current={current} isHidden={!view || isEmpty} />
        </>
      }
    >
      <Content cluster={cluster} tab={current} isEmpty={isEmpty} />
    </Page>
  )
}

function Content({ cluster, tab, isEmpty }: { cluster: Cluster; tab: ClusterTab; isEmpty: boolean }) {
  const { view, start, error } = cluster
  if (!view) return <SkeletonRows rows={5} />
  if (isEmpty)
    return (
      <EmptyState
        title={texts.emptyTitle}
        acts={
          <>
            <Button variant="filled" disabled={!cluster.canStart} onClick={() => void start.run()}>
              {texts.start}
            </Button>
            {start.error && <FormError>{errorSentence(start.error.serialize())}</FormError>}
          </>
        }
      >
        {texts.emptyText}
      </EmptyState>
    )
  return (
    <div className={styles.stack}>
      {view.state === 'failed' && view.error && (
        <RemedyCard
          title={texts.failedTitle}
          error={view.error}
          explanation={explainError(view.error)}
          retry={
            <Button disabled={!cluster.canStart} onClick={() => void start.run()}>
              {texts.tryAgain}
            </Button>
          }
        />
      )}
      {view.state === 'starting' && <p role="status">{texts.startingSentence}</p>}
      {error && view.state !== 'failed' && <FormError>{errorSentence(error.serialize())}</FormError>}
      <TabContent cluster={cluster} view={view} tab={tab} />
    </div>
  )
}

function TabContent({ cluster, view, tab }: { cluster: Cluster; view: ClusterView; tab: ClusterTab }) {
  switch (tab) {
    case 'overview':
      return <ClusterOverview cluster={cluster} view={view} />
    case 'bots':
      return (
        <>
          <BotsCard cluster={cluster} view={view} />
          <TokensCard cluster={cluster} view={view} />
        </>
      )
    case 'authorities':
      return <AuthoritiesCard authorities={view.authorities} />
    case 'audit':
      return <AuditCard audit={view.audit} isLive={view.state === 'running'} />
    default:
      return assertNever(tab)
  }
}

function StartStop({ cluster }: { cluster: Cluster }) {
  const { view, start, stop, canStart, canChange } = cluster
  if (!view || (view.state === 'failed' && view.error)) return null
  if (view.state === 'running')
    return (
      <Button
        leftSection={<Icon name="stop" size={14} />}
        disabled={!canChange || stop.isRunning}
        onClick={() => void stop.run()}
      >
        {texts.stop}
      </Button>
    )
  return (
    <Button
      variant="filled"
      leftSection={<Icon name="play" size={14} />}
      disabled={!canStart || start.isRunning}
      onClick={() => void start.run()}
    >
      {texts.start}
    </Button>
  )
}

function NewBotButton({ cluster: { view } }: { cluster: Cluster }) {
  if (view?.state !== 'running') return null
  return (
    <Button
      variant="filled"
      component={Link}
      href="/new-bot?in=local-cluster"
      leftSection={<Icon name="plus" size={14} />}
    >
      {texts.newBot}
    </Button>
  )
}

/** An address someone typed may name a tab there is not. */
function tabOf(tab: string): ClusterTab {
  return tab === 'bots' || tab === 'authorities' || tab === 'audit' ? tab : 'overview'
}
