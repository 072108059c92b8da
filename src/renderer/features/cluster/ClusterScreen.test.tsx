import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ClusterView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { BridgeProvider } from '../../bridge/BridgeContext.tsx'
import { useClusterStore } from '../../stores/cluster-store.ts'
import { FakeClient } from '../../testing/fake-client.ts'
import { theme } from '../../theme/theme.ts'
import { ClusterScreen } from './ClusterScreen.tsx'

const hour = 3_600_000
const running: ClusterView = {
  state: 'running',
  name: 'trial',
  address: '127.0.0.1:3025',
  caPins: [`sha256:${'ab'.repeat(32)}`],
  version: '0.1.0',
  dataFolder: '/home/deploy/cluster',
  startedAt: Date.now() - hour,
  bots: [
    {
      name: 'demo-bot',
      roles: ['access'],
      instances: 1,
      lastSeenAt: Date.now() - hour,
      certificateGeneration: 2,
    },
    { name: 'old-copy', roles: ['access'], instances: 2, locked: 'Generation 6 was expected, 4 came.' },
  ],
  tokens: [
    { id: 't1', shortName: '4c1e8a…', bot: 'demo-bot', singleUse: true, usedAt: Date.now() - hour },
    { id: 't2', shortName: 'b7702d…', bot: 'demo-bot', singleUse: false, expiresAt: Date.now() - hour },
  ],
  apps: [{ name: 'grafana-example', publicAddress: 'grafana.trial', uri: 'http://127.0.0.1:3080' }],
  authorities: [
    { type: 'host', algorithm: 'ECDSA P-256', phase: 'standby', expiresAt: Date.now() + 87_660 * hour },
  ],
  audit: [{ at: Date.now(), event: 'bot.join', message: 'demo-bot joined', success: true }],
}
const neverStarted: ClusterView = {
  state: 'stopped',
  dataFolder: '/home/deploy/cluster',
  bots: [],
  tokens: [],
  apps: [],
  authorities: [],
  audit: [],
}

function open(view: ClusterView | undefined, tab = 'overview'): FakeClient {
  useClusterStore.setState({ view })
  const client = new FakeClient({
    'cluster:start': () => undefined,
    'cluster:stop': () => undefined,
    'cluster:unlock-bot': () => undefined,
    'cluster:remove-bot': () => undefined,
    'cluster:remove-token': () => undefined,
    'cluster:add-bot': ({ roles }) => {
      if (roles.includes('nobody')) throw new AppError('cluster.not-found', 'the role nobody')
      return { token: 'feedfeedfeedfeed', tbotYaml: 'onboarding:\n  token: feedfeedfeedfeed\n' }
    },
    'cluster:add-token': () => ({ token: 'cafecafecafecafe' }),
  })
  render(
    <MantineProvider theme={theme} env="test">
      <BridgeProvider client={client}>
        <ClusterScreen tab={tab} />
      </BridgeProvider>
    </MantineProvider>,
  )
  return client
}

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })

describe('the local cluster', () => {
  it('offers to start one when there is none', async () => {
    const client = open(neverStarted)
    expect(screen.getByRole('heading', { name: /A small cluster on this computer/ })).toBeTruthy()
    await userEvent.click(button('Start'))
    expect(client.sent).toContainEqual({ name: 'cluster:start', request: {} })
  })

  it('shows name, address and pins to copy', () => {
    open(running)
    expect(screen.getByText('127.0.0.1:3025')).toBeTruthy()
    expect(button('Copy CA pin')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Local cluster' })).toBeTruthy()
  })

  it('leads to a new bot in it while it runs', () => {
    open(running)
    const link = screen.getByRole('link', { name: 'New bot in it' })
    expect(link.getAttribute('href')).toBe('/new-bot?in=local-cluster')
    cleanup()
    open({ ...running, state: 'stopped' })
    expect(screen.queryByRole('link', { name: 'New bot in it' })).toBeNull()
  })

  it('says which port is taken and offers to try again', async () => {
    const error = {
      code: 'cluster.port-in-use',
      message: 'taken',
      details: { port: 3025, pid: 2210 },
      retryable: true,
    } as const
    const client = open({ ...running, state: 'failed', error })
    expect(
      screen.getByText('The local cluster cannot listen on 3025: it is taken by process 2210.'),
    ).toBeTruthy()
    await userEvent.click(button('Try again'))
    expect(client.sent).toContainEqual({ name: 'cluster:start', request: {} })
  })

  it('lets nothing be changed while it is stopped', () => {
    open({ ...running, state: 'stopped' }, 'bots')
    expect(button('Add bot…')).toHaveProperty('disabled', true)
    expect(button('Make token…')).toHaveProperty('disabled', true)
    expect(button('More for demo-bot')).toHaveProperty('disabled', true)
  })

  it('shows the authorities with key and end, and the audit', () => {
    open(running, 'authorities')
    const table = screen.getByRole('table', { name: 'Authorities' })
    expect(within(table).getByRole('row', { name: /host.*ECDSA P-256.*standby.*years/ })).toBeTruthy()
  })

  it('lists what happened', () => {
    open(running, 'audit')
    expect(screen.getByText('demo-bot joined')).toBeTruthy()
  })
})

describe('bots of the local cluster', () => {
  it('adds one and shows its token once, as dots', async () => {
    const client = open(running, 'bots')
    await userEvent.click(button('Add bot…'))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'ci{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'ci is added' })
    expect(client.sent).toContainEqual({
      name: 'cluster:add-bot',
      request: { name: 'ci', roles: ['access'] },
    })
    expect(dialog.textContent).not.toContain('feedfeed')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Show' }))
    expect(within(dialog).getByText('feedfeedfeedfeed')).toBeTruthy()
  })

  it('refuses a name that is taken before asking the cluster', async () => {
    const client = open(running, 'bots')
    await userEvent.click(button('Add bot…'))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'demo-bot{Enter}')
    expect(screen.getByText('There is a bot demo-bot already.')).toBeTruthy()
    expect(client.sent).toEqual([])
  })

  it('shows the cluster’s refusal at the form', async () => {
    open(running, 'bots')
    await userEvent.click(button('Add bot…'))
    await userEvent.clear(await screen.findByRole('textbox', { name: 'Roles' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Roles' }), 'nobody')
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'ci{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('the role nobody')
  })

  it('removes one only after its name is typed', async () => {
    const client = open(running, 'bots')
    await userEvent.click(button('More for demo-bot'))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Remove demo-bot from the local cluster?' })
    const remove = within(dialog).getByRole('button', { name: 'Remove demo-bot' })
    expect(remove).toHaveProperty('disabled', true)
    await userEvent.type(within(dialog).getByRole('textbox'), 'demo-bot')
    await userEvent.click(remove)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(client.sent).toContainEqual({ name: 'cluster:remove-bot', request: { name: 'demo-bot' } })
  })

  it('says why one is locked and lifts the lock', async () => {
    const client = open(running, 'bots')
    expect(screen.getByText(/Generation 6 was expected, 4 came/)).toBeTruthy()
    await userEvent.click(button('Unlock'))
    expect(client.sent).toContainEqual({ name: 'cluster:unlock-bot', request: { name: 'old-copy' } })
  })
})

describe('join tokens', () => {
  it('shows what became of each', () => {
    open(running, 'bots')
    const table = screen.getByRole('table', { name: 'Join tokens' })
    expect(within(table).getByRole('row', { name: /4c1e8a….*once.*used/ })).toBeTruthy()
    expect(within(table).getByRole('row', { name: /b7702d….*many times.*expired/ })).toBeTruthy()
  })

  it('makes one with its life and use', async () => {
    const client = open(running, 'bots')
    await userEvent.click(button('Make token…'))
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Lives' }), '1 day')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Works once' }))
    await userEvent.click(button('Make token'))
    expect((await screen.findByRole('dialog', { name: 'The token is made' })).textContent).not.toContain(
      'cafecafe',
    )
    expect(client.sent).toContainEqual({
      name: 'cluster:add-token',
      request: { bot: 'demo-bot', ttlSeconds: 86_400, singleUse: false },
    })
  })

  it('removes one', async () => {
    const client = open(running, 'bots')
    await userEvent.click(button('Remove token b7702d…'))
    expect(client.sent).toContainEqual({ name: 'cluster:remove-token', request: { id: 't2' } })
  })
})
