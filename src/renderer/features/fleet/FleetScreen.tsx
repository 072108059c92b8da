import { Button } from '@mantine/core'
import { useRef } from 'react'
import { Link, Redirect } from 'wouter'
import { AsOf } from '../../components/AsOf.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { moveBetweenRows } from '../../components/row-keys.ts'
import { SkeletonRows } from '../../components/Skeleton.tsx'
import { useWidth } from '../../components/use-width.ts'
import { fleetTexts } from '../../messages/fleet.ts'
import { newBotTexts } from '../../messages/new-bot.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { FleetFilterBar } from './FleetFilterBar.tsx'
import { FleetGroup } from './FleetGroup.tsx'
import { FleetHead, layoutFor } from './FleetHead.tsx'
import { NothingMatches } from './NothingMatches.tsx'
import styles from './Fleet.module.css'
import { useFleet } from './use-fleet.ts'

/** "Which bot needs me, and how long have I got?" (interface.md 6.2) */
export function FleetScreen() {
  const isKnown = useFleetStore((state) => state.view !== undefined)
  const { bots, sections, filter, setFilter } = useFleet()
  const card = useRef<HTMLDivElement>(null)
  const layout = layoutFor(useWidth(card))
  if (isKnown && bots.length === 0) return <Redirect to="/welcome" replace />
  return (
    <Page
      top={
        <>
          <PageHead
            title={fleetTexts.title}
            actions={
              <>
                <Button component={Link} href="/open" leftSection={<Icon name="file-import" size={14} />}>
                  {fleetTexts.open}
                </Button>
                <Button
                  component={Link}
                  href="/new-bot"
                  variant="filled"
                  leftSection={<Icon name="plus" size={14} />}
                >
                  {newBotTexts.open}
                </Button>
              </>
            }
          />
          {isKnown && <FleetFilterBar bots={bots} filter={filter} onChange={setFilter} />}
        </>
      }
    >
      <AsOf />
      <div ref={card} className={styles.card}>
        {!isKnown && <SkeletonRows rows={5} />}
        {isKnown && sections.length === 0 && (
          <NothingMatches bots={bots} filter={filter} onChange={setFilter} />
        )}
        {sections.length > 0 && (
          <div role="table" aria-label={fleetTexts.title} onKeyDown={moveBetweenRows}>
            <FleetHead layout={layout} />
            {sections.map((section) => (
              <FleetGroup key={section.group} section={section} layout={layout} />
            ))}
          </div>
        )}
      </div>
    </Page>
  )
}
