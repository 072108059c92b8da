import { Button, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { BotView } from '../../../shared/contract/views.ts'
import { BotMenu } from '../../bots/BotMenu.tsx'
import { whyNot } from '../../bots/bot-acts.ts'
import { StartStopButton } from '../../bots/StartStopButton.tsx'
import { useBotActions } from '../../bots/use-bot-actions.ts'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { LookPill, StatePill } from '../../components/StatePill.tsx'
import { botTexts, headSentence } from '../../messages/bot.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { fleetTexts } from '../../messages/fleet.ts'
import { stateLooks } from '../../messages/states.ts'
import { useTime } from '../../stores/clock-store.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { BotTabs, type BotTab } from './BotTabs.tsx'

interface BotFrameProps {
  readonly bot: BotView
  readonly tab: BotTab
  readonly children: ReactNode
  /** Stand in place of the acts on the bot. */
  readonly actions?: ReactNode
  /** The tab scrolls itself (editor, log). */
  readonly isFilled?: boolean
}

/** A bot's head and tabs around one tab. */
export function BotFrame({ bot, tab, children, actions, isFilled = false }: BotFrameProps) {
  const isLost = useIsLost()
  const sentence = useTime((now) => headSentence(bot, now))
  const { error } = useBotActions(bot)
  return (
    <Page
      isFilled={isFilled}
      top={
        <>
          <PageHead
            title={bot.name}
            state={isLost ? <WasPill bot={bot} /> : <StatePill state={bot.engine.state} />}
            sentence={sentence}
            actions={actions ?? <HeadActions bot={bot} />}
          />
          {error && <FormError>{errorSentence(error.serialize(), { bot: bot.name })}</FormError>}
          <BotTabs bot={bot} tab={tab} />
        </>
      }
    >
      {children}
    </Page>
  )
}

function WasPill({ bot }: { bot: BotView }) {
  return (
    <LookPill look={{ word: '', shape: 'unknown', tone: 'idle' }}>
      {fleetTexts.was(stateLooks[bot.engine.state].word)}
    </LookPill>
  )
}

function HeadActions({ bot }: { bot: BotView }) {
  const { renew, working } = useBotActions(bot)
  const isLost = useIsLost()
  const refusal = whyNot(bot, 'renew', isLost)
  return (
    <>
      {bot.engine.state !== 'stopped' && (
        <Tooltip label={refusal} disabled={refusal === undefined}>
          <Button
            leftSection={<Icon name="refresh" size={14} />}
            loading={working === 'renew'}
            {...(refusal === undefined ? {} : { 'data-disabled': true, 'aria-disabled': true })}
            onClick={() => {
              if (refusal === undefined) renew()
            }}
          >
            {botTexts.renew}
          </Button>
        </Tooltip>
      )}
      <StartStopButton bot={bot} />
      <BotMenu bot={bot} isBordered />
    </>
  )
}
