import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { BotView } from '../../../shared/contract/views.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { scenarioClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'

const now = Date.now()
const pending = { version: 8, since: now, at: now + 17 * 60_000, deletes: [] }

function open(change: Partial<BotView>) {
  const client = scenarioClient('full', now)
  const app = renderApp(client, '/bots/ci-deploy')
  const bot = useFleetStore.getState().view?.bots.find(({ name }) => name === 'ci-deploy')
  if (!bot) throw new Error('the scenario has no bot')
  act(() => client.push('fleet:bots-changed', { at: now, bots: [{ ...bot, ...change }] }))
  return { ...app, client }
}

describe('the overview', () => {
  it('says that a version waits, until when, and leads to its plan', async () => {
    const { user, client } = open({ pending })
    const link = screen.getByRole('link', { name: 'Version 8' })
    expect(link.getAttribute('href')).toBe('/bots/ci-deploy/plan')
    expect(link.parentElement?.textContent).toMatch(/^Version 8 waits for the next renewal, in 0:1[67]:\d\d/)
    await user.click(screen.getByRole('button', { name: 'Apply now' }))
    expect(client.sent.at(-1)).toEqual({ name: 'config:apply-pending', request: { bot: 'ci-deploy' } })
  })

  it('does not offer to lose a newer draft', () => {
    open({ pending, hasDraft: true })
    expect(screen.getByText(/waits for the next renewal/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Back to editing' })).toBeNull()
  })

  it('names the folders that are about to be cleared, and the way out', async () => {
    const { user, client } = open({
      leftovers: [
        { folder: '/home/deploy/old', files: 9, outcome: { kind: 'waiting', at: now + 200_000 } },
        { folder: '/opt/done', files: 2, outcome: { kind: 'refused', at: now, reason: 'no permission' } },
      ],
    })
    await screen.findByText('~/old')
    const line = screen.getByText(/The 9 files in/)
    expect(line.textContent).toMatch(/^The 9 files in ~\/old are deleted in/)
    expect(within(line).queryByText('/opt/done')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Keep them' }))
    await user.click(screen.getByRole('button', { name: 'Delete now' }))
    expect(client.sent.slice(-2).map(({ name }) => name)).toEqual([
      'config:keep-leftovers',
      'config:delete-leftovers',
    ])
  })
})
