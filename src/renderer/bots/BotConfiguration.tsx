import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConfigView } from '../../shared/contract/views.ts'
import { assertNever } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/messages/errors.ts'
import { useAnswer } from '../bridge/use-answer.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { Page } from '../components/Page.tsx'
import { SkeletonLines } from '../components/Skeleton.tsx'
import { configurationTexts as texts } from '../messages/configuration.ts'

interface BotConfigurationProps {
  readonly bot: string
  /** Stands above while there is nothing else to show; the screen brings its own. */
  readonly top?: ReactNode
  readonly children: (view: ConfigView, readAgain: () => void) => ReactNode
}

/** Reads a bot's file and draft for a screen, and says what to do where they cannot be read. */
export function BotConfiguration({ bot, top, children }: BotConfigurationProps) {
  const { asked, askAgain } = useAnswer('config:read', { bot })
  switch (asked.kind) {
    case 'loading':
      return (
        <Page top={top}>
          <SkeletonLines lines={9} />
        </Page>
      )
    case 'error':
      return (
        <Page top={top}>
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
        </Page>
      )
    case 'ready':
      return children(asked.value, askAgain)
    default:
      return assertNever(asked)
  }
}
