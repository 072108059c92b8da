import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { EmptyState } from '../components/EmptyState.tsx'
import { Page, PageHead } from '../components/Page.tsx'
import { shellTexts } from '../messages/shell.ts'

/** An address without a place. */
export function NotFound() {
  return (
    <Page top={<PageHead title="Not found" />}>
      <EmptyState
        title={shellTexts.notFoundTitle}
        acts={
          <Button component={Link} href="/bots" variant="filled">
            {shellTexts.toBots}
          </Button>
        }
      >
        {shellTexts.notFoundText}
      </EmptyState>
    </Page>
  )
}
