import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { scenarioClient } from '../testing/fake-client.ts'
import { renderApp } from '../testing/render-app.tsx'

const now = Date.now()

it('has its landmarks and a way to skip to the content', () => {
  renderApp(scenarioClient('full', now), '/bots')
  expect(screen.getByRole('banner')).toBeDefined()
  expect(screen.getByRole('navigation', { name: 'Places' })).toBeDefined()
  expect(screen.getByRole('main')).toBeDefined()
  expect(screen.getByRole('contentinfo', { name: 'Status' })).toBeDefined()
  expect(screen.getByRole('link', { name: 'Skip to content' })).toBeDefined()
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1)
})

it('moves the focus to the title of a new page', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'ci-deploy' }))
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'ci-deploy' }))
})

it('counts bots by state in the status bar, each a filter of the fleet', async () => {
  const { user, routes } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.click(screen.getByRole('link', { name: '2 bots stopped' }))
  expect(routes.at(-1)).toBe('/bots?state=stopped')
})

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
  await user.type(screen.getByRole('combobox', { name: 'Search or run a command' }), 'renew old')
  expect(screen.getByRole('option', { selected: true }).textContent).toContain('while the bot is locked')
  await user.keyboard('{Enter}')
  expect(client.sent.some(({ name }) => name === 'bots:renew')).toBe(false)
})

it('says when nothing is found', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(screen.getByRole('combobox', { name: 'Search or run a command' }), 'xyz')
  expect(screen.getByText('Nothing for “xyz”. Try a bot, a setting or a command.')).toBeDefined()
})

it('goes to places and through tabs by single keys, but not while typing', async () => {
  const { user, routes } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.keyboard(']')
  expect(routes.at(-1)).toBe('/bots/ci-deploy/services')
  await user.keyboard('gb')
  expect(routes.at(-1)).toBe('/bots')
  await user.keyboard('/')
  await user.keyboard('gl')
  expect(screen.getByRole('textbox', { name: 'Filter bots' })).toHaveProperty('value', 'gl')
})

it('renews with R at the bot that is open', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/ci-deploy')
  await user.keyboard('r')
  expect(client.sent.at(-1)).toEqual({ name: 'bots:renew', request: { bot: 'ci-deploy' } })
})

it('opens the sheet of shortcuts with ? and closes it with Escape', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  await user.keyboard('?')
  expect(await screen.findByRole('dialog', { name: 'Help' })).toBeDefined()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
})
