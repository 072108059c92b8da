import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Problem } from '../../../shared/config/problem.ts'
import { useDraftBaseStore } from '../../stores/draft-base-store.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { editor, open, textOf, view } from './testing/open-configuration.tsx'

vi.mock('../../editor/YamlEditor.tsx', () => import('./testing/FakeEditor.tsx'))

const text = `version: v2
proxy_server: example.teleport.sh:443
services:
  # dashboards
  - type: application
    name: grafana
    app_name: grafana-example
    destination:
      type: directory
      path: /opt/machine-id
`
const file = (draft = text) => ({ view: view({ savedText: text, runningText: text, draft }) })
const form = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name: `Form of ${name}` })
const now = async (): Promise<string> => textOf(await editor())
const nextPart = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: 'Next part' }))

async function openService(): Promise<HTMLElement> {
  await form('Bot')
  for (const name of ['Joining', 'Storage', 'grafana']) {
    await nextPart()
    await form(name)
  }
  return form('grafana')
}

beforeEach(() => {
  useDraftBaseStore.setState({ bases: {} })
  useFleetStore.setState({ view: undefined })
})

describe('the form beside the text', () => {
  it('goes from part to part, also to those that are not written', async () => {
    open(file())
    const service = await openService()
    expect(within(service).getByText('A web application')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Next part' })).toHaveProperty('disabled', true)
  })

  it('changes the text by the smallest patch, comments included, and undoes it', async () => {
    open(file())
    const field = within(await openService()).getByRole('textbox', { name: 'Application' })
    await userEvent.clear(field)
    await userEvent.type(field, 'billing{Enter}')
    await waitFor(async () => expect(await now()).toBe(text.replace('grafana-example', 'billing')))
    screen.getByRole('button', { name: 'Previous part' }).focus()
    await userEvent.keyboard('{Control>}z{/Control}')
    await waitFor(async () => expect(await now()).toBe(text))
    // The edit that was undone is not shown again, although the text is the one it was made on.
    await waitFor(() => expect(field).toHaveProperty('value', 'grafana-example'))
  })

  it('writes a section that was not there', async () => {
    open(file())
    await form('Bot')
    await nextPart()
    const joining = await form('Joining')
    await userEvent.selectOptions(
      within(joining).getByRole('combobox', { name: 'Join method' }),
      'kubernetes',
    )
    await waitFor(async () => expect(await now()).toMatch(/^onboarding:\n {2}join_method: kubernetes$/m))
  })

  it('shows a problem at its field with the fix of the list', async () => {
    const problem: Problem = {
      severity: 'hazard',
      code: 'config.x',
      path: 'services[0].app_name',
      message: 'looks odd',
      line: 7,
      column: 15,
      endLine: 7,
      endColumn: 30,
      fix: {
        title: 'Write billing',
        edits: [{ startLine: 7, startColumn: 15, endLine: 7, endColumn: 30, text: 'billing' }],
      },
    }
    open({ ...file(), problems: (of) => (of.includes('grafana-example') ? [problem] : []) })
    const service = await openService()
    await userEvent.click(await within(service).findByRole('button', { name: 'Write billing' }))
    await waitFor(async () => expect(await now()).toContain('app_name: billing'))
  })

  it('waits for a text that does not parse, and says where', async () => {
    const syntax: Problem = {
      severity: 'error',
      code: 'config.syntax',
      path: '',
      message: 'broken',
      line: 11,
      column: 1,
      endLine: 11,
      endColumn: 2,
    }
    open({ ...file(), problems: (of) => (of.includes('[') ? [syntax] : []) })
    await openService()
    await userEvent.type(await editor(), 'a: [[')
    expect(await screen.findByText('The form returns when line 11 parses.')).toBeTruthy()
    const fields = (await form('grafana')).querySelector('[inert]')
    expect(fields?.querySelector('input')?.value).toBe('grafana-example')
  })
})

it('asks before the window closes while a key is not kept yet, and keeps it meanwhile', async () => {
  const client = open(file())
  const close = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  const field = await editor()
  expect(close()).toBe(true)
  await userEvent.type(field, '# x')
  expect(close()).toBe(false)
  await waitFor(() =>
    expect(client.requests('config:save-draft').at(-1)).toEqual({ bot: 'ci', text: `${text}# x` }),
  )
  await waitFor(() => expect(close()).toBe(true))
})

describe('what is in sight', () => {
  it('is chosen and remembered', async () => {
    open(file())
    await userEvent.click(await screen.findByRole('radio', { name: 'Text' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: /^Form of/ })).toBeNull())
    expect(localStorage.getItem('botdesk-configuration-view')).toBe('text')
    await userEvent.click(screen.getByRole('radio', { name: 'Form' }))
    expect(await form('Bot')).toBeTruthy()
  })
})

describe('the outline', () => {
  it('filters, jumps, and renames a service', async () => {
    open(file())
    await form('Bot')
    await userEvent.keyboard('{Control>}{Shift>}o{/Shift}{/Control}')
    const filter = await screen.findByRole('combobox', { name: 'Filter the outline' })
    await waitFor(() => expect(screen.getAllByRole('option', { name: /grafana|proxy/ }).length).toBe(2))
    await userEvent.type(filter, 'graf')
    expect(screen.getAllByRole('option', { name: /application/ })).toHaveLength(1)
    await userEvent.keyboard('{F2}')
    const name = screen.getByRole('textbox', { name: 'New name of grafana' })
    await userEvent.clear(name)
    await userEvent.type(name, 'dashboards{Enter}')
    await waitFor(async () => expect(await now()).toContain('    name: dashboards\n'))
  })

  it('says why a name is refused', async () => {
    open(file())
    await form('Bot')
    await userEvent.keyboard('{Control>}{Shift>}o{/Shift}{/Control}')
    await userEvent.type(await screen.findByRole('combobox', { name: 'Filter the outline' }), 'graf')
    await userEvent.keyboard('{F2}')
    const name = screen.getByRole('textbox', { name: 'New name of grafana' })
    await userEvent.clear(name)
    await userEvent.type(name, 'Not A Name{Enter}')
    expect((await screen.findByRole('alert')).textContent).toMatch(/letters a to z/)
    expect(await now()).toBe(text)
  })
})

describe('versions', () => {
  const version = {
    version: 3,
    at: 0,
    by: 'botdesk',
    reason: 'for the release',
    addedLines: 4,
    removedLines: 1,
  } as const

  it('are told with when, why and how much, and restored into the draft', async () => {
    const client = open({ ...file(), versions: [version] })
    await userEvent.click(await screen.findByRole('button', { name: 'Versions' }))
    const dialog = await screen.findByRole('dialog', { name: 'Versions of ci' })
    expect(await within(dialog).findByText('for the release')).toBeTruthy()
    expect(within(dialog).getByText('+4 −1')).toBeTruthy()
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Restore' }))
    await waitFor(async () => expect(await now()).toBe('# version 3\n'))
    expect(client.requests('config:apply')).toEqual([])
  })

  it('say what will be there while there is none', async () => {
    open(file())
    await userEvent.click(await screen.findByRole('button', { name: 'Versions' }))
    expect(await screen.findByText('No version yet')).toBeTruthy()
  })
})

it('tells each value in force with its origin', async () => {
  open(file())
  await userEvent.click(await screen.findByRole('button', { name: 'More' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: /Effective/ }))
  const table = await screen.findByRole('table', { name: 'Effective values' })
  expect(within(table).getByRole('row', { name: /proxy_server.*example.teleport.sh:443.*file/ })).toBeTruthy()
  await userEvent.type(screen.getByRole('textbox', { name: 'Filter by key or value' }), 'renewal')
  await waitFor(() => expect(within(table).queryByRole('row', { name: /proxy_server/ })).toBeNull())
  expect(within(table).getAllByRole('row', { name: /renewal_interval.*20m/ }).length).toBeGreaterThan(0)
})

describe('keeping a finding', () => {
  const hazard: Problem = {
    severity: 'hazard',
    code: 'config.relative-path',
    path: 'services[0].destination.path',
    message: 'is relative',
    line: 10,
    column: 13,
    endLine: 10,
    endColumn: 28,
  }

  it('asks for a reason and writes it at the line', async () => {
    open({ ...file(), problems: (of) => (of.includes('botdesk: keep') ? [] : [hazard]) })
    await userEvent.click(await screen.findByRole('button', { name: 'Keep: is relative' }))
    const reason = await screen.findByRole('textbox', { name: 'Why is this right here?' })
    expect(screen.getByRole('button', { name: 'Keep' })).toHaveProperty('disabled', true)
    await userEvent.type(reason, 'mounted by systemd{Enter}')
    await waitFor(async () => expect(await now()).toMatch(/# botdesk: keep [\w.-]+, mounted by systemd/))
  })

  it('is not offered for what tbot refuses', async () => {
    open({ ...file(), problems: () => [{ ...hazard, severity: 'error' }] })
    await screen.findByRole('button', { name: 'is relative' })
    expect(screen.queryByRole('button', { name: /^Keep/ })).toBeNull()
  })
})

describe('a file of version 1', () => {
  const old = 'auth_server: a.example.com:3025\n# ours\ndestinations:\n  - directory: /opt/machine-id\n'
  const problem: Problem = {
    severity: 'error',
    code: 'config.missing-version',
    path: 'version',
    message: 'version is missing',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
  }

  it('is migrated into the draft after its report was read', async () => {
    open({
      view: view({ savedText: old, runningText: old }),
      problems: (of) => (of.startsWith('version') ? [] : [problem]),
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Migrate…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Migrate to version 2' })
    expect(await within(dialog).findByRole('list', { name: /understood, changed and left/ })).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Use the new text' }))
    await waitFor(async () => expect(await now()).toMatch(/^version: v2\n/))
    expect(await now()).toContain('# ours')
  })
})

describe('a file changed on both sides', () => {
  async function change(theirs: string, mine: string): Promise<void> {
    const backend = file(mine)
    open(backend)
    await editor()
    backend.view = view({ savedText: theirs, runningText: text, draft: mine })
    window.dispatchEvent(new Event('focus'))
    await userEvent.click(await screen.findByRole('button', { name: 'Merge' }))
  }

  it('is merged into the draft', async () => {
    await change(text.replace('443', '3080'), text.replace('/opt/machine-id', '/srv/tls'))
    const both = text.replace('443', '3080').replace('/opt/machine-id', '/srv/tls')
    await waitFor(async () => expect(await now()).toBe(both))
    expect(screen.queryByRole('button', { name: 'Next place' })).toBeNull()
  })

  it('shows both where they contradict each other, until a person has decided', async () => {
    await change(text.replace('/opt/machine-id', '/theirs'), text.replace('/opt/machine-id', '/mine'))
    await waitFor(async () => expect(await now()).toMatch(/\/mine[^]*\/theirs/))
    expect(await screen.findByText(/1 place changed on both sides/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Next place' }))
    await userEvent.clear(await editor())
    await userEvent.type(await editor(), 'version: v2')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Next place' })).toBeNull())
  })
})
