import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import type { Export } from '../../../shared/export/model.ts'
import { scenarioClient, type FakeClient, type Handlers } from '../../testing/fake-client.ts'
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx'
// Loaded beforehand: the page loads it only when it is needed, which takes its time on a busy computer.
import './ExportScreen.tsx'

const made = (more: Partial<Export> = {}): Export => ({
  kind: 'tbot',
  files: [
    { path: 'tbot.yaml', text: 'version: v2\n', language: 'yaml', about: 'Run: tbot start -c tbot.yaml' },
    { path: 'install.sh', text: 'echo done\n', language: 'shell', mode: '0755', about: 'Run it as root.' },
  ],
  leftOut: [{ path: 'onboarding.token', reason: 'The join token is a secret.' }],
  facts: [],
  notes: ['A second bot needs a storage of its own.'],
  checkedBy: 'systemd-analyze verify',
  ...more,
})

async function open(handlers: Handlers = {}, query = ''): Promise<RenderedApp & { client: FakeClient }> {
  const client = scenarioClient('full', Date.now(), {
    'export:make': ({ kind }) => made({ kind }),
    ...handlers,
  })
  const app = renderApp(client, `/bots/ci-deploy/export${query}`)
  await screen.findByRole('navigation', { name: 'Kind of export' })
  return { ...app, client }
}

describe('a result', () => {
  it('shows its files, what checked it, and what was left out and why', async () => {
    const { user } = await open()
    expect((await screen.findByRole('region', { name: 'tbot.yaml' })).textContent).toContain('version: v2')
    await user.click(screen.getByRole('tab', { name: 'install.sh' }))
    expect(screen.getByRole('region', { name: 'install.sh' }).textContent).toContain('echo done')
    expect(screen.getByText('systemd-analyze verify')).toBeTruthy()
    const leftOut = within(screen.getByRole('region', { name: 'Left out, on purpose' }))
    expect(leftOut.getByText('The join token is a secret.')).toBeTruthy()
  })

  it('follows the kind, which the address keeps', async () => {
    const { user, client, routes } = await open()
    await user.click(screen.getByRole('button', { name: 'systemd' }))
    expect(routes.at(-1)).toContain('kind=systemd')
    await waitFor(() => expect(client.requests('export:make').at(-1)).toMatchObject({ kind: 'systemd' }))
    expect(screen.getByText('ExecStart')).toBeTruthy()
  })

  it('is made again after an option changed; the preset is not sent', async () => {
    const { user, client } = await open()
    await user.click(screen.getByRole('button', { name: 'systemd' }))
    const field = screen.getByRole('textbox', { name: 'Runs as' })
    await user.clear(field)
    await user.type(field, 'deploy')
    await waitFor(() =>
      expect(client.requests('export:make').at(-1)).toEqual({
        bot: 'ci-deploy',
        kind: 'systemd',
        options: { user: 'deploy' },
        withSecrets: false,
      }),
    )
  })

  it('asks only for what changes something for this configuration', async () => {
    const { user } = await open({ 'export:make': ({ kind }) => made({ kind, facts: ['token-left-out'] }) })
    expect(await screen.findByRole('textbox', { name: 'File of the token' })).toBeTruthy()
    expect(screen.queryByRole('textbox', { name: 'File of the registration secret' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'systemd' }))
    expect(screen.getByRole('textbox', { name: 'Join token goes to' })).toBeTruthy()
    expect(screen.queryByRole('textbox', { name: 'Runs every' })).toBeNull()
  })

  it('says that there is nothing to choose only when that is known', async () => {
    const nothing = 'There is nothing to choose for this configuration.'
    const answer = Promise.withResolvers<Export>()
    await open({ 'export:make': () => answer.promise })
    expect(screen.queryByText(nothing)).toBeNull()
    answer.resolve(made())
    expect(await screen.findByText(nothing)).toBeTruthy()
  })

  it('says in place why a form is not possible', async () => {
    await open({
      'export:make': () => {
        throw new AppError('export.not-possible', 'a runner has no Kubernetes')
      },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('Not possible in this form')
    expect(screen.getByText(/a runner has no Kubernetes/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
  })

  it('is copied whole', async () => {
    const { user } = await open()
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    await user.click(await screen.findByRole('button', { name: 'Copy tbot.yaml' }))
    expect(write).toHaveBeenCalledWith('version: v2\n')
  })
})

describe('secrets', () => {
  it('are included only with the tick, with a warning, and not in the next kind', async () => {
    const { user, client } = await open()
    await screen.findByRole('region', { name: 'tbot.yaml' })
    await user.click(screen.getByRole('checkbox', { name: /Include the secrets/ }))
    expect(screen.getByRole('alert').textContent).toContain('can join as this bot')
    await waitFor(() => expect(client.requests('export:make').at(-1)).toMatchObject({ withSecrets: true }))
    await user.click(screen.getByRole('button', { name: 'systemd' }))
    await waitFor(() =>
      expect(client.requests('export:make').at(-1)).toMatchObject({ kind: 'systemd', withSecrets: false }),
    )
  })

  it('are said to be inside', async () => {
    const text = '# Holds a secret: the join token. Keep it readable by its owner only.\nversion: v2\n'
    const file = { path: 'tbot.yaml', text, language: 'yaml', mode: '0600', about: 'All of it.' } as const
    await open({ 'export:make': () => made({ files: [file] }) })
    expect(await screen.findByText('Holds a secret')).toBeTruthy()
  })
})

describe('saving', () => {
  it('asks before it replaces what is there', async () => {
    const { user, client } = await open({
      'export:save': ({ folder, replace }) => {
        if (!replace)
          throw new AppError('export.file-exists', 'taken', { details: { path: `${folder}/tbot.yaml` } })
        return { paths: [`${folder}/tbot.yaml`] }
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Save all 2…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Save tbot.yaml' }))
    const folder = dialog.getByRole('combobox', { name: 'Folder' })
    await user.clear(folder)
    await user.type(folder, '/srv/out')
    await user.click(dialog.getByRole('button', { name: 'Save 2 files' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('/srv/out/tbot.yaml')
    await user.click(dialog.getByRole('button', { name: 'Replace what is there' }))
    expect(await dialog.findByText('1 file written')).toBeTruthy()
    expect(client.requests('export:save')).toMatchObject([
      { folder: '/srv/out', replace: false },
      { folder: '/srv/out', replace: true },
    ])
  })
})

it('asks for a service first', async () => {
  const client = scenarioClient('full', Date.now(), {
    'config:read': () => ({ path: '/ci/tbot.yaml', savedText: 'version: v2\n', target: 18 }),
  })
  renderApp(client, '/bots/ci-deploy/export')
  expect(await screen.findByRole('heading', { name: 'Add a service first' })).toBeTruthy()
})
