import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { scenarioClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'

const now = Date.now()
const titles = () => screen.getAllByRole('option').map((option) => option.textContent ?? '')
const field = () => screen.getByRole('combobox', { name: 'Search or run a command' })

it('finds an act by typing and runs it for the bot whose page is open', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/ci-deploy')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(screen.getByRole('combobox', { name: 'Search or run a command' }), '>renew ci')
  expect(screen.getByRole('option', { selected: true }).textContent).toContain(
    'Renew all services of ci-deploy now',
  )
  await user.keyboard('{Enter}')
  expect(client.sent.at(-1)).toEqual({ name: 'bots:renew', request: { bot: 'ci-deploy' } })
})

it('keeps an act that is refused visible, with its reason', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/old-jenkins')
  await user.keyboard('{F1}')
  await user.type(screen.getByRole('combobox', { name: 'Search or run a command' }), 'start old')
  expect(screen.getByRole('option', { selected: true }).textContent).toContain('It is locked')
  await user.keyboard('{Enter}')
  expect(client.sent.some(({ name }) => name === 'bots:start')).toBe(false)
})

it('says when nothing is found', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(screen.getByRole('combobox', { name: 'Search or run a command' }), 'xyz')
  expect(screen.getByText('Nothing for “xyz”. Try a bot, a setting or a command.')).toBeDefined()
})

it('finds the keys of the configuration and goes to the line', async () => {
  const { user, routes } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(field(), 'app_name')
  const entry = await screen.findByRole('option', {
    name: /services\[0\]\.app_name.*grafana-example, line 11/,
  })
  await user.click(entry)
  expect(routes).toContain('/bots/ci-deploy/config?path=services%5B0%5D.app_name')
})

it('shows every kind of hit, what begins with the word first and the current bot first', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(field(), 're')
  expect(titles()[0]).toContain('Renew all services of ci-deploy now')
  await screen.findByRole('option', { name: /services\[0\]\.renew_interval/ })
  expect(screen.getByRole('option', { name: /ci-deploy \/ Readiness/ })).toBeDefined()
  expect(screen.getByRole('option', { name: /ci-deploy \/ Configuration/ })).toBeDefined()
  expect(screen.getByText(/more entries\. Type on to find them\./)).toBeDefined()
})

it('offers the useful acts and where one was before anything is typed', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots/demo-bot')
  await user.keyboard(']gb')
  await user.keyboard('{Control>}k{/Control}')
  const list = screen.getByRole('listbox', { name: 'Found' })
  expect(within(list).getByText('Recent')).toBeDefined()
  expect(titles().slice(0, 4)).toEqual([
    expect.stringContaining('New bot…'),
    expect.stringContaining('Open a tbot.yaml…'),
    expect.stringContaining('demo-bot / Services'),
    expect.stringContaining('demo-bot'),
  ])
})

it('opens the dialog of an act that removes', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(field(), '>remove ci{Enter}')
  expect(await screen.findByRole('dialog', { name: 'Remove ci-deploy from Botdesk?' })).toBeDefined()
})
