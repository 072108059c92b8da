import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useParams } from 'wouter'
import { Page } from '../components/Page.tsx'
import { SkeletonLines, SkeletonRows } from '../components/Skeleton.tsx'
import { FleetScreen } from '../features/fleet/FleetScreen.tsx'
import { OpenFileScreen } from '../features/welcome/OpenFileScreen.tsx'
import { WelcomeScreen } from '../features/welcome/WelcomeScreen.tsx'
import { useFleetStore } from '../stores/fleet-store.ts'
import { BotRoute } from './BotRoute.tsx'
import { decodedSegment } from './decoded-segment.ts'
import { NotFound } from './NotFound.tsx'
import { WizardRoute } from './WizardRoute.tsx'

const LogScreen = lazy(async () => ({ default: (await import('../features/log/LogScreen.tsx')).LogScreen }))
const ClusterScreen = lazy(async () => ({
  default: (await import('../features/cluster/ClusterScreen.tsx')).ClusterScreen,
}))

const NewBotScreen = lazy(async () => ({
  default: (await import('../features/new-bot/NewBotScreen.tsx')).NewBotScreen,
}))

const ImportScreen = lazy(async () => ({
  default: (await import('../features/import/ImportScreen.tsx')).ImportScreen,
}))

/** Every place of the window. */
export function Routes() {
  return (
    <Suspense
      fallback={
        <Page>
          <SkeletonLines />
        </Page>
      }
    >
      <Switch>
        <Route path="/" component={Start} />
        <Route path="/welcome" component={WelcomeScreen} />
        <Route path="/open" component={OpenFileScreen} />
        <Route path="/bots" component={FleetScreen} />
        <Route path="/import">{() => <ImportScreen />}</Route>
        <Route path="/new-bot">{() => <NewBotScreen />}</Route>
        <Route path="/bots/:bot/join">{() => <WizardRoute act="join" />}</Route>
        <Route path="/bots/:bot/add-service">{() => <WizardRoute act="add-service" />}</Route>
        <Route path="/bots/:bot/services/:service/:act">{({ act }) => <WizardRoute act={act} />}</Route>
        <Route path="/bots/:bot/:tab?/:part?" component={BotPlace} />
        <Route path="/log">{() => <LogScreen />}</Route>
        <Route path="/cluster/:tab?">{({ tab }) => <ClusterScreen tab={tab ?? 'overview'} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  )
}

function BotPlace() {
  const { bot, tab, part } = useParams<{ bot: string; tab?: string; part?: string }>()
  return <BotRoute bot={decodedSegment(bot)} tab={tab} part={part && decodedSegment(part)} />
}

/** The first place: the welcome until there is a bot. */
function Start() {
  const view = useFleetStore((state) => state.view)
  if (!view)
    return (
      <Page>
        <SkeletonRows />
      </Page>
    )
  return <Redirect to={view.bots.length === 0 ? '/welcome' : '/bots'} replace />
}
