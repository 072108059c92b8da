import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { addServiceHref } from '../../bots/service-href.ts'
import type { BotView } from '../../../shared/contract/views.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { botTexts } from '../../messages/bot.ts'

/** A bot whose file lists no services: what will be here, and the way to it. */
export function NoServices({ bot }: { bot: BotView }) {
  return (
    <EmptyState
      title={botTexts.servicesEmpty}
      acts={
        <>
          <Button
            variant="filled"
            component={Link}
            href={addServiceHref(bot.name)}
            leftSection={<Icon name="plus" size={14} />}
          >
            {addServiceTexts.add}
          </Button>
          <Button component={Link} href={`/bots/${bot.name}/config`}>
            {botTexts.edit}
          </Button>
        </>
      }
    >
      {botTexts.servicesEmptyText}
    </EmptyState>
  )
}
