import { BotConfiguration } from '../../bots/BotConfiguration.tsx'
import { ConfigurationEditor } from './ConfigurationEditor.tsx'

/** A bot's `tbot.yaml` as text: is the file right, and what would change? (interface.md 6.5) */
export function ConfigurationScreen({ bot }: { bot: string }) {
  return (
    <BotConfiguration bot={bot}>
      {(view, readAgain) => <ConfigurationEditor key={bot} bot={bot} view={view} readAgain={readAgain} />}
    </BotConfiguration>
  )
}
