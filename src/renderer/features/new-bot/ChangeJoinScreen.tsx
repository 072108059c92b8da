import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { WithConfiguration } from '../../wizard/WithConfiguration.tsx'
import { ChangeJoin } from './ChangeJoin.tsx'

/** How a bot that exists reaches its cluster and proves who it is (interface.md 6.9). */
export function ChangeJoinScreen({ bot }: { bot: string }) {
  return (
    <WithConfiguration bot={bot} title={texts.changeTitle(bot)}>
      {(text, target) => <ChangeJoin bot={bot} base={text} target={target} />}
    </WithConfiguration>
  )
}
