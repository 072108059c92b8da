import { Button } from '@mantine/core'
import { useRef } from 'react'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import styles from './NewBot.module.css'

interface LocalClusterProps {
  readonly cluster: ClusterView | undefined
  /** What is said where it runs. */
  readonly runs: string
}

/** The local cluster: started with one button, and then everything of step 1 is answered. */
export function LocalCluster({ cluster, runs }: LocalClusterProps) {
  const client = useBridge()
  const isLost = useIsLost()
  const title = useRef<HTMLHeadingElement>(null)
  const start = useAction(() => client.request('cluster:start', {}))
  const state = start.isRunning && cluster?.state === 'stopped' ? 'starting' : (cluster?.state ?? 'stopped')
  return (
    <section className={styles.card} aria-label={texts.localTitle} aria-live="polite">
      <h2 ref={title} tabIndex={-1} className={styles.cardTitle}>
        {texts.localTitle}
      </h2>
      <Body state={state} cluster={cluster} runs={runs} />
      {(state === 'stopped' || state === 'failed') && (
        <Button
          size="sm"
          variant="filled"
          disabled={isLost}
          leftSection={<Icon name="play" size={14} />}
          onClick={() => {
            // The button goes away.
            title.current?.focus()
            void start.run()
          }}
        >
          {texts.localStart}
        </Button>
      )}
      {start.error && <FormError>{errorSentence(start.error.serialize())}</FormError>}
    </section>
  )
}

function Body({ state, cluster, runs }: LocalClusterProps & { readonly state: ClusterView['state'] }) {
  switch (state) {
    case 'running':
      return (
        <p className={styles.line}>
          <Glyph shape="tick" tone="ok" /> {runs}
        </p>
      )
    case 'starting':
      return (
        <p className={styles.line}>
          <Glyph shape="turning" tone="busy" /> {texts.localStarting}
        </p>
      )
    case 'stopped':
      return <p className={styles.cardText}>{texts.localStopped}</p>
    case 'failed':
      return cluster?.error ? <FormError>{errorSentence(cluster.error)}</FormError> : null
    default:
      return assertNever(state)
  }
}
