import { act, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { scenarioClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { botOf } from '../../testing/scenario-bots.ts'

const now = Date.now()

it('answers first: healthy, until when, and when it would end', () => {
  renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  expect(screen.getByRole('heading', { level: 1, name: 'ci-deploy' })).toBeDefined()
  expect(screen.getByText('All 3 services healthy for 2 h 6 min.')).toBeDefined()
  expect(screen.getByRole('heading', { name: 'Nothing needs you' })).toBeDefined()
  expect(screen.getByText(/If every renewal failed from now on/)).toBeDefined()
})

it('lists services with folder and proof, each a link to its files', () => {
  renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  const table = screen.getByRole('table', { name: 'Services' })
  expect(within(table).getByRole('row', { name: /grafana-example/ }).textContent).toContain(
    '/opt/machine-id/grafana9 files',
  )
  expect(within(table).getByRole('button', { name: 'Copy folder of grafana-example' })).toBeDefined()
  expect(
    within(table)
      .getByRole('link', { name: /grafana-example/ })
      .getAttribute('href'),
  ).toBe('/bots/ci-deploy/services/grafana-example')
})

it('has no place that the name of a service could be taken for', () => {
  renderApp(scenarioClient('full', now), '/bots/ci-deploy/services/new')
  expect(screen.getByRole('heading', { level: 1, name: 'ci-deploy' })).toBeDefined()
  expect(screen.getByRole('link', { name: /^Add/ }).getAttribute('href')).toBe('/bots/ci-deploy/add-service')
})

it('puts the remedy in place of the ring when something does not work', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/postgres-backup')
  const remedy = screen.getByRole('region', { name: 'billing-db cannot write to /srv/backup/tls' })
  expect(within(remedy).getByText('destination.permission-denied')).toBeDefined()
  expect(within(remedy).getByText('sudo setfacl -m u:deploy:rwx /srv/backup/tls')).toBeDefined()
  await user.click(within(remedy).getByRole('button', { name: 'Try now' }))
  expect(client.sent.at(-1)).toEqual({ name: 'bots:renew', request: { bot: 'postgres-backup' } })
})

it('says what starting a new bot will do, and starts it', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/report-runner')
  expect(screen.getByRole('heading', { name: 'Ready to start' })).toBeDefined()
  expect(screen.getByText(/It joins example.teleport.sh:443 and writes 1 set of files/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Start report-runner' }))
  expect(client.sent.at(-1)).toEqual({ name: 'bots:start', request: { bot: 'report-runner' } })
})

it('explains a file when its row is opened', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/ci-deploy/services/grafana-example')
  await user.click(screen.getByRole('button', { name: /tlscert/ }))
  expect(await screen.findByText('Lets bot ci-deploy open the application grafana-example')).toBeDefined()
  expect(client.sent.at(-1)?.request).toEqual({
    bot: 'ci-deploy',
    service: 'grafana-example',
    artifact: 'tlscert',
  })
})

it('says at the row when a file cannot be explained', async () => {
  const client = scenarioClient('full', now, {
    'bots:read-credential': () => {
      throw new AppError('credential.malformed', 'no certificate in it', { details: { artifact: 'tlscert' } })
    },
  })
  const { user } = renderApp(client, '/bots/ci-deploy/services/grafana-example')
  await user.click(screen.getByRole('button', { name: /tlscert/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('tlscert could not be understood.')
})

it('removes a bot only after its name was typed', async () => {
  const client = scenarioClient('full', now)
  const { user, routes } = renderApp(client, '/bots/nightly-report')
  await user.click(screen.getByRole('button', { name: 'More for nightly-report' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Remove nightly-report from Botdesk?' })
  const remove = within(dialog).getByRole('button', { name: 'Remove nightly-report' })
  expect(remove).toHaveProperty('disabled', true)
  await user.type(within(dialog).getByRole('textbox', { name: /Type nightly-report/ }), 'nightly-report')
  await user.click(remove)
  expect(client.sent.at(-1)).toEqual({
    name: 'bots:remove',
    request: { bot: 'nightly-report', deleteFiles: false },
  })
  expect(routes.at(-1)).toBe('/bots')
})

it('tells readers and the notices when a bot gets worse', async () => {
  const client = scenarioClient('healthy', now)
  const { user } = renderApp(client, '/bots/ci-deploy')
  const worse = botOf(now, 'ci-deploy', { state: 'degraded', reason: 'short grant' })
  act(() => client.push('fleet:bots-changed', { bots: [worse], at: now }))
  await user.click(screen.getByRole('button', { name: 'Notices, 1 unread' }))
  expect(await screen.findByRole('link', { name: 'ci-deploy is now degraded: short grant' })).toBeDefined()
})

it('says that there is nothing at the address of an unknown bot', () => {
  renderApp(scenarioClient('full', now), '/bots/gone')
  expect(screen.getByRole('heading', { name: 'There is nothing at this address' })).toBeDefined()
})
