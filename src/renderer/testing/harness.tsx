import '@mantine/core/styles.layer.css'
import '../theme/fonts.ts'
import '../theme/global.css'
import { createRoot } from 'react-dom/client'
import { App } from '../app/App.tsx'
import { applyScheme } from '../app/scheme.ts'
import { connectStores } from '../stores/connect-stores.ts'
import { scenarioClient, trialAt } from './fake-client.ts'
import { scenarioNames } from './scenarios.ts'

/** A page of the real window over the fake bridge: `harness.html?scenario=full&scheme=dark#/bots`. For looking, not shipped. */
function start(): void {
  const query = new URLSearchParams(location.search)
  const scenario = scenarioNames.find((name) => name === query.get('scenario')) ?? 'full'
  const scheme = query.get('scheme') ?? 'light'
  localStorage.setItem('botdesk-scheme', scheme)
  applyScheme(scheme)
  const client = scenarioClient(scenario, Date.now())
  const trial = query.get('trial')
  if (trial === 'running' || trial === 'failed') client.push('trial:steps-changed', trialAt(trial))
  connectStores(client)
  if (query.has('lost')) client.connection({ kind: 'lost', since: Date.now(), nextAt: Date.now() + 8000 })
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<App client={client} />)
}

start()
