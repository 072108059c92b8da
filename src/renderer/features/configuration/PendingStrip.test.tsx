import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { PendingView } from '../../../shared/contract/views.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { botOf } from '../../testing/scenario-bots.ts'
import { broken, editor, open, saved, textOf, view, type Backend } from './testing/open-configuration.tsx'

vi.mock('../../editor/YamlEditor.tsx', () => import('./testing/FakeEditor.tsx'))

const now = Date.now()
const pending: PendingView = { version: 8, since: now, at: now + 17 * 60_000, deletes: [] }
const newer = `${saved}# newer\n`

function fleet(waits?: PendingView): void {
  useFleetStore.setState({
    view: { at: now, bots: [{ ...botOf(now, 'ci'), ...(waits ? { pending: waits } : {}) }] },
  })
}

beforeEach(() => {
  useDraftBaseStore.setState({ bases: {} })
  fleet(pending)
})

it('says that another text waits, and brings it back into the editor', async () => {
  const backend: Backend = { view: view({ pending: newer }) }
  const client = open(backend, '/bots/ci/config', {
    'config:edit-pending': () => {
      backend.view = view({ draft: newer })
      return { basedOn: saved }
    },
  })
  expect(textOf(await editor())).toBe(saved)
  expect(screen.getByRole('link', { name: 'Version 8' }).getAttribute('href')).toBe('/bots/ci/plan')
  await userEvent.click(screen.getByRole('button', { name: 'Back to editing' }))
  await waitFor(async () => expect(textOf(await editor())).toBe(newer))
  expect(client.requests('config:edit-pending')).toEqual([{ bot: 'ci' }])
  expect(screen.queryByText(/changed outside/)).toBeNull()
})

it('offers to put both together when the file changed meanwhile', async () => {
  fleet({
    ...pending,
    error: { code: 'config.changed-on-disk', message: 'changed', details: {}, retryable: false },
  })
  const backend: Backend = { view: view({ savedText: `${saved}# theirs\n`, pending: newer }) }
  open(backend, '/bots/ci/config', {
    'config:edit-pending': () => {
      backend.view = view({ savedText: `${saved}# theirs\n`, draft: newer })
      return { basedOn: saved }
    },
  })
  await editor()
  expect(screen.getByText(/was not applied. The file was changed outside Botdesk meanwhile/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Apply now' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Back to editing' }))
  expect(await screen.findByRole('button', { name: 'Merge' })).toBeTruthy()
})

it('says beside a draft what applying it means', async () => {
  open({ view: view({ draft: broken, pending: newer }) })
  await editor()
  expect(screen.getByText(/Applying the draft takes its place/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Back to editing' })).toBeNull()
})

it('shows the new file when the renewal came', async () => {
  const backend: Backend = { view: view({ pending: newer }) }
  open(backend)
  await editor()
  backend.view = view({ savedText: newer, runningText: newer })
  act(() => fleet())
  await waitFor(async () => expect(textOf(await editor())).toBe(newer))
  expect(screen.queryByText(/waits for the next renewal/)).toBeNull()
})
