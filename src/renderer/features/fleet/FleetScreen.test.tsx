import { act, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { scenarioClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'

const now = Date.now()
const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) })

it('lists bots worst first, in groups', () => {
  renderApp(scenarioClient('full', now), '/bots')
  const table = screen.getByRole('table', { name: 'Bots' })
  const names = within(table)
    .getAllByRole('link')
    .filter((link) => link.hasAttribute('data-row-link'))
    .map((link) => link.textContent)
  expect(names.slice(0, 4)).toEqual(['old-jenkins', 'postgres-backup', 'grafana-proxy', 'kube-operator'])
})

it('gives a bot that needs someone its reason and one next step', () => {
  renderApp(scenarioClient('full', now), '/bots')
  const row = rowOf('postgres-backup')
  expect(row.textContent).toContain('billing-db cannot write to /srv/backup/tls: permission denied.')
  expect(row.textContent).toContain('The last good files stay valid for 9 min.')
  expect(within(row).getByRole('link', { name: 'Show remedy' }).getAttribute('href')).toBe(
    '/bots/postgres-backup/services/billing-db',
  )
})

it('offers no start for a locked bot', () => {
  renderApp(scenarioClient('full', now), '/bots')
  const row = rowOf('old-jenkins')
  expect(within(row).queryByRole('button', { name: 'Start old-jenkins' })).toBeNull()
  expect(within(row).getByRole('link', { name: 'Recover…' })).toBeDefined()
})

it('stops a bot, says so, and starts it again with Undo', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots')
  await user.click(screen.getByRole('button', { name: 'Stop ci-deploy' }))
  expect(await screen.findByText(/Stopped ci-deploy\. Its files end at \d\d:\d\d\./)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(client.sent.filter(({ name }) => name.startsWith('bots:'))).toEqual([
    { name: 'bots:stop', request: { bot: 'ci-deploy' } },
    { name: 'bots:start', request: { bot: 'ci-deploy' } },
  ])
})

it('shows at the row why a start failed', async () => {
  const client = scenarioClient('full', now, {
    'bots:start': () => {
      throw new AppError('storage.in-use', 'in use', {
        details: { path: '/var/lib/botdesk/nightly', pid: 1841 },
      })
    },
  })
  const { user } = renderApp(client, '/bots')
  await user.click(screen.getByRole('button', { name: 'Start nightly-report' }))
  const alert = await within(rowOf('nightly-report')).findByRole('alert')
  expect(alert.textContent).toContain('Another process uses /var/lib/botdesk/nightly: process 1841.')
})

it('keeps the filter in the address and names it when nothing matches', async () => {
  const { user, routes } = renderApp(scenarioClient('full', now), '/bots')
  await user.click(
    within(screen.getByRole('group', { name: 'Show' })).getByRole('button', { name: /^Stopped/ }),
  )
  await user.type(screen.getByRole('textbox', { name: 'Filter bots' }), 'grafana')
  expect(screen.getByRole('heading', { name: 'No stopped bot matches “grafana”' })).toBeDefined()
  expect(routes.at(-1)).toBe('/bots?state=stopped&q=grafana')
  await user.click(screen.getByRole('button', { name: 'Clear all filters' }))
  expect(screen.getByRole('link', { name: 'ci-deploy' })).toBeDefined()
})

it('moves between rows with J and K', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  const table = screen.getByRole('table', { name: 'Bots' })
  within(table).getByRole('link', { name: 'old-jenkins' }).focus()
  await user.keyboard('j')
  expect(document.activeElement?.textContent).toBe('postgres-backup')
  await user.keyboard('k')
  expect(document.activeElement?.textContent).toBe('old-jenkins')
})

it('shows what was known, as of when, while the engine does not answer', () => {
  const client = scenarioClient('full', now)
  renderApp(client, '/bots')
  act(() => client.connection({ kind: 'lost', since: now, nextAt: now + 5000 }))
  expect(screen.getByText(/Connection to Botdesk’s engine lost/, { selector: 'strong' })).toBeDefined()
  expect(rowOf('ci-deploy').textContent).toContain('Was healthy')
  expect(screen.getByRole('button', { name: 'Stop ci-deploy' })).toHaveProperty('disabled', true)
})

it('promises nothing on a bot’s page while the engine does not answer', () => {
  const client = scenarioClient('full', now)
  renderApp(client, '/bots/ci-deploy')
  act(() => client.connection({ kind: 'lost', since: now, nextAt: now + 5000 }))
  expect(screen.queryByRole('heading', { name: 'Nothing needs you' })).toBeNull()
  expect(screen.getByRole('heading', { name: /^Last good files end/ })).toBeDefined()
  expect(screen.getByText(/^As of/)).toBeDefined()
})

it('goes to the welcome when there is no bot', () => {
  const { routes } = renderApp(scenarioClient('empty', now), '/')
  expect(screen.getByRole('heading', { level: 1, name: 'See a healthy bot in under a minute' })).toBeDefined()
  expect(routes.at(-1)).toBe('/welcome')
})
