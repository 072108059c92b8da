import { MantineProvider } from '@mantine/core'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { BridgeProvider } from '../../bridge/BridgeContext.tsx'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { FakeClient } from '../../testing/fake-client.ts'
import { theme } from '../../theme/theme.ts'
import { ConfigurationScreen } from './ConfigurationScreen.tsx'
import { broken, editor, open, saved, textOf, view, type Backend } from './testing/open-configuration.tsx'

vi.mock('../../editor/YamlEditor.tsx', () => import('./testing/FakeEditor.tsx'))

beforeEach(() => {
  useFleetStore.setState({ view: undefined })
  useDraftBaseStore.setState({ bases: {} })
})

describe('configuration as text', () => {
  it('shows the kept draft with its distance to the file and its problems', async () => {
    open({ view: view({ draft: broken }) })
    expect(textOf(await editor())).toBe(broken)
    expect(await screen.findByText('1 changed line')).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'must be secure or insecure' })).toBeTruthy()
    expect(screen.getByText('1 error')).toBeTruthy()
  })

  it('keeps a draft in the backend soon after typing', async () => {
    const client = open({ view: view() })
    await userEvent.type(await editor(), '# why')
    await waitFor(() =>
      expect(client.requests('config:save-draft').at(-1)).toEqual({ bot: 'ci', text: `${saved}# why` }),
    )
  })

  it('forgets the draft when the file’s text is back', async () => {
    const client = open({ view: view({ draft: broken }) })
    await editor()
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
    expect(textOf(await editor())).toBe(saved)
    await waitFor(() => expect(client.requests('config:discard-draft')).toHaveLength(1))
  })

  it('fixes a problem through the editor', async () => {
    open({ view: view({ draft: broken }) })
    await userEvent.click(await screen.findByRole('button', { name: 'Change to secure' }))
    await waitFor(async () => expect(textOf(await editor())).toBe(saved))
    expect(await screen.findByText('No problems for Teleport 18')).toBeTruthy()
  })

  it('checks again for another version and remembers it', async () => {
    const client = open({ view: view() })
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Target version' }), '15')
    expect(client.requests('config:set-target')).toEqual([{ bot: 'ci', target: 15 }])
    expect(await screen.findByText('No problems for Teleport 15')).toBeTruthy()
  })
})

describe('the way to the plan', () => {
  it('keeps the draft first, also while there are errors', async () => {
    const client = open({ view: view({ draft: broken }) })
    await userEvent.type(await editor(), '# x')
    await userEvent.keyboard('{Control>}s{/Control}')
    expect(await screen.findByText('The plan of ci')).toBeTruthy()
    expect(client.requests('config:save-draft')).toEqual([{ bot: 'ci', text: `${broken}# x` }])
  })

  it('stays when the draft could not be kept', async () => {
    open({ view: view(), failDraft: true })
    await userEvent.type(await editor(), '# x')
    await userEvent.click(screen.getByRole('button', { name: /Review plan/ }))
    expect(await screen.findByText(/The draft could not be kept/)).toBeTruthy()
    expect(screen.queryByText('The plan of ci')).toBeNull()
  })

  it('is closed while nothing changed', async () => {
    open({ view: view() })
    await editor()
    expect(screen.getByRole('button', { name: /Review plan/ })).toHaveProperty('disabled', true)
  })

  it('is open for a draft that differs in a secret only, and the draft stays', async () => {
    const client = open({ view: view({ draft: saved }) })
    await editor()
    await userEvent.click(screen.getByRole('button', { name: /Review plan/ }))
    expect(await screen.findByText('The plan of ci')).toBeTruthy()
    expect(client.requests('config:discard-draft')).toEqual([])
  })
})

describe('the cursor', () => {
  it('goes to the key the address names', async () => {
    open({ view: view({ draft: broken }) }, '/bots/ci/config?path=symlinks')
    await waitFor(async () => expect(document.activeElement).toBe(await editor()))
  })

  it('marks the problem it is at in the list', async () => {
    open({ view: view({ draft: broken }) })
    const problem = await screen.findByRole('button', { name: 'must be secure or insecure' })
    expect(problem.closest('li')?.getAttribute('aria-current')).toBeNull()
    await userEvent.keyboard('{F8}')
    expect(problem.closest('li')?.getAttribute('aria-current')).toBe('location')
  })
})

describe('a file changed outside Botdesk', () => {
  const theirs = 'version: v2\n# theirs\n'

  async function openChanged(): Promise<FakeClient> {
    const backend: Backend = { view: view({ draft: `${saved}# mine\n` }) }
    const client = open(backend)
    await screen.findByText('No problems for Teleport 18')
    backend.view = view({ savedText: theirs })
    window.dispatchEvent(new Event('focus'))
    await screen.findByText('The file was changed outside Botdesk.')
    return client
  }

  it('is taken over on request', async () => {
    await openChanged()
    await userEvent.click(screen.getByRole('button', { name: 'Take theirs' }))
    expect(textOf(await editor())).toBe(theirs)
  })

  it('is overwritten only after "Keep mine"', async () => {
    await openChanged()
    expect(useDraftBaseStore.getState().bases['ci']).toBe(saved)
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }))
    await waitFor(() => expect(useDraftBaseStore.getState().bases['ci']).toBe(theirs))
  })

  it('is told at once when the draft was made from an older text', async () => {
    useDraftBaseStore.getState().keep('ci', saved)
    open({ view: view({ savedText: theirs, draft: `${saved}# mine\n` }) })
    expect(await screen.findByText('The file was changed outside Botdesk.')).toBeTruthy()
  })

  it('is shown at once when nothing of the user would be lost', async () => {
    const backend: Backend = { view: view() }
    open(backend)
    await editor()
    backend.view = view({ savedText: theirs })
    window.dispatchEvent(new Event('focus'))
    await waitFor(async () => expect(textOf(await editor())).toBe(theirs))
  })
})

describe('a file that cannot be shown as usual', () => {
  it('offers to write a removed file again from what runs', async () => {
    open({ view: { path: '/ci/tbot.yaml', target: 18, runningText: saved } })
    expect(textOf(await editor())).toBe(saved)
    expect(screen.getByText('/ci/tbot.yaml was removed.')).toBeTruthy()
    expect(screen.getByRole('button', { name: /Review plan/ })).toHaveProperty('disabled', false)
  })

  it('offers a template for an empty one', async () => {
    open({ view: { path: '/ci/tbot.yaml', target: 18, savedText: '' } })
    await editor()
    await userEvent.click(screen.getByRole('button', { name: 'Start from a template' }))
    expect(textOf(await editor())).toMatch(/join_method: token/)
  })

  it('says why it could not be read and reads again', async () => {
    const client = new FakeClient({
      'config:read': () => {
        throw new AppError('config.unreadable', 'denied', { details: { path: '/ci/tbot.yaml' } })
      },
    })
    render(
      <MantineProvider theme={theme} env="test">
        <BridgeProvider client={client}>
          <ConfigurationScreen bot="ci" />
        </BridgeProvider>
      </MantineProvider>,
    )
    expect(await screen.findByText('/ci/tbot.yaml cannot be read.')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Read again' }))
    await waitFor(() => expect(client.requests('config:read')).toHaveLength(2))
  })
})
