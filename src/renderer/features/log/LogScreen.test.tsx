import { MantineProvider } from '@mantine/core'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LogLine } from '../../../shared/contract/views.ts'
import { BridgeProvider } from '../../bridge/BridgeContext.tsx'
import { useLogStore } from '../../stores/log-store.ts'
import { FakeClient } from '../../testing/fake-client.ts'
import { theme } from '../../theme/theme.ts'
import { LogScreen } from './LogScreen.tsx'

const start = Date.UTC(2026, 10, 21, 12)
function line(sequence: number, changes: Partial<LogLine> = {}): LogLine {
  return {
    sequence,
    at: start + sequence * 1000,
    level: 'info',
    message: `line ${sequence}`,
    fields: {},
    ...changes,
  }
}

function open(lines: readonly LogLine[], bot?: string): FakeClient {
  const client = new FakeClient()
  client.push('log:lines-changed', lines)
  render(
    <MantineProvider theme={theme} env="test">
      <BridgeProvider client={client}>
        <LogScreen {...(bot === undefined ? {} : { bot })} />
      </BridgeProvider>
    </MantineProvider>,
  )
  return client
}

const rows = (): string[] =>
  within(screen.getByRole('grid', { name: 'Log lines' }))
    .getAllByRole('row')
    .map((row) => row.textContent ?? '')

beforeEach(() => useLogStore.setState({ lines: undefined }))

describe('the log', () => {
  it('says that nothing was logged yet', () => {
    open([])
    expect(screen.getByRole('heading', { name: 'Nothing logged yet' })).toBeTruthy()
  })

  it('shows lines of all bots and of Botdesk itself', () => {
    open([line(1, { bot: 'ci', service: 'identity-1' }), line(2)])
    expect(rows()).toEqual([
      expect.stringMatching(/ci.*identity-1.*line 1/),
      expect.stringMatching(/botdesk.*line 2/),
    ])
  })

  it('shows one bot only as a tab of its page', () => {
    open([line(1, { bot: 'ci' }), line(2, { bot: 'other' })], 'ci')
    expect(rows()).toEqual([expect.stringContaining('line 1')])
    expect(screen.queryByRole('combobox', { name: 'Bot' })).toBeNull()
  })

  it('folds repeats and opens them in place', async () => {
    open([1, 2, 3].map((sequence) => line(sequence, { message: 'retry' })))
    expect(rows()).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: 'same 3 times' }))
    expect(rows()).toHaveLength(3)
    await userEvent.click(screen.getByRole('button', { name: 'Fold repeats' }))
    expect(rows()).toHaveLength(1)
  })

  it('never hides lines silently', async () => {
    open([line(1, { level: 'error' }), line(2), line(3, { level: 'debug' })])
    expect(screen.getByText('1 line hidden by filters')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Info' }))
    expect(screen.getByText('2 lines hidden by filters')).toBeTruthy()
  })

  it('names the filters when nothing passes them, and clears them', async () => {
    open([line(1, { level: 'debug' })])
    expect(screen.getByRole('heading', { name: 'No line passes the filters' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Debug' }))
    expect(rows()).toEqual([expect.stringContaining('line 1')])
  })

  it('filters by bot and by its services', async () => {
    open([line(1, { bot: 'a', service: 'x' }), line(2, { bot: 'b', service: 'y' })])
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Bot' }), 'b')
    expect(rows()[0]).toContain('line 2')
    const services = within(screen.getByRole('combobox', { name: 'Service' })).getAllByRole('option')
    expect(services.map((option) => option.textContent)).toEqual(['All services', 'y'])
  })
})

describe('a line with a code', () => {
  const denied = { level: 'error', code: 'storage.in-use', message: 'in use by tbot' } as const

  it('explains itself, and other lines do not', async () => {
    open([line(1), line(2, { ...denied, bot: 'ci', fields: { path: '/var/lib/ci' } })])
    await userEvent.click(screen.getByRole('button', { name: 'Explain' }))
    const drawer = await screen.findByRole('dialog', { name: 'What this line means' })
    expect(within(drawer).getByText(/Two bots on one storage get locked/)).toBeTruthy()
    expect(within(drawer).getByRole('region', { name: 'Another process uses /var/lib/ci' })).toBeTruthy()
  })

  it('takes the reason of a change of state for what went wrong', async () => {
    const fields = { from: 'healthy', to: 'degraded', reason: 'connect ECONNREFUSED' }
    open([line(1, { level: 'warning', code: 'cluster.unreachable', message: 'service is degraded', fields })])
    await userEvent.click(screen.getByRole('button', { name: 'Explain' }))
    const drawer = await screen.findByRole('dialog', { name: 'What this line means' })
    expect(drawer.textContent).toContain('The connection failed with: connect ECONNREFUSED.')
    expect(within(drawer).queryByText('degraded')).toBeNull()
  })

  it('explains itself by key, and gives the focus back', async () => {
    open([line(1, denied)])
    screen.getByRole('grid').focus()
    await userEvent.keyboard('{ArrowUp}e')
    expect(await screen.findByRole('dialog', { name: 'What this line means' })).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('grid')))
  })
})

describe('searching', () => {
  it('goes from match to match, the newest first', async () => {
    open([line(1, { message: 'permission a' }), line(2), line(3, { message: 'permission b' })])
    await userEvent.keyboard('{Control>}f{/Control}')
    await userEvent.keyboard('permission{Enter}')
    expect(screen.getByText('2 of 2')).toBeTruthy()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByText('1 of 2')).toBeTruthy()
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}')
    expect(screen.getByText('2 of 2')).toBeTruthy()
  })

  it('says when nothing is found', async () => {
    open([line(1)])
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search the log' }), 'nothing')
    expect(screen.getByText('Not found')).toBeTruthy()
  })
})

describe('following', () => {
  it('pauses when a line is selected, counts new lines, and goes on with End', async () => {
    const client = open([line(1), line(2)])
    screen.getByRole('grid').focus()
    await userEvent.keyboard('{ArrowUp}')
    expect(screen.getByText('Paused while you select')).toBeTruthy()
    act(() => client.push('log:lines-changed', [line(3), line(4)]))
    expect(screen.getByText('2 new lines')).toBeTruthy()
    await userEvent.keyboard('{End}')
    expect(screen.queryByText('Paused while you select')).toBeNull()
  })
})

describe('taking lines along', () => {
  it('copies the selected line as text with the moment in UTC', async () => {
    const user = userEvent.setup()
    open([line(1, { bot: 'ci', fields: { attempt: 2 } })])
    screen.getByRole('grid').focus()
    await user.keyboard('{ArrowUp}{Control>}c{/Control}')
    expect(await navigator.clipboard.readText()).toBe(
      '2026-11-21T12:00:01.000Z  INFO     ci  -  line 1  attempt=2',
    )
  })

  it('saves the shown lines as a text file', async () => {
    const made: Blob[] = []
    URL.createObjectURL = (blob: Blob) => `blob:${made.push(blob)}`
    URL.revokeObjectURL = () => undefined
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    open([line(1), line(2, { level: 'debug' })])
    await userEvent.click(screen.getByRole('button', { name: 'Save…' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: '1 shown line' }))
    expect(click).toHaveBeenCalledOnce()
    expect(made).toEqual([expect.objectContaining({ type: 'text/plain' })])
    click.mockRestore()
  })
})
