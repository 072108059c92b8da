import { screen, waitFor, within } from '@testing-library/react'
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

it('goes to places and through tabs by single keys, but not while typing', async () => {
  const { user, routes } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.keyboard(']')
  expect(routes.at(-1)).toBe('/bots/ci-deploy/services')
  await user.keyboard('e')
  expect(routes.at(-1)).toBe('/bots/ci-deploy/config')
  await user.keyboard('gc')
  expect(routes.at(-1)).toBe('/cluster')
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

it('says why a key cannot act now', async () => {
  const client = scenarioClient('full', now)
  const { user } = renderApp(client, '/bots/old-jenkins')
  await user.keyboard('x')
  expect(screen.getByText('old-jenkins: It is locked; its page says how to recover.')).toBeDefined()
  expect(client.sent.some(({ name }) => name === 'bots:start')).toBe(false)
})

it('enters the list of the screen with J and stays in it', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  await user.keyboard('j')
  expect(document.activeElement?.textContent).toBe('old-jenkins')
  await user.keyboard('j')
  expect(document.activeElement?.textContent).toBe('postgres-backup')
})

it.each([
  ['the palette', '{Control>}k{/Control}'],
  ['the sheet', '?'],
])('gives the focus back when %s closes', async (_name, keys) => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  const link = within(screen.getByRole('main')).getByRole('link', { name: 'ci-deploy' })
  link.focus()
  await user.keyboard(keys)
  expect(document.activeElement).not.toBe(link)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(link))
})

it('gives the focus back to the button of a menu whose dialog closes', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots/ci-deploy')
  await user.click(screen.getByRole('button', { name: 'More for ci-deploy' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }))
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More for ci-deploy' })),
  )
})

it('opens the settings with Ctrl and the comma, also from a field', async () => {
  const { user } = renderApp(scenarioClient('full', now), '/bots')
  await user.keyboard('/')
  await user.keyboard('{Control>},{/Control}')
  expect(await screen.findByRole('switch', { name: 'Single letters are shortcuts' })).toBeDefined()
})
