import { act, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { scenarioClient } from '../../testing/fake-client.ts'
import { errorBots } from '../../testing/error-bots.ts'
import { renderApp } from '../../testing/render-app.tsx'

const now = Date.now()
const remedyOf = (title: RegExp) => within(screen.getByRole('region', { name: title }))

it.each([
  ['cluster.unreachable', /No answer from example\.teleport\.sh:443/, 'Edit the address'],
  ['identity.generation-mismatch', /Locked by the cluster/, 'Join again with a new token'],
  ['join.token-used', /token was already used/, 'Enter a new token'],
  ['join.token-unknown', /does not know this token/, 'Enter a new token'],
  ['join.token-expired', /expired/, 'Enter a new token'],
  ['join.ca-pin-mismatch', /not the one you pinned/, 'Edit the pins'],
  ['storage.in-use', /Its storage is in use/, 'Edit storage.path'],
  ['destination.permission-denied', /certs cannot write to \/srv\/certs/, 'Edit destination.path'],
  ['destination.disk-full', /certs: no space left/, 'Edit destination.path'],
  ['destination.symlink', /certs: \/srv\/certs is a link/, 'Edit the path'],
  ['credential.short-grant', /certs: asked for 1 h, got 15 min/, 'Set renewal_interval'],
  ['service.not-supported', /certs: .*type database/, 'Edit this service'],
])('%s says what happened and leads to the key that mends it', (code, title, label) => {
  renderApp(scenarioClient('errors', now), `/bots/${code}`)
  const remedy = remedyOf(title)
  expect(remedy.getByText(code)).toBeDefined()
  const href = remedy.getByRole('link', { name: label }).getAttribute('href')
  expect(decodeURIComponent(href ?? '')).toMatch(/\/config\?path=\w/)
})

it('points at the service of the file that has the error', () => {
  renderApp(scenarioClient('errors', now), '/bots/destination.symlink')
  const href = screen.getByRole('link', { name: 'Edit symlinks' }).getAttribute('href')
  expect(decodeURIComponent(href ?? '')).toContain('?path=services[1].destination.symlinks')
})

it('shows how long readers still have access, also where the text does not say it', () => {
  renderApp(scenarioClient('errors', now), '/bots/clock.skew')
  const remedy = remedyOf(/clock is 3 h 2 min behind/)
  expect(remedy.getByText(/^41 min left, ends/)).toBeDefined()
  expect(remedy.getByRole('button', { name: 'Check again' })).toBeDefined()
})

it('names a health address that cannot be opened, although the bot is healthy', () => {
  renderApp(scenarioClient('errors', now), '/bots/diagnostics.port-in-use')
  expect(screen.getByRole('heading', { name: 'Nothing needs you' })).toBeDefined()
  expect(screen.getByText(/The bot runs and renews/).textContent).toContain('127.0.0.1:3001')
  expect(screen.getByRole('link', { name: 'Use another port' })).toBeDefined()
})

it.each(['credential.short-grant', 'service.not-supported'])(
  'offers no second try for %s, where it cannot help',
  (code) => {
    renderApp(scenarioClient('errors', now), `/bots/${code}`)
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull()
  },
)

it('starts a bot whose engine gave up when it is tried again', async () => {
  const client = scenarioClient('errors', now, {
    'bots:renew': () => {
      throw new AppError('bot.not-running', 'it does not run')
    },
  })
  const { user } = renderApp(client, '/bots/storage.in-use')
  await user.click(screen.getByRole('button', { name: 'Try now' }))
  expect(client.sent.at(-1)).toEqual({ name: 'bots:start', request: { bot: 'storage.in-use' } })
  expect(screen.queryByRole('alert')).toBeNull()
})

it('helps a bot of the local cluster from both sides', async () => {
  const client = scenarioClient('errors', now)
  const { user } = renderApp(client, '/bots/cluster.unreachable')
  expect(screen.queryByRole('button', { name: 'Start the local cluster' })).toBeNull()
  const bots = errorBots(now).map((bot) => ({ ...bot, trial: true }))
  act(() => {
    client.push('fleet:bots-changed', { bots, at: now })
    client.push('cluster:view-changed', {
      state: 'stopped',
      dataFolder: '/d',
      bots: [],
      tokens: [],
      apps: [],
      authorities: [],
      audit: [],
    })
  })
  await user.click(screen.getByRole('button', { name: 'Start the local cluster' }))
  expect(client.sent.at(-1)?.name).toBe('cluster:start')
})
