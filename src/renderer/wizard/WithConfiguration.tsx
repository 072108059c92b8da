import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { checkConfig } from '../../shared/config/index.ts'
import { openDocument } from '../../shared/config/edit/index.ts'
import { newestTarget, targetVersions, type TargetVersion } from '../../shared/config/problem.ts'
import { assertNever } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/messages/errors.ts'
import { configHref } from '../bots/config-href.ts'
import { useAnswer } from '../bridge/use-answer.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { Page, PageHead } from '../components/Page.tsx'
import { SkeletonLines } from '../components/Skeleton.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'

interface WithConfigurationProps {
  readonly bot: string
  readonly title: string
  readonly children: (text: string, target: TargetVersion) => ReactNode
}

/** Reads a bot's draft or file for a wizard; says so where it cannot be read or does not parse. */
export function WithConfiguration({ bot, title, children }: WithConfigurationProps) {
  const { asked, askAgain } = useAnswer('config:read', { bot })
  switch (asked.kind) {
    case 'loading':
      return (
        <Page top={<PageHead title={title} />}>
          <SkeletonLines lines={6} />
        </Page>
      )
    case 'error':
      return (
        <Page top={<PageHead title={title} />}>
          <EmptyState
            title={texts.readFailed}
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
    case 'ready': {
      const { draft, savedText, runningText, target } = asked.value
      const text = draft ?? savedText ?? runningText ?? ''
      const version = targetVersions.find((each) => each === target) ?? newestTarget
      if (openDocument(text) === undefined) return <Unreadable bot={bot} title={title} text={text} />
      return children(text, version)
    }
    default:
      return assertNever(asked)
  }
}

function Unreadable({ bot, title, text }: { bot: string; title: string; text: string }) {
  const line = checkConfig(text, { target: newestTarget }).problems[0]?.line ?? 1
  return (
    <Page top={<PageHead title={title} />}>
      <EmptyState
        title={texts.notParsing(line)}
        acts={
          <Button variant="filled" component={Link} href={configHref(bot)}>
            {texts.openEditor}
          </Button>
        }
      >
        {texts.notParsingText}
      </EmptyState>
    </Page>
  )
}
