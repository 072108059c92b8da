import { act, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { fakeTrial, scenarioClient, trialAt } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'

const now = Date.now()

it('starts the trial and shows its steps as they happen', async () => {
  const client = scenarioClient('empty', now)
  const { user, routes } = renderApp(client, '/welcome')
  await user.click(screen.getByRole('button', { name: 'Try it with a local cluster' }))
  expect(client.sent.some(({ name }) => name === 'trial:start')).toBe(true)
  act(() => client.push('trial:steps-changed', trialAt('running')))
  expect(screen.getByRole('heading', { level: 1, name: 'Almost there' })).toBeDefined()
  expect(screen.getByText('9 of 12 files proven')).toBeDefined()
  act(() => client.push('trial:steps-changed', { ...fakeTrial, state: 'done', bot: 'demo-bot' }))
  expect(routes.at(-1)).toBe('/bots/demo-bot')
})

it('turns a failed step into its remedy and keeps the steps that are done', async () => {
  const client = scenarioClient('empty', now)
  client.push('trial:steps-changed', trialAt('failed'))
  const { user } = renderApp(client, '/welcome')
  expect(screen.getByText('Joined the cluster')).toBeDefined()
  expect(screen.getByRole('region', { name: 'Write and verify certificates' }).textContent).toContain(
    'No space left',
  )
  await user.click(screen.getByRole('button', { name: 'Try this step again' }))
  expect(client.sent.at(-1)?.name).toBe('trial:start')
  await user.click(screen.getByRole('button', { name: 'Stop and remove' }))
  expect(client.sent.at(-1)?.name).toBe('trial:remove')
})

it('offers a tbot.yaml that is on this computer', async () => {
  renderApp(scenarioClient('empty', now), '/welcome')
  expect(await screen.findByText('Found on this computer: /etc/tbot.yaml')).toBeDefined()
  expect(screen.getByRole('link', { name: 'Review' }).getAttribute('href')).toBe(
    '/open?path=%2Fetc%2Ftbot.yaml',
  )
})

it('shows a file and its problems before adding it under the chosen name', async () => {
  const client = scenarioClient('full', now)
  const { user, routes } = renderApp(client, '/open')
  await user.type(screen.getByRole('combobox', { name: 'Path of the file' }), '/srv/tbot.yaml{Enter}')
  expect(await screen.findByText(/tbot does not know renew_interval/)).toBeDefined()
  const name = screen.getByRole('textbox', { name: 'Name in Botdesk' })
  await user.clear(name)
  await user.type(name, 'my report')
  expect(screen.getByRole('button', { name: 'Add bot' })).toHaveProperty('disabled', true)
  await user.clear(name)
  await user.type(name, 'my-report')
  await user.click(screen.getByRole('button', { name: 'Add bot' }))
  expect(client.sent.at(-1)).toEqual({
    name: 'bots:add',
    request: { path: '/srv/tbot.yaml', name: 'my-report' },
  })
  expect(routes.at(-1)).toBe('/bots/my-report')
})

it('says what is wrong with a file that cannot be read', async () => {
  renderApp(scenarioClient('full', now), '/open?path=%2Fmissing.yaml')
  expect(
    (await screen.findByRole('region', { name: '/missing.yaml cannot be opened' })).textContent,
  ).toContain('/missing.yaml cannot be read.')
})

it('starts the trial with Enter and opens a file with O from the body and from the title', async () => {
  const client = scenarioClient('empty', now)
  const { user, routes } = renderApp(client, '/welcome')
  const starts = () => client.requests('trial:start').length
  await user.keyboard('{Enter}')
  expect(starts()).toBe(1)
  screen.getByRole('heading', { level: 1 }).focus()
  await user.keyboard('{Enter}')
  expect(starts()).toBe(2)
  await user.keyboard('o')
  expect(routes.at(-1)).toBe('/open')
})

it('leaves Enter to the control that has the focus', async () => {
  const client = scenarioClient('empty', now)
  const { user, routes } = renderApp(client, '/welcome')
  screen.getByRole('link', { name: 'Open a tbot.yaml' }).focus()
  await user.keyboard('{Enter}')
  expect(routes.at(-1)).toBe('/open')
  expect(client.sent.some(({ name }) => name === 'trial:start')).toBe(false)
})

it('offers the files opened lately where a path is asked', async () => {
  const { user, routes } = renderApp(scenarioClient('empty', now), '/open')
  await user.click(await screen.findByRole('button', { name: '/srv/bots/old/tbot.yaml' }))
  expect(routes.at(-1)).toBe(`/open?path=${encodeURIComponent('/srv/bots/old/tbot.yaml')}`)
})
