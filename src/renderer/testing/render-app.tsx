import { render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { onTestFinished } from 'vitest'
import { memoryLocation } from 'wouter/memory-location'
import { App } from '../app/App.tsx'
import { useAppStore } from '../stores/app-store.ts'
import { useBotActsStore } from '../stores/bot-acts-store.ts'
import { useClusterStore } from '../stores/cluster-store.ts'
import { connectStores } from '../stores/connect-stores.ts'
import { useConnectionStore } from '../stores/connection-store.ts'
import { useFleetStore } from '../stores/fleet-store.ts'
import { useLayerStore } from '../stores/layer-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useRecentStore } from '../stores/recent-store.ts'
import { useToastStore } from '../stores/toast-store.ts'
import { useTrialStore } from '../stores/trial-store.ts'
import { useWizardStore } from '../stores/wizard-store.ts'
import type { FakeClient } from './fake-client.ts'

/** Every store back to what it was when the page was opened. */
const resets = [
  () => useAppStore.setState(useAppStore.getInitialState(), true),
  () => useBotActsStore.setState(useBotActsStore.getInitialState(), true),
  () => useClusterStore.setState(useClusterStore.getInitialState(), true),
  () => useConnectionStore.setState(useConnectionStore.getInitialState(), true),
  () => useFleetStore.setState(useFleetStore.getInitialState(), true),
  () => useLayerStore.setState(useLayerStore.getInitialState(), true),
  () => usePreferencesStore.setState(usePreferencesStore.getInitialState(), true),
  () => useRecentStore.setState(useRecentStore.getInitialState(), true),
  () => useToastStore.setState(useToastStore.getInitialState(), true),
  () => useTrialStore.setState(useTrialStore.getInitialState(), true),
  () => useWizardStore.setState(useWizardStore.getInitialState(), true),
]

export interface RenderedApp {
  readonly user: UserEvent
  /** Every route that was gone to, the first one included. */
  readonly routes: readonly string[]
}

/** The whole window over a fake bridge at a route; stores start empty and are disconnected after the test. */
export function renderApp(client: FakeClient, route: string): RenderedApp {
  for (const reset of resets) reset()
  const location = memoryLocation({ path: route, record: true })
  onTestFinished(connectStores(client))
  render(<App client={client} locationHook={location.hook} env="test" />)
  return { user: userEvent.setup(), routes: location.history }
}
