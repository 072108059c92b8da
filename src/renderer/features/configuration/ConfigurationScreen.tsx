import { Button } from '@mantine/core'
import { assertNever } from '../../../shared/errors.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { ConfigurationEditor } from './ConfigurationEditor.tsx'
import styles from './Configuration.module.css'

/** A bot's `tbot.yaml` as text: is the file right, and what would change? (interface.md 6.5) */
export function ConfigurationScreen({ bot }: { bot: string }) {
  const { asked, askAgain } = useAnswer('config:read', { bot })
  switch (asked.kind) {
    case 'loading':
      return (
        <div className={styles.loading}>
          <SkeletonLines lines={9} />
        </div>
      )
    case 'error':
      return (
        <div className={styles.loading}>
          <EmptyState
            title={texts.failedTitle}
            acts={
              <Button variant="filled" onClick={askAgain}>
                {texts.readAgain}
              </Button>
            }
          >
            {errorSentence(asked.error.serialize())}
          </EmptyState>
        </div>
      )
    case 'ready':
      return <ConfigurationEditor key={bot} bot={bot} view={asked.value} />
    default:
      return assertNever(asked)
  }
}
