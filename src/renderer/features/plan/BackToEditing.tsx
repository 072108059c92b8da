import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { configHref } from '../../bots/config-href.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { useBot } from '../../stores/fleet-store.ts'

/** Leads from the plan back to the text, in place of the acts on the bot. */
export function BackToEditing({ bot }: { bot: string }) {
  const known = useBot(bot)
  // What waits is not in the editor: the plan itself leads back to it.
  const isWaiting = known?.pending !== undefined && !known.hasDraft
  return (
    <Button component={Link} href={configHref(bot)} leftSection={<Icon name="arrow-left" size={14} />}>
      {isWaiting ? texts.edit : texts.back}
    </Button>
  )
}
