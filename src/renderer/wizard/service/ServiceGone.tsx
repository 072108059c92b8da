import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { addServiceTexts as texts } from '../../messages/add-service.ts'

/** A link to a service that the configuration does not have any more. */
export function ServiceGone({ bot, service }: { bot: string; service: string }) {
  return (
    <Page top={<PageHead title={texts.changeCrumb(service)} />}>
      <EmptyState
        title={texts.gone(service)}
        acts={
          <Button variant="filled" component={Link} href={`/bots/${bot}/services`}>
            {texts.showServices}
          </Button>
        }
      >
        {texts.goneText}
      </EmptyState>
    </Page>
  )
}
