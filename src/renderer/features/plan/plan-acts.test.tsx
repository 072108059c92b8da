import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../../shared/config/plan/model.ts'
import type { BotView, ConfigView } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { fakePlan } from '../../testing/authoring-answers.ts'
import type { FakeClient, Handlers } from '../../testing/fake-client.ts'
import { draft, knownBot, now, openPlan, saved, view } from './testing/open-plan.ts'

const { draft: _draft, ...withoutDraft } = view
const waiting: ConfigView = { ...withoutDraft, pending: draft }
const pending = { version: 8, since: now, at: now + 17 * 60_000, deletes: [] as string[] }

/** The fleet tells something new of the bot. */
function tell(client: FakeClient, change: Partial<BotView>): void {
  act(() => client.push('fleet:bots-changed', { at: now, bots: [{ ...knownBot(), ...change }] }))
}

beforeEach(() => useDraftBaseStore.setState({ bases: {} }))

describe('a hazard with a fix', () => {
  const edits = [{ startLine: 4, startColumn: 21, endLine: 4, endColumn: 24, text: '20m' }]
  const hazardous: Plan = {
    ...fakePlan,
    hazards: [
      {
        code: 'config.renewal-gap',
        path: 'services[0].credential_ttl',
        message: 'Readers lose access for a while.',
        line: 4,
        column: 5,
        fix: { title: 'Make it 20m', edits },
      },
    ],
  }
  const planOf = ({ text }: { text: string }) => (text === draft ? hazardous : fakePlan)

  it('is mended in the draft, never in the file, and planned again', async () => {
    const { user, client } = await openPlan({ 'config:plan': planOf })
    expect(await screen.findByRole('link', { name: 'Go to line 4' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Make it 20m' }))
    await waitFor(() => expect(screen.queryByText('Readers lose access for a while.')).toBeNull())
    const fixed = draft.replace('30m', '20m')
    expect(client.requests('config:save-draft')).toEqual([{ bot: 'ci-deploy', text: fixed }])
    expect(client.requests('config:plan').at(-1)).toMatchObject({ text: fixed })
    expect(client.requests('config:apply')).toEqual([])
    const difference = screen.getByRole('region', { name: 'Changes of /srv/ci/tbot.yaml' })
    expect(within(difference).getByText('credential_ttl: 20m', { exact: false })).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'What will happen' }))
    await user.click(await screen.findByRole('button', { name: 'Apply now' }))
    expect(client.requests('config:apply')).toMatchObject([{ text: fixed, basedOn: saved }])
  })

  it('stays, with the reason, when the draft could not be kept', async () => {
    const { user } = await openPlan({
      'config:plan': planOf,
      'config:save-draft': () => {
        throw new AppError('destination.disk-full', 'no space left', { details: { path: '/home' } })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Make it 20m' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByText('Readers lose access for a while.')).toBeTruthy()
  })
})

describe('files left behind', () => {
  const folder = '/opt/machine-id/old'
  const leaving: Plan = {
    ...fakePlan,
    files: [
      ...fakePlan.files,
      ...['tlscert', 'key', 'notes'].map((name) => ({
        path: `${folder}/${name}`,
        change: 'left-behind' as const,
        shape: 'file' as const,
      })),
    ],
    leftovers: [{ folder, names: ['tlscert', 'key'] }],
  }
  const box = { name: 'Delete the 2 files 5 min after the new ones are proven' }

  it('stay unless they are ticked', async () => {
    const { user, client } = await openPlan({ 'config:plan': () => leaving })
    expect(await screen.findByRole('checkbox', box)).toHaveProperty('checked', false)
    await user.click(screen.getByRole('button', { name: 'Apply now' }))
    await screen.findByRole('region', { name: 'What happened' })
    expect(client.requests('config:apply')).toEqual([{ bot: 'ci-deploy', text: draft, basedOn: saved }])
    expect(screen.getByText('3 files, left as they are and not renewed.')).toBeTruthy()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })

  it('are named when ticked, and what became of them is told', async () => {
    const { user, client } = await openPlan({ 'config:plan': () => leaving })
    await user.click(await screen.findByRole('checkbox', box))
    await user.click(screen.getByRole('button', { name: 'Apply now' }))
    await screen.findByRole('region', { name: 'What happened' })
    expect(client.requests('config:apply')).toMatchObject([{ deleteFolders: [folder] }])
    const leftover = { folder, files: 2 }
    tell(client, { leftovers: [{ ...leftover, outcome: { kind: 'waiting' } }] })
    expect(screen.getByText('Deleted 5 min after every service is healthy.')).toBeTruthy()
    tell(client, { leftovers: [{ ...leftover, outcome: { kind: 'waiting', at: now + 240_000 } }] })
    expect(screen.getByText(/^Deleted in/)).toBeTruthy()
    const kept = [{ name: 'key', reason: 'a folder' }]
    const outcome = { kind: 'deleted', at: now, deleted: 1, kept, others: 1 } as const
    tell(client, { leftovers: [{ ...leftover, outcome }] })
    expect(screen.getByText(/1 file deleted/)).toBeTruthy()
    expect(screen.getByText('key stays: a folder')).toBeTruthy()
    expect(screen.getByText('1 other name in it stays, and with it the folder.')).toBeTruthy()
    const refused = { kind: 'refused', at: now, reason: 'x of other writes there' } as const
    tell(client, { leftovers: [{ ...leftover, outcome: refused }] })
    expect(screen.getByText('Nothing was deleted: x of other writes there.')).toBeTruthy()
  })

  it('of others are not offered', async () => {
    await openPlan({ 'config:plan': () => ({ ...leaving, leftovers: [] }) })
    expect(await screen.findByText('3 files, left as they are and not renewed.')).toBeTruthy()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})

describe('applying at the next renewal', () => {
  it('is sent as such, and then the version waits', async () => {
    let texts = view
    const { user, client } = await openPlan({
      'config:read': () => texts,
      'config:apply': () => {
        texts = waiting
        return { restarted: false, waits: true }
      },
    })
    expect(await screen.findByText(/Next renewal in/, { selector: 'section *' })).toBeTruthy()
    await user.type(screen.getByRole('textbox', { name: 'Why this change?' }), 'calmer')
    await user.click(screen.getByRole('button', { name: 'Apply at next renewal' }))
    expect(client.requests('config:apply')).toEqual([
      { bot: 'ci-deploy', text: draft, basedOn: saved, reason: 'calmer', when: 'next-renewal' },
    ])
    tell(client, { pending })
    expect(await screen.findByText('Waits for the next renewal')).toBeTruthy()
    expect(screen.getByText(/^Version 8 waits for the next renewal, in/)).toBeTruthy()
    expect(client.requests('config:plan').at(-1)).toMatchObject({ text: draft })
  })

  it.each([
    ['nothing restarts', 'ci-deploy', { ...fakePlan, restartsBot: false }],
    ['the bot does not run', 'nightly-report', { ...fakePlan, restartsBot: false }],
    ['nothing is known of a renewal', 'report-runner', fakePlan],
  ])('is not offered when %s', async (_what, bot, plan) => {
    await openPlan({ 'config:plan': () => plan }, bot)
    const name = plan.restartsBot ? 'Apply now' : 'Apply'
    await waitFor(() => expect(screen.getByRole('button', { name })).toHaveProperty('disabled', false))
    expect(screen.queryByRole('button', { name: 'Apply at next renewal' })).toBeNull()
  })
})

describe('a version that waits', () => {
  const openWaiting = async (handlers: Handlers = {}, more: Partial<typeof pending> & object = {}) => {
    const app = await openPlan({ 'config:read': () => waiting, ...handlers })
    tell(app.client, { pending: { ...pending, ...more } })
    await screen.findByRole('button', { name: 'Discard' })
    return app
  }

  it('shows its plan without ways to change it', async () => {
    const hazard = { code: 'x', path: 'a', message: 'Mind this.', line: 1, fix: { title: 'Fix', edits: [] } }
    await openWaiting({ 'config:plan': () => ({ ...fakePlan, hazards: [hazard] }) })
    expect(await screen.findByText('Mind this.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Fix' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Go to line 1' })).toBeNull()
    expect(screen.queryByRole('textbox', { name: 'Why this change?' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Edit configuration' })).toBeTruthy()
  })

  it('is applied now with the keys, and told like any other', async () => {
    const { user, client } = await openWaiting()
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Apply now' })).toHaveProperty('disabled', false),
    )
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByRole('region', { name: 'What happened' })).toBeTruthy()
    expect(client.requests('config:apply-pending')).toEqual([{ bot: 'ci-deploy' }])
    expect(client.requests('config:apply')).toEqual([])
  })

  it('goes back to editing, with the file it was made from', async () => {
    const { user, client, routes } = await openWaiting({
      'config:edit-pending': () => ({ basedOn: 'older' }),
    })
    await user.click(screen.getByRole('button', { name: 'Back to editing' }))
    await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/config'))
    expect(client.requests('config:edit-pending')).toEqual([{ bot: 'ci-deploy' }])
    expect(useDraftBaseStore.getState().bases['ci-deploy']).toBe('older')
  })

  it('is discarded only after a question', async () => {
    const { user, client } = await openWaiting()
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    await user.click(await screen.findByRole('button', { name: 'Let it wait' }))
    expect(client.requests('config:discard-pending')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    await user.click(await screen.findByRole('button', { name: 'Discard version 8' }))
    expect(client.requests('config:discard-pending')).toEqual([{ bot: 'ci-deploy' }])
  })

  it('says that the file changed meanwhile, and offers no way to write over it', async () => {
    const { client } = await openWaiting()
    const error = new AppError('config.changed-on-disk', 'changed', { details: { path: '/srv' } }).serialize()
    tell(client, { pending: { ...pending, error } })
    expect(
      screen.getByText(
        /The version that waits was not applied. The file was changed outside Botdesk meanwhile, and it was not replaced./,
      ),
    ).toBeTruthy()
    expect(screen.getByText('Not applied')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Apply now' })).toBeNull()
  })

  it('tells which files go with it', async () => {
    const folder = '/opt/machine-id/old'
    const files = [{ path: `${folder}/key`, change: 'left-behind', shape: 'file' } as const]
    await openWaiting({ 'config:plan': () => ({ ...fakePlan, files }) }, { deletes: [folder] })
    expect(await screen.findByText('Deleted 5 min after every service is healthy.')).toBeTruthy()
  })

  it('is read anew when the renewal came', async () => {
    let texts = waiting
    const { client } = await openWaiting({ 'config:read': () => texts })
    texts = { ...withoutDraft, savedText: draft, runningText: draft }
    const { pending: _gone, ...bot } = useFleetStore.getState().view?.bots[0] ?? {}
    act(() => client.push('fleet:bots-changed', { at: now, bots: [bot as BotView] }))
    expect(await screen.findByText('Nothing to apply')).toBeTruthy()
  })
})

it('a comment for a bot that runs is told as written, not as a restart', async () => {
  const { user, client } = await openPlan({
    'config:plan': () => ({ ...fakePlan, restartsBot: false }),
    'config:apply': () => ({ restarted: false, waits: false }),
  })
  await user.click(await screen.findByRole('button', { name: 'Apply' }))
  expect(await screen.findByText(/^Written\./)).toBeTruthy()
  expect(client.requests('bots:start')).toEqual([])
})
