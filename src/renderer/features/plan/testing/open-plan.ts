import { screen } from '@testing-library/react'
import type { BotView, ConfigView } from '../../../../shared/contract/views.ts'
import { useFleetStore } from '../../../stores/fleet-store.ts'
import { scenarioClient, type FakeClient, type Handlers } from '../../../testing/fake-client.ts'
import { renderApp, type RenderedApp } from '../../../testing/render-app.tsx'
// Loaded beforehand: the page loads it only when it is needed, which takes its time on a busy computer.
import '../PlanScreen.tsx'

/** When the page was opened. */
export const now = Date.now()
/** The text on disk, which runs. */
export const saved = 'version: v2\nservices:\n  - type: identity\n    credential_ttl: 1h\n'
/** One line of it changed. */
export const draft = saved.replace('1h', '30m')
/** What the backend says of the file. */
export const view: ConfigView = {
  path: '/srv/ci/tbot.yaml',
  savedText: saved,
  runningText: saved,
  draft,
  target: 18,
}

/** The window at the plan of a bot, over a backend that has a draft. */
export async function openPlan(
  handlers: Handlers = {},
  bot = 'ci-deploy',
): Promise<RenderedApp & { client: FakeClient }> {
  const client = scenarioClient('full', now, { 'config:read': () => view, ...handlers })
  const app = renderApp(client, `/bots/${bot}/plan`)
  await screen.findByRole('link', { name: 'Back to editing' })
  return { ...app, client }
}

/** The bot as the fleet knows it now. */
export function knownBot(): BotView {
  const bot = useFleetStore.getState().view?.bots.find(({ name }) => name === 'ci-deploy')
  if (!bot) throw new Error('the scenario has no bot')
  return bot
}
