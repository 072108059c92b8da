import { act, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { checkConfig } from '../../../shared/config/index.ts'
import { newestTarget, targetVersions } from '../../../shared/config/problem.ts'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { useWizardStore } from '../../stores/wizard-store.ts'
import { fakeUndecidedPlan } from '../../testing/authoring-answers.ts'
import { scenarioClient, type FakeClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'
// Loaded beforehand: the page loads it only when it is needed, which takes its time on a busy computer.
import './NewBotScreen.tsx'

const now = Date.now()
const token = 'canary-secret-5f0d8e1c22ab'
const pin = `sha256:${'9c1f6b77'.repeat(7)}f3e20d4a`

type Handlers = NonNullable<ConstructorParameters<typeof FakeClient>[0]>

function clientWith(handlers: Handlers = {}, cluster: Partial<ClusterView> = {}): FakeClient {
  const client = scenarioClient('full', now, {
    'config:check': ({ text, target }) =>
      checkConfig(text, { target: targetVersions.find((each) => each === target) ?? newestTarget }),
    'cluster:add-bot': () => ({ token, tbotYaml: '' }),
    'cluster:add-token': () => ({ token }),
    'bots:create': ({ name }) => ({ bot: name, path: `/home/deploy/bots/${name}/tbot.yaml` }),
    ...handlers,
  })
  client.push('cluster:view-changed', {
    state: 'running',
    name: 'trial',
    address: '127.0.0.1:3025',
    caPins: [pin],
    version: '0.1.0',
    dataFolder: '/home/deploy/cluster',
    bots: [],
    tokens: [],
    apps: [{ name: 'grafana-example', publicAddress: 'grafana-example.localhost', uri: 'https://127.0.0.1' }],
    authorities: [],
    audit: [],
    ...cluster,
  })
  return client
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const title = (name: RegExp) => screen.findByRole('heading', { level: 1, name })
const step = (name: RegExp) =>
  within(screen.getByRole('navigation', { name: 'Steps' })).getByRole('button', { name })
const text = () => screen.getAllByLabelText('tbot.yaml so far').at(-1)?.textContent ?? ''
const storedText = () =>
  [sessionStorage, localStorage]
    .flatMap((storage) => Object.keys(storage).map((key) => storage.getItem(key)))
    .join('\n')
const sent = (client: FakeClient, name: string) => client.sent.filter((each) => each.name === name)

async function probe(user: UserEvent, address: string): Promise<void> {
  await user.type(await screen.findByLabelText('Address'), address)
}

async function throughLocalCluster(user: UserEvent): Promise<void> {
  await title(/Which cluster/)
  await user.click(screen.getByText('The local cluster', { selector: 'span' }))
  await user.click(button('Proof'))
  await user.click(button('Storage'))
  await user.click(button('First service'))
  await user.click(button('Which one'))
  await user.click(button('Check'))
  await screen.findByText(/No problems for Teleport/)
}

it('shows what answers with its times, and writes the key that fits', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await probe(user, 'teleport.example.internal:3025')
  const steps = await screen.findByRole('region', { name: 'What answers there' })
  expect(within(steps).getByText('18 ms')).toBeDefined()
  expect(text()).toContain('auth_server: teleport.example.internal:3025')
  await user.click(button('Use its proxy, 443'))
  expect(text()).toContain('proxy_server: teleport.example.internal:443')
  expect(text()).not.toContain('auth_server')
})

it('takes a pin only after a person compared it, and says what it means to go without', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await probe(user, 'teleport.example.internal:3025')
  const card = await screen.findByRole('region', { name: 'Pin its authority' })
  await within(card).findByText('f3e20d4a')
  expect(text()).not.toContain('ca_pins:')
  await user.click(button('Go without'))
  expect(screen.getByText(/trusts whoever answers at this address, and gives it the token/)).toBeDefined()
  await user.click(button('Decide again'))
  await user.click(button('They match, use it'))
  expect(text()).toContain(pin)
})

it('takes another pin only when it is one', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await probe(user, 'teleport.example.internal:3025')
  await user.click(await screen.findByRole('button', { name: 'Paste another' }))
  await user.type(screen.getByLabelText('Pin'), 'sha256:12')
  expect(button('Use this pin')).toHaveProperty('disabled', true)
  await user.clear(screen.getByLabelText('Pin'))
  await user.type(screen.getByLabelText('Pin'), `  sha256:${'ab'.repeat(32)} `)
  await user.click(button('Use this pin'))
  expect(text()).toContain(`sha256:${'ab'.repeat(32)}`)
})

it('goes on although nothing answers', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await probe(user, 'gone.example.com:443')
  expect(await screen.findByText(/It does not answer from here\. You can go on/)).toBeDefined()
  await user.click(button('Proof'))
  expect(await title(/prove who it is/)).toBe(document.activeElement)
})

it('makes bot and token in the local cluster, once, and only when the bot is created', async () => {
  const client = clientWith()
  const { user, routes } = renderApp(client, '/new-bot')
  await throughLocalCluster(user)
  expect(sent(client, 'cluster:add-bot')).toHaveLength(0)
  await user.click(button(/^Create and start/))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/bot-1'))
  expect(sent(client, 'cluster:add-bot').map(({ request }) => request)).toEqual([
    { name: 'bot-1', roles: ['access'] },
  ])
  const [created] = sent(client, 'bots:create')
  expect(created?.request).toMatchObject({ name: 'bot-1', start: true })
  const written = (created?.request as { text: string } | undefined)?.text
  expect(written).toContain(token)
  expect(written).toContain('app_name: grafana-example')
  expect(written).toContain('/home/deploy/.local/share/botdesk/bots/bot-1/out/grafana-example')
  expect(storedText()).not.toContain('bot-1')
})

it('does not start before a file of somebody else is decided on, by mouse or keyboard', async () => {
  const client = clientWith({ 'config:plan': () => fakeUndecidedPlan })
  const { user } = renderApp(client, '/new-bot')
  await throughLocalCluster(user)
  expect(await screen.findByText('1 hazard, not decided')).toBeDefined()
  expect(button(/^Create and start/)).toHaveProperty('disabled', true)
  expect(button('Create')).toHaveProperty('disabled', false)
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(sent(client, 'cluster:add-bot')).toEqual([])
  expect(sent(client, 'bots:create')).toEqual([])
})

it('uses the token that was made when only the file could not be written', async () => {
  let tries = 0
  const client = clientWith({
    'bots:create': ({ name }) => {
      tries += 1
      if (tries === 1) throw new AppError('bot.exists', 'there is one', { details: { bot: name } })
      return { bot: name, path: '/x' }
    },
  })
  const { user, routes } = renderApp(client, '/new-bot')
  await throughLocalCluster(user)
  await user.click(button(/^Create and start/))
  await screen.findByRole('alert')
  await user.click(button('Create'))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/bot-1'))
  expect(sent(client, 'cluster:add-bot')).toHaveLength(1)
})

it('gives a bot the local cluster knows already a new token', async () => {
  const client = clientWith({}, { bots: [{ name: 'bot-1', roles: ['access'], instances: 0 }] })
  const { user } = renderApp(client, '/new-bot')
  await throughLocalCluster(user)
  await user.click(button(/^Create and start/))
  await waitFor(() => expect(sent(client, 'cluster:add-token')).toHaveLength(1))
  expect(sent(client, 'cluster:add-bot')).toHaveLength(0)
})

it('turns a bot that was begun to the local cluster when the link says so, and back with Undo', async () => {
  const client = clientWith()
  const first = renderApp(client, '/new-bot')
  await probe(first.user, 'example.teleport.sh:443')
  await first.user.click(step(/Proof/))
  document.body.replaceChildren()
  const { user, routes } = renderApp(client, '/new-bot?in=local-cluster')
  await title(/Which cluster/)
  expect(text()).toContain('auth_server: 127.0.0.1:3025')
  expect(text()).not.toContain('example.teleport.sh')
  expect(routes.at(-1)).toBe('/new-bot')
  await user.click(button('Undo'))
  await title(/prove who it is/)
  expect(text()).toContain('proxy_server: example.teleport.sh:443')
})

it('has a typed address again after a look at the local cluster, also over a reload', async () => {
  const client = clientWith()
  const first = renderApp(client, '/new-bot')
  await probe(first.user, 'teleport.example.internal:3025')
  await first.user.click(await screen.findByRole('button', { name: 'They match, use it' }))
  await first.user.click(screen.getByText('The local cluster', { selector: 'span' }))
  expect(text()).toContain('auth_server: 127.0.0.1:3025')
  document.body.replaceChildren()
  act(() => useWizardStore.setState({ kept: {} }))
  const { user } = renderApp(client, '/new-bot')
  await title(/Which cluster/)
  await user.click(screen.getByText('A Teleport cluster', { selector: 'span' }))
  expect(screen.getByLabelText('Address')).toHaveProperty('value', 'teleport.example.internal:3025')
  expect(text()).toContain('auth_server: teleport.example.internal:3025')
  // The pin of the local cluster is not its, and the one before has to be compared again.
  expect(text()).not.toContain('sha256:')
  expect(await screen.findByRole('region', { name: 'Pin its authority' })).toBeDefined()
})

it('gives everything back with Undo after Cancel, the typed token too', async () => {
  const { user, routes } = renderApp(clientWith(), '/new-bot')
  await probe(user, 'example.teleport.sh:443')
  await user.click(button('Proof'))
  await user.type(await screen.findByLabelText(/^Token/), token)
  await user.click(step(/Cluster/))
  await user.click(button('Cancel'))
  expect(routes.at(-1)).toBe('/bots')
  expect(storedText()).not.toContain('example.teleport.sh')
  await user.click(button('Undo'))
  await title(/Which cluster/)
  expect(text()).toContain('proxy_server: example.teleport.sh:443')
  await user.click(step(/Proof/))
  expect(await screen.findByText(`${token.length} characters`, { exact: false })).toBeDefined()
  expect(storedText()).not.toContain(token)
})

it('leaves the first service out, and takes it in again with Undo', async () => {
  const { user } = renderApp(clientWith(), '/new-bot?in=local-cluster')
  await title(/Which cluster/)
  await user.click(step(/First service/))
  await title(/do first/)
  await user.click(button('No service yet'))
  await title(/everything right/)
  expect(text()).not.toContain('grafana-example')
  await user.click(button('Undo'))
  await title(/do first/)
  await user.click(button('Which one'))
  expect(text()).toContain('app_name: grafana-example')
})

it('starts the local cluster and fills everything in when it runs', async () => {
  const client = clientWith({}, { state: 'stopped' })
  const { user } = renderApp(client, '/new-bot?in=local-cluster')
  await title(/Which cluster/)
  await user.click(button('Start it'))
  expect(sent(client, 'cluster:start')).toHaveLength(1)
  act(() =>
    client.push('cluster:view-changed', {
      state: 'running',
      address: '127.0.0.1:3026',
      caPins: [pin],
      dataFolder: '/x',
      bots: [],
      tokens: [],
      apps: [],
      authorities: [],
      audit: [],
    }),
  )
  expect(text()).toContain('127.0.0.1:3026')
  expect(text()).toContain(pin)
})

it('refuses the storage of another bot', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await title(/Which cluster/)
  await user.click(step(/Storage/))
  const field = await screen.findByLabelText('Folder')
  await user.clear(field)
  await user.type(field, '/var/lib/botdesk/ci-deploy')
  expect((await screen.findByRole('alert')).textContent).toContain('Two bots on one storage get locked')
  await user.click(step(/Check/))
  await waitFor(() => expect(step(/Storage/).textContent).toContain('has a problem'))
  expect(screen.queryByRole('button', { name: 'Create' })).toBeNull()
})

it('keeps a typed token in memory only: after a reload it has to be pasted again', async () => {
  const client = clientWith()
  const { user } = renderApp(client, '/new-bot')
  await probe(user, 'example.teleport.sh:443')
  await user.click(button('Proof'))
  await user.type(await screen.findByLabelText(/^Token/), token)
  await user.tab()
  expect(
    await screen.findByText(`${token.length} characters, no stray blanks.`, { exact: false }),
  ).toBeDefined()
  expect(document.body.textContent).not.toContain(token)
  expect(storedText()).not.toContain(token)
  document.body.replaceChildren()
  renderApp(client, '/new-bot')
  expect(await screen.findByText(/secrets are not kept\. Paste it again/)).toBeDefined()
  expect(text()).toContain('proxy_server: example.teleport.sh:443')
})

it('shows what the Teleport side runs, and what the method means later', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await title(/Which cluster/)
  await probe(user, 'example.teleport.sh:443')
  await user.click(step(/Proof/))
  const name = await screen.findByLabelText('Bot’s name in Teleport')
  await user.clear(name)
  await user.type(name, 'report-runner-2')
  expect(screen.getByText(/tctl bots add report-runner-2/)).toBeDefined()
  expect(screen.getByText('Renews by itself')).toBeDefined()
  await user.click(screen.getByRole('radio', { name: /GitHub Actions/ }))
  expect(screen.getByText('Joins anew each time')).toBeDefined()
  expect(text()).toContain('join_method: github')
  expect(text()).toContain('/bots/report-runner-2/storage')
  await user.type(name, '0')
  await user.click(screen.getByText('YAML', { selector: 'span' }))
  expect(await screen.findByText(/name: report-runner-20-github/)).toBeDefined()
})

it('goes on at the first of the other methods when they are shown', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await title(/Which cluster/)
  await user.click(step(/Proof/))
  await title(/prove who it is/)
  const elsewhere = within(screen.getByRole('region', { name: /runs elsewhere/ }))
  const shown = elsewhere.getAllByRole('radio').length
  await user.click(button(/^\d more/))
  await waitFor(() => expect(document.activeElement).toBe(elsewhere.getAllByRole('radio')[shown]))
  expect(screen.queryByRole('button', { name: /^\d more/ })).toBeNull()
})

it('understands a pasted command before it uses it', async () => {
  const { user } = renderApp(clientWith(), '/new-bot')
  await title(/Which cluster/)
  await user.click(screen.getAllByRole('button', { name: 'Paste…' })[0] ?? document.body)
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByLabelText(/^Text/))
  await user.paste(
    `tbot start application --proxy-server=example.teleport.sh:443 --join-method=token --token=${token} --app=wiki --destination=/opt/wiki --foo`,
  )
  expect(await within(dialog).findByText(/^Understood \d of \d parts$/)).toBeDefined()
  expect(within(dialog).getAllByText('--foo').length).toBeGreaterThan(0)
  await user.click(within(dialog).getByRole('button', { name: 'Use it' }))
  await waitFor(() => expect(text()).toContain('proxy_server: example.teleport.sh:443'))
  expect(text()).toContain('wiki')
  expect(text()).toContain('storage')
  expect(text()).not.toContain(token)
})

it('is kept for later without its token', async () => {
  const client = clientWith()
  const { user, routes } = renderApp(client, '/new-bot')
  await probe(user, 'example.teleport.sh:443')
  await user.click(button('Save as draft'))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots'))
  sessionStorage.clear()
  document.body.replaceChildren()
  renderApp(client, '/new-bot')
  await title(/Which cluster/)
  expect(text()).toContain('proxy_server: example.teleport.sh:443')
})
