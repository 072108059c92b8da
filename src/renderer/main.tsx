import '@mantine/core/styles.layer.css'
import './theme/fonts.ts'
import './theme/global.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { currentRoute, navigate } from './app/hash-location.ts'
import { applyScheme } from './app/scheme.ts'
import { openClient } from './bridge/open-client.ts'
import { connectStores } from './stores/connect-stores.ts'
import { loadPreferences, usePreferencesStore } from './stores/preferences-store.ts'

/** How long the first picture waits for the kept preferences. */
const preferencesTimeoutMs = 600

async function start(): Promise<void> {
  applyScheme(localStorage.getItem('botdesk-scheme'))
  const client = openClient()
  connectStores(client)
  await loadPreferences(client, preferencesTimeoutMs)
  const { scheme, lastRoute } = usePreferencesStore.getState().preferences
  const value = scheme === 'system' ? 'auto' : scheme
  localStorage.setItem('botdesk-scheme', value)
  applyScheme(value)
  if (currentRoute() === '/') navigate(lastRoute, { replace: true })
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<App client={client} />)
}

await start()
