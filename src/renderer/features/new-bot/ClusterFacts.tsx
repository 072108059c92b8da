import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyField } from '../../components/CopyField.tsx'
import { classNames } from '../../components/class-names.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { SideSection } from '../../wizard/SideSection.tsx'
import styles from './NewBot.module.css'
import type { JoinModel } from './use-joining.ts'

/** What is known of the cluster: as it answered, or the local one. */
export function ClusterFacts({ model }: { model: JoinModel }) {
  return (
    <SideSection title={texts.thisCluster}>
      {model.isLocal ? <Local model={model} /> : <Probed model={model} />}
    </SideSection>
  )
}

function Local({ model: { cluster } }: { model: JoinModel }) {
  if (cluster?.state !== 'running') return <p className={styles.facts}>{texts.clusterWaits}</p>
  return (
    <dl className={styles.facts}>
      <Fact name={texts.factName}>{cluster.name && <CopyField value={cluster.name} what="name" />}</Fact>
      <Fact name={texts.factAddress}>
        {cluster.address && <CopyField value={cluster.address} what="address" />}
      </Fact>
      <Fact name={texts.pinField}>{texts.localPinned}</Fact>
      <Fact name={texts.factApps}>{cluster.apps.map((app) => app.name).join(', ') || '–'}</Fact>
    </dl>
  )
}

function Probed({ model }: { model: JoinModel }) {
  const { value, isCurrent } = model.probe
  if (!value?.clusterName && !value?.kind) return <p className={styles.facts}>{texts.clusterWaits}</p>
  const { clusterName, kind, proxyAddress, serverVersion, clockSkewMs } = value
  const hasProxy = kind === 'auth' && proxyAddress !== undefined
  return (
    <>
      <dl className={classNames(styles.facts, !isCurrent && styles.stale)}>
        {clusterName !== undefined && (
          <Fact name={texts.factName}>
            <CopyField value={clusterName} what="name" />
          </Fact>
        )}
        {kind !== undefined && (
          <Fact name={texts.factAnswers}>
            {texts.answersAs[kind]}
            {hasProxy && (
              <Button
                variant="transparent"
                className={styles.takeProxy}
                onClick={() => model.setAddress(proxyAddress, 'proxy_server')}
              >
                {texts.takeProxy(shortProxy(proxyAddress, model.address))}
              </Button>
            )}
          </Fact>
        )}
        {serverVersion !== undefined && (
          <Fact name={texts.factVersion}>{texts.version(serverVersion, model.target)}</Fact>
        )}
        {clockSkewMs !== undefined && <Fact name={texts.factClock}>{clockText(clockSkewMs)}</Fact>}
      </dl>
      <p className={styles.sent}>{value.sent}</p>
    </>
  )
}

/** Only the port where the host is the same. */
function shortProxy(proxy: string, address: string): string {
  const host = address.replace(/:\d+$/, '')
  return proxy.startsWith(`${host}:`) ? proxy.slice(host.length + 1) : proxy
}

function clockText(skewMs: number): string {
  const seconds = Math.round(skewMs / 100) / 10
  if (Math.abs(seconds) < 0.1) return texts.clockEqual
  return texts.clock(`${seconds > 0 ? '+' : '−'}${Math.abs(seconds)} s`)
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
