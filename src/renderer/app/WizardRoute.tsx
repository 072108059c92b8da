import { lazy } from 'react'
import { useParams } from 'wouter'
import { Page } from '../components/Page.tsx'
import { SkeletonLines } from '../components/Skeleton.tsx'
import { useBot, useFleetStore } from '../stores/fleet-store.ts'
import { decodedSegment } from './decoded-segment.ts'
import { NotFound } from './NotFound.tsx'

const AddServiceScreen = lazy(async () => ({
  default: (await import('../features/add-service/AddServiceScreen.tsx')).AddServiceScreen,
}))
const DestinationScreen = lazy(async () => ({
  default: (await import('../features/destination/DestinationScreen.tsx')).DestinationScreen,
}))

const ChangeJoinScreen = lazy(async () => ({
  default: (await import('../features/new-bot/ChangeJoinScreen.tsx')).ChangeJoinScreen,
}))

/** The wizards about a bot: `join`, `add-service`, `services/SVC/change`, `services/SVC/destination`. */
export function WizardRoute({ act }: { act: string }) {
  const params = useParams<{ bot: string; service?: string }>()
  const isKnown = useFleetStore((state) => state.view !== undefined)
  const bot = decodedSegment(params.bot)
  const exists = useBot(bot) !== undefined
  if (!isKnown)
    return (
      <Page>
        <SkeletonLines />
      </Page>
    )
  if (!exists) return <NotFound />
  if (act === 'join') return <ChangeJoinScreen key={bot} bot={bot} />
  if (params.service === undefined) return <AddServiceScreen key={bot} bot={bot} />
  const service = decodedSegment(params.service)
  const key = `${bot} ${service}`
  if (act === 'change') return <AddServiceScreen key={key} bot={bot} service={service} />
  if (act === 'destination') return <DestinationScreen key={key} bot={bot} service={service} />
  return <NotFound />
}
