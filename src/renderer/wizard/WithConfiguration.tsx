import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { checkConfig } from '../../shared/config/index.ts'
import { openDocument } from '../../shared/config/edit/index.ts'
import { newestTarget, targetVersions, type TargetVersion } from '../../shared/config/problem.ts'
import { BotConfiguration } from '../bots/BotConfiguration.tsx'
import { configHref } from '../bots/config-href.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { Page, PageHead } from '../components/Page.tsx'
import { wizardTexts as texts } from '../messages/wizard.ts'

interface WithConfigurationProps {
  readonly bot: string
  readonly title: string
  readonly children: (text: string, target: TargetVersion) => ReactNode
}

/** Reads a bot's draft or file for a wizard; says so where it cannot be read or does not parse. */
export function WithConfiguration({ bot, title, children }: WithConfigurationProps) {
  return (
    <BotConfiguration bot={bot} top={<PageHead title={title} />}>
      {({ draft, savedText, runningText, target }) => {
        const text = draft ?? savedText ?? runningText ?? ''
        const version = targetVersions.find((each) => each === target) ?? newestTarget
        if (openDocument(text) === undefined) return <Unreadable bot={bot} title={title} text={text} />
        return children(text, version)
      }}
    </BotConfiguration>
  )
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
