import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { checkConfig } from '../../../shared/config/index.ts'
import { newestTarget, targetVersions } from '../../../shared/config/problem.ts'
import { useWizardStore } from '../../stores/wizard-store.ts'
import { scenarioClient, type FakeClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'
// Loaded beforehand: the page loads it only when it is needed, which takes its time on a busy computer.
import './ChangeJoinScreen.tsx'

const route = '/bots/ci-deploy/join'
const typedToken = 'canary-secret-5f0d8e1c22ab'
const file = `version: v2
# The cluster.
proxy_server: example.teleport.sh:443
onboarding:
  join_method: token   # by hand
  token: "••••••••"
storage: {type: directory, path: /var/lib/botdesk/ci}
services:
  # For the dashboards.
  - type: application
    app_name: grafana-example
    destination: {type: directory, path: /opt/machine-id/grafana}
`

function clientWith(): FakeClient {
  return scenarioClient('full', Date.now(), {
    'config:read': () => ({ path: '/etc/tbot.yaml', savedText: file, target: 18 }),
    'config:check': ({ text, target }) =>
      checkConfig(text, { target: targetVersions.find((each) => each === target) ?? newestTarget }),
  })
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const title = (name: RegExp) => screen.findByRole('heading', { level: 1, name })
const step = (name: RegExp) =>
  within(screen.getByRole('navigation', { name: 'Steps' })).getByRole('button', { name })
const patch = () => screen.getAllByLabelText('Change to tbot.yaml').at(-1)?.textContent ?? ''

function lastDraft(client: FakeClient): string {
  const sent = client.sent.findLast(({ name }) => name === 'config:save-draft')
  return (sent?.request as { text: string } | undefined)?.text ?? ''
}

it('opens with what is written, and changes nothing by being looked through', async () => {
  const { user } = renderApp(clientWith(), route)
  expect(await screen.findByLabelText('Address')).toHaveProperty('value', 'example.teleport.sh:443')
  await user.click(button('Proof'))
  expect(screen.getByRole('radio', { name: /join token/i })).toHaveProperty('checked', true)
  await user.click(button('Storage'))
  expect(await screen.findByLabelText('Folder')).toHaveProperty('value', '/var/lib/botdesk/ci')
  // Its own storage is no other bot's.
  expect(screen.queryByRole('alert')).toBeNull()
  await user.click(button('Check'))
  expect(await title(/everything right/)).toBe(document.activeElement)
  expect(patch()).toContain('stays as it is')
  expect(button('Save as draft')).toHaveProperty('disabled', true)
})

it('changes the method and the address where they stand, and ends at the plan', async () => {
  const client = clientWith()
  const { user, routes } = renderApp(client, route)
  const address = await screen.findByLabelText('Address')
  await user.clear(address)
  await user.type(address, 'other.example.com:443')
  await user.click(step(/Proof/))
  await user.click(screen.getByRole('radio', { name: /^Kubernetes/ }))
  await user.click(step(/Check/))
  await user.click(await screen.findByRole('button', { name: /^Review plan/ }))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/plan'))
  const draft = lastDraft(client)
  expect(draft).toContain('# The cluster.\n')
  expect(draft).toMatch(/\nproxy_server: "?other\.example\.com:443"?\n/)
  expect(draft).toContain('  join_method: kubernetes   # by hand\n')
  expect(draft.slice(draft.indexOf('storage:'))).toBe(file.slice(file.indexOf('storage:')))
})

it('refuses the storage of another bot', async () => {
  const client = clientWith()
  const { user } = renderApp(client, route)
  await screen.findByLabelText('Address')
  await user.click(step(/Storage/))
  const folder = await screen.findByLabelText('Folder')
  await user.clear(folder)
  await user.type(folder, '/var/lib/botdesk/postgres-backup')
  await user.tab()
  expect((await screen.findByRole('alert')).textContent).toMatch(/postgres/)
  await user.click(step(/Check/))
  expect(await screen.findByRole('button', { name: /^Review plan/ })).toHaveProperty('disabled', true)
})

it('says that a typed token is not kept over a reload, where the old one stands again', async () => {
  const first = renderApp(clientWith(), route)
  await screen.findByLabelText('Address')
  await first.user.click(step(/Proof/))
  const field = await screen.findByLabelText(/^Token/)
  await first.user.clear(field)
  await first.user.type(field, typedToken)
  await first.user.tab()
  expect(sessionStorage.getItem('botdesk-wizard join ci-deploy')).not.toContain(typedToken)
  // What a reload leaves is what was stored.
  document.body.replaceChildren()
  act(() => useWizardStore.setState({ kept: {} }))
  renderApp(clientWith(), route)
  expect(await screen.findByText(/The one before it stands here/)).toBeDefined()
})

it('makes no name of a secret token, and has the token back with its method', async () => {
  const client = clientWith()
  const { user } = renderApp(client, route)
  await screen.findByLabelText('Address')
  await user.click(step(/Proof/))
  await user.click(screen.getByRole('radio', { name: /^Kubernetes/ }))
  await user.click(screen.getByRole('radio', { name: /join token/i }))
  expect(patch()).toContain('stays as it is')
  await user.click(screen.getByRole('radio', { name: /^Kubernetes/ }))
  await user.click(button('Save as draft'))
  await waitFor(() => expect(lastDraft(client)).toMatch(/token: "?ci-deploy-kubernetes"?\n/))
})
