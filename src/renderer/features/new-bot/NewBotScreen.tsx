import { useSearch } from 'wouter'
import { Page, PageHead } from '../../components/Page.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { NewBot } from './NewBot.tsx'

/** "How do I reach the cluster and prove who I am?" (interface.md 6.9). `?in=local-cluster` starts with the local one. */
export function NewBotScreen() {
  const search = useSearch()
  const isReady = useAppStore((state) => state.info !== undefined)
  const isFleetKnown = useFleetStore((state) => state.view !== undefined)
  // Names and folders are suggested from both.
  if (!isReady || !isFleetKnown)
    return (
      <Page top={<PageHead title={texts.titles.cluster} />}>
        <SkeletonLines lines={6} />
      </Page>
    )
  return <NewBot startsLocal={new URLSearchParams(search).get('in') === 'local-cluster'} />
}
