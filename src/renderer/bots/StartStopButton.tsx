import { ActionIcon, Button, Tooltip } from '@mantine/core'
import type { BotView } from '../../shared/contract/views.ts'
import { Icon } from '../components/icons/Icon.tsx'
import { useIsLost } from '../stores/connection-store.ts'
import { whyNot } from './bot-acts.ts'
import { useBotActions } from './use-bot-actions.ts'

/** Starts or stops a bot, whichever it can. Locked bots have none: they must join anew. */
export function StartStopButton({ bot, isCompact = false }: { bot: BotView; isCompact?: boolean }) {
  const { start, stop, working } = useBotActions(bot)
  const isLost = useIsLost()
  if (bot.engine.state === 'locked') return null
  const isStopped = bot.engine.state === 'stopped'
  const word = isStopped ? 'Start' : 'Stop'
  const icon = <Icon name={isStopped ? 'play' : 'stop'} size={14} />
  const shared = {
    onClick: isStopped ? start : stop,
    loading: working === 'start' || working === 'stop',
    disabled: whyNot(bot, isStopped ? 'start' : 'stop', isLost) !== undefined,
  }
  if (!isCompact)
    return (
      <Button leftSection={icon} {...shared}>
        {word}
      </Button>
    )
  return (
    <Tooltip label={`${word} ${bot.name}`}>
      <ActionIcon variant="default" aria-label={`${word} ${bot.name}`} {...shared}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
