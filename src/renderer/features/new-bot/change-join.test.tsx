import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { checkConfig } from '../../../shared/config/index.ts'
import { newestTarget, targetVersions } from '../../../shared/config/problem.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
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

const madeToken = 'canary-secret-9b41c7d0e6f2'
const pin = `sha256:${'9c1f6b77'.repeat(8)}`
const cluster: ClusterView = {
  state: 'running',
  name: 'trial',
  address: '127.0.0.1:3025',
  caPins: [pin],
  dataFolder: '/home/deploy/cluster',
  bots: [],
  tokens: [],
  apps: [],
  authorities: [],
  audit: [],
}
const { address: _address, caPins: _caPins, ...off } = cluster
const stopped: ClusterView = { ...off, state: 'stopped' }
/** A bot of that cluster. */
const localFile = file
  .replace('proxy_server: example.teleport.sh:443', 'auth_server: 127.0.0.1:3025   # this computer')
  .replace('storage:', `  ca_pins: ["${pin}"]\nstorage:`)

type Handlers = NonNullable<ConstructorParameters<typeof FakeClient>[0]>

function clientWith(savedText = file, handlers: Handlers = {}): FakeClient {
  return scenarioClient('full', Date.now(), {
    'config:read': () => ({ path: '/etc/tbot.yaml', savedText, target: 18 }),
    'cluster:add-bot': () => ({ token: madeToken, tbotYaml: '' }),
    'cluster:add-token': () => ({ token: madeToken }),
    'config:check': ({ text, target }) =>
      checkConfig(text, { target: targetVersions.find((each) => each === target) ?? newestTarget }),
    ...handlers,
  })
}

function inCluster(client: FakeClient, view: Partial<ClusterView> = {}): FakeClient {
  client.push('cluster:view-changed', { ...cluster, ...view })
  return client
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const title = (name: RegExp) => screen.findByRole('heading', { level: 1, name })
const step = (name: RegExp) =>
  within(screen.getByRole('navigation', { name: 'Steps' })).getByRole('button', { name })
const patch = () => screen.getAllByLabelText('Change to tbot.yaml').at(-1)?.textContent ?? ''

const kindOfCluster = (name: string) => screen.getByText(name, { selector: 'span' })
const sent = (client: FakeClient, name: string) =>
  client.sent.filter((each) => each.name === name).map(({ request }) => request)

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

it('moves a bot to the local cluster, and makes its account and token only at the end', async () => {
  const client = inCluster(clientWith())
  const { user, routes } = renderApp(client, route)
  await screen.findByLabelText('Address')
  await user.click(kindOfCluster('The local cluster'))
  expect(screen.getByText(/The way back needs a new token/)).toBeDefined()
  expect(patch()).toContain('auth_server: 127.0.0.1:3025')
  expect(patch()).toContain(pin)
  await user.click(step(/Proof/))
  expect(screen.getByRole('region', { name: /^Made when you save/ })).toBeDefined()
  expect(screen.queryByRole('radio', { name: /^Kubernetes/ })).toBeNull()
  await user.click(step(/Check/))
  const review = await screen.findByRole('button', { name: /^Review plan/ })
  expect(sent(client, 'cluster:add-bot')).toEqual([])
  await user.click(review)
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/plan'))
  expect(sent(client, 'cluster:add-bot')).toEqual([{ name: 'ci-deploy', roles: ['access'] }])
  const draft = lastDraft(client)
  expect(draft).toContain('auth_server: 127.0.0.1:3025')
  expect(draft).not.toContain('proxy_server')
  expect(draft).toMatch(new RegExp(`token: "?${madeToken}`))
  expect(draft).toContain(pin)
  expect(draft.slice(draft.indexOf('services:'))).toBe(file.slice(file.indexOf('services:')))
})

it('is as it was when the bot comes back from the local cluster', async () => {
  const client = inCluster(clientWith())
  const { user } = renderApp(client, route)
  await screen.findByLabelText('Address')
  await user.click(step(/Storage/))
  const folder = await screen.findByLabelText('Folder')
  await user.clear(folder)
  await user.type(folder, '/var/lib/botdesk/elsewhere')
  await user.click(step(/Cluster/))
  await user.click(kindOfCluster('The local cluster'))
  await user.click(kindOfCluster('A Teleport cluster'))
  expect(await screen.findByLabelText('Address')).toHaveProperty('value', 'example.teleport.sh:443')
  await user.click(button('Save as draft'))
  await waitFor(() =>
    expect(lastDraft(client)).toBe(file.replace('/var/lib/botdesk/ci', '/var/lib/botdesk/elsewhere')),
  )
  expect(sent(client, 'cluster:add-bot')).toEqual([])
})

it('has a typed address again after a look at the local cluster, with the comment of the file', async () => {
  const client = inCluster(clientWith())
  const { user } = renderApp(client, route)
  const address = await screen.findByLabelText('Address')
  await user.clear(address)
  await user.type(address, 'other.example.com:443')
  await user.click(kindOfCluster('The local cluster'))
  await user.click(kindOfCluster('A Teleport cluster'))
  await user.click(button('Save as draft'))
  await waitFor(() =>
    expect(lastDraft(client).replaceAll('"', '')).toBe(
      file.replace('example.teleport.sh', 'other.example.com').replaceAll('"', ''),
    ),
  )
})

it('begins in the local cluster with a bot that is in it, and makes a new token only when asked to', async () => {
  const client = inCluster(clientWith(localFile), {
    bots: [{ name: 'ci-deploy', roles: ['access'], instances: 1 }],
  })
  const { user } = renderApp(client, route)
  expect(await screen.findByText('It runs, and ci-deploy is in it.')).toBeDefined()
  await user.click(step(/Proof/))
  expect(patch()).toContain('stays as it is')
  await user.click(button('Make a new one'))
  expect(patch()).not.toContain('stays as it is')
  await user.click(button('Keep the one before'))
  expect(patch()).toContain('stays as it is')
  await user.click(button('Make a new one'))
  await user.click(button('Save as draft'))
  await waitFor(() =>
    expect(lastDraft(client)).toBe(localFile.replace('token: "••••••••"', `token: "${madeToken}"`)),
  )
  expect(sent(client, 'cluster:add-token')).toEqual([{ bot: 'ci-deploy', ttlSeconds: 3600, singleUse: true }])
})

it('ends only while the local cluster runs, and offers to start it', async () => {
  const client = clientWith()
  client.push('cluster:view-changed', stopped)
  const { user } = renderApp(client, route)
  await screen.findByLabelText('Address')
  await user.click(kindOfCluster('The local cluster'))
  expect(screen.getByText(/The local cluster has to run/)).toBeDefined()
  expect(button('Save as draft')).toHaveProperty('disabled', true)
  await user.click(button('Start it'))
  expect(sent(client, 'cluster:start')).toEqual([{}])
  act(() => client.push('cluster:view-changed', cluster))
  expect(button('Save as draft')).toHaveProperty('disabled', false)
  expect(patch()).toContain('auth_server: 127.0.0.1:3025')
})

it('finds a bot in the local cluster that is started here', async () => {
  const client = clientWith(localFile)
  client.push('cluster:view-changed', stopped)
  const { user } = renderApp(client, route)
  expect(await screen.findByLabelText('Address')).toHaveProperty('value', '127.0.0.1:3025')
  await user.click(kindOfCluster('The local cluster'))
  act(() => client.push('cluster:view-changed', cluster))
  expect(await screen.findByText('It runs, and ci-deploy is in it.')).toBeDefined()
  expect(patch()).toContain('stays as it is')
})

it('uses the token that was made when only the draft could not be kept', async () => {
  let tries = 0
  const client = inCluster(
    clientWith(file, {
      'config:save-draft': () => {
        tries += 1
        if (tries === 1) throw new AppError('internal.unexpected', 'the disk is full')
        return undefined
      },
    }),
  )
  const { user, routes } = renderApp(client, route)
  await screen.findByLabelText('Address')
  await user.click(kindOfCluster('The local cluster'))
  await user.click(button('Save as draft'))
  await screen.findByRole('alert')
  await user.click(button('Save as draft'))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy'))
  expect(sent(client, 'cluster:add-bot')).toHaveLength(1)
  expect(lastDraft(client)).toContain(madeToken)
})

it('is still to make the token after a reload, and keeps none over it', async () => {
  const client = inCluster(clientWith())
  const first = renderApp(client, route)
  await screen.findByLabelText('Address')
  await first.user.click(kindOfCluster('The local cluster'))
  document.body.replaceChildren()
  act(() => useWizardStore.setState({ kept: {} }))
  const { user } = renderApp(client, route)
  await screen.findByText(/The way back needs a new token/)
  await user.click(button('Save as draft'))
  await waitFor(() => expect(lastDraft(client)).toMatch(new RegExp(`token: "?${madeToken}`)))
  expect(sessionStorage.getItem('botdesk-wizard join ci-deploy')).toBeNull()
})

it('says what the cluster must have for a bot that it knows: a token', async () => {
  const { user } = renderApp(clientWith(), route)
  await screen.findByLabelText('Address')
  await user.click(step(/Proof/))
  const side = within(await screen.findByRole('region', { name: 'On the Teleport side' }))
  expect(side.getByText('tctl bots instances add ci-deploy')).toBeDefined()
  expect(side.getAllByRole('button', { name: 'Copy command' })).toHaveLength(2)
  await user.click(screen.getByRole('radio', { name: /^Kubernetes/ }))
  expect(side.getByText('tctl create -f token.yaml')).toBeDefined()
  await user.click(side.getByText('YAML', { selector: 'span' }))
  expect(side.getByText(/bot_name: ci-deploy/).textContent).toContain('name: ci-deploy-kubernetes')
  expect(side.queryByText(/kind: bot/)).toBeNull()
  expect(side.queryByText('Terraform')).toBeNull()
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

it('does not know the name of a token that the file hides', async () => {
  const { user } = renderApp(clientWith(file.replace('join_method: token', 'join_method: kubernetes')), route)
  await screen.findByLabelText('Address')
  await user.click(step(/Proof/))
  const side = within(await screen.findByRole('region', { name: 'On the Teleport side' }))
  await user.click(side.getByText('YAML', { selector: 'span' }))
  expect(side.getByText(/bot_name: ci-deploy/).textContent).toContain('name: CHANGE-ME')
  expect(side.getByText(/It is hidden here/)).toBeDefined()
})

it('says what a cluster needs that does not know the bot yet: the bot as well', async () => {
  const client = inCluster(clientWith(localFile))
  const { user } = renderApp(client, route)
  await screen.findByText('It runs, and ci-deploy is in it.')
  await user.click(kindOfCluster('A Teleport cluster'))
  expect(await screen.findByLabelText('Address')).toHaveProperty('value', '')
  await user.click(step(/Proof/))
  const side = within(await screen.findByRole('region', { name: 'On the Teleport side' }))
  expect(side.getByText(/tctl bots add ci-deploy/).textContent).toContain('--roles=access')
  expect(side.queryByText(/instances add/)).toBeNull()
})
