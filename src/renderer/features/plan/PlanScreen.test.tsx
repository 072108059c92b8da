import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../../shared/config/plan/model.ts'
import type { ConfigView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { fakePlan, fakeUndecidedPlan, fakeVersions } from '../../testing/authoring-answers.ts'
import { scenarioClient, type FakeClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { draft, knownBot, now, openPlan, saved, view } from './testing/open-plan.ts'

/** The bot as it is after its engine started again. */
function restart(client: FakeClient, state: 'healthy' | 'unhealthy', names: readonly string[]): void {
  const bot = knownBot()
  const services = bot.engine.services
    .filter((service) => !service.internal)
    .slice(0, names.length)
    .map((service, index) => {
      const { reason: _reason, error: _error, ...rest } = service
      const provenAt = now
      return state === 'healthy'
        ? { ...rest, name: names[index] ?? '', state, provenAt }
        : { ...rest, name: names[index] ?? '', state, reason: 'No space left on /srv.' }
    })
  const engine = { ...bot.engine, state, startedAt: now + 1, services }
  client.push('fleet:bots-changed', { at: now, bots: [{ ...bot, engine }] })
}

beforeEach(() => useDraftBaseStore.setState({ bases: {} }))

describe('before', () => {
  it('says the verdict, the difference, and what becomes of services and files', async () => {
    await openPlan()
    expect(await screen.findByRole('heading', { name: 'One service starts, nothing stops' })).toBeTruthy()
    const difference = screen.getByRole('region', { name: 'Changes of /srv/ci/tbot.yaml' })
    expect(within(difference).getByText('credential_ttl: 30m', { exact: false })).toBeTruthy()
    const side = screen.getByRole('region', { name: 'What will happen' })
    expect(within(side).getByText('Can be applied')).toBeTruthy()
    expect(within(side).getByText('Made with mode 0700, owner deploy. 2 files, 0600.')).toBeTruthy()
    expect(within(side).getByText('No token needed')).toBeTruthy()
  })

  it('cannot be applied with errors, and leads to the first', async () => {
    const error = {
      severity: 'error',
      code: 'config.bad-value',
      path: '',
      message: 'This is no YAML.',
      line: 4,
      column: 2,
      endLine: 4,
      endColumn: 3,
    } as const
    const plan: Plan = { ...fakePlan, title: 'Cannot be applied: 1 error', canApply: false, errors: [error] }
    const { user, routes } = await openPlan({ 'config:plan': () => plan })
    expect(await screen.findByRole('heading', { name: 'Cannot be applied: 1 error' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Apply now/ })).toBeNull()
    await user.click(screen.getByRole('link', { name: 'Go to error' }))
    expect(routes.some((route) => route.endsWith('/config?at=4:2'))).toBe(true)
  })

  it('cannot be applied before a file of somebody else is decided on, and leads there', async () => {
    const { user, routes, client } = await openPlan({ 'config:plan': () => fakeUndecidedPlan })
    const title = 'Cannot be applied yet: 1 file is not decided'
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
    const side = screen.getByRole('region', { name: 'What will happen' })
    expect(within(side).getByText('Cannot be applied')).toBeTruthy()
    expect(within(side).getByText(/There is a file key/)).toBeTruthy()
    // What would happen is told all the same: a decision away from it.
    expect(within(side).getByText('No token needed')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Apply now/ })).toBeNull()
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(client.requests('config:apply')).toEqual([])
    await user.click(screen.getByRole('link', { name: 'Decide about key' }))
    expect(routes.at(-1)).toBe('/bots/ci-deploy/services/application-2/destination')
  })

  it('offers nothing when the file has this text', async () => {
    const { draft: _draft, ...same } = view
    await openPlan({ 'config:read': () => same })
    expect(await screen.findByText('The file equals version 7.')).toBeTruthy()
  })

  it('can be applied when only a secret changes', async () => {
    await openPlan({ 'config:read': () => ({ ...view, draft: saved }) })
    expect(await screen.findByText(/Only a secret changes/)).toBeTruthy()
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /Apply now/ })).toHaveProperty('disabled', false),
    )
  })

  it('goes back with Esc', async () => {
    const { user, routes } = await openPlan()
    await user.keyboard('{Escape}')
    expect(routes.at(-1)).toBe('/bots/ci-deploy/config')
  })

  it('marks the next change with F7', async () => {
    const { user } = await openPlan()
    await screen.findByRole('region', { name: 'Changes of /srv/ci/tbot.yaml' })
    await user.keyboard('{F7}')
    expect(document.querySelector('[aria-current=location]')?.textContent).toContain('credential_ttl: 1h')
  })
})

describe('the connection', () => {
  it('is tried on request, with each step', async () => {
    const { user } = await openPlan()
    await user.click(await screen.findByRole('button', { name: 'Try connection' }))
    const steps = within(await screen.findByRole('region', { name: 'Connection' }))
    expect(await steps.findByText('10.20.0.14, port 443')).toBeTruthy()
    expect(steps.getByText('Works, with 1 warning')).toBeTruthy()
  })

  it('can be stopped', async () => {
    const { user } = await openPlan({ 'config:preflight': () => new Promise(() => undefined) })
    await user.click(await screen.findByRole('button', { name: 'Try connection' }))
    await user.click(await screen.findByRole('button', { name: 'Stop', description: '' }))
    expect(await screen.findByText('Stopped. Nothing was changed.')).toBeTruthy()
  })
})

describe('applying', () => {
  it('sends the reason on the file it was based on, and tells each service as it comes up', async () => {
    const { user, client } = await openPlan()
    await user.type(await screen.findByRole('textbox', { name: 'Why this change?' }), 'shorter lives')
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /Apply now/ })).toHaveProperty('disabled', false),
    )
    await user.keyboard('{Control>}{Enter}{/Control}')
    const happened = within(await screen.findByRole('region', { name: 'What happened' }))
    expect(client.requests('config:apply')).toEqual([
      { bot: 'ci-deploy', text: draft, basedOn: saved, reason: 'shorter lives' },
    ])
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'What happened' }))
    expect(happened.getAllByText('Starts again').length).toBeGreaterThan(0)
    restart(client, 'healthy', ['application-1', 'application-2'])
    expect(await happened.findByText('All 2 services are healthy')).toBeTruthy()
    expect(happened.getAllByText(/Files read back and verified/)).toHaveLength(2)
  })

  it('says which service did not come up, and goes back to the version before', async () => {
    let texts: ConfigView = view
    const { user, client } = await openPlan({
      'config:read': () => texts,
      'config:read-version': () => ({ text: `${saved}# six\n` }),
      'config:save-draft': ({ text }) => {
        texts = { ...view, savedText: draft, draft: text }
      },
    })
    await user.click(await screen.findByRole('button', { name: /Apply now/ }))
    await screen.findByRole('region', { name: 'What happened' })
    restart(client, 'unhealthy', ['application-1'])
    expect(await screen.findByText('1 service did not come up')).toBeTruthy()
    expect(screen.getByText('No space left on /srv.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Back to version 6' }))
    expect(await screen.findByRole('region', { name: 'What will happen' })).toBeTruthy()
    expect(client.requests('config:save-draft')).toEqual([{ bot: 'ci-deploy', text: `${saved}# six\n` }])
  })

  it('leads to the merge when the file was changed outside meanwhile', async () => {
    const { user, routes } = await openPlan({
      'config:apply': () => {
        throw new AppError('config.changed-on-disk', 'changed')
      },
    })
    await user.click(await screen.findByRole('button', { name: /Apply now/ }))
    await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/config'))
    expect(useDraftBaseStore.getState().bases['ci-deploy']).toBe(saved)
  })

  it('leads there at once when the draft was made from an older file', async () => {
    useDraftBaseStore.getState().keep('ci-deploy', `${saved}# older\n`)
    const client = scenarioClient('full', now, { 'config:read': () => view })
    const { routes } = renderApp(client, '/bots/ci-deploy/plan')
    await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/config'))
  })

  it('stays with the reason when nothing could be written', async () => {
    const { user } = await openPlan({
      'config:apply': () => {
        throw new AppError('config.unreadable', 'disk', { details: { path: '/srv/ci/tbot.yaml' } })
      },
    })
    await user.click(await screen.findByRole('button', { name: /Apply now/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was applied. /srv/ci/tbot.yaml')
  })
})

it('names the versions it lies between', async () => {
  await openPlan({ 'config:versions': () => fakeVersions(now) })
  expect(await screen.findByText('version 7 to 8, comments and order kept')).toBeTruthy()
})
