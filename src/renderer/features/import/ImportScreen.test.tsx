import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { useImportStore } from '../../stores/import-store.ts'
import { scenarioClient, type FakeClient, type Handlers } from '../../testing/fake-client.ts'
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx'
// Loaded beforehand: the page loads it only when it is needed, which takes its time on a busy computer.
import './ImportScreen.tsx'

const command =
  'sudo tbot start application --proxy-server=example.teleport.sh:443 --join-method=token --token=canary-secret-import --app=grafana --destination=/opt/machine-id/grafana --storage=/var/lib/tbot --foo=bar'

async function open(handlers: Handlers = {}): Promise<RenderedApp & { client: FakeClient }> {
  const client = scenarioClient('full', Date.now(), {
    'bots:create': ({ name }) => ({ bot: name, path: `/data/${name}/tbot.yaml` }),
    ...handlers,
  })
  const app = renderApp(client, '/import')
  await screen.findByRole('textbox', { name: 'Text' })
  return { ...app, client }
}

async function paste({ user }: RenderedApp, text: string): Promise<void> {
  await user.click(screen.getByRole('textbox', { name: 'Text' }))
  await user.paste(text)
}

beforeEach(() => useImportStore.getState().forget())

describe('a pasted command', () => {
  it('is told part by part, with dots for the secret, before anything is done', async () => {
    const app = await open()
    await paste(app, command)
    expect(await screen.findByRole('heading', { name: 'A tbot command line' })).toBeTruthy()
    expect(screen.getByText(/Understood 7 of 8 parts/).textContent).toContain('--foo is not known')
    const table = screen.getByRole('table')
    expect(within(table).getByText('onboarding.token')).toBeTruthy()
    expect(table.textContent).not.toContain('canary')
    expect(screen.getByRole('region', { name: 'The tbot.yaml it stands for' }).textContent).not.toContain(
      'canary',
    )
    expect(app.client.requests('bots:create')).toEqual([])
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text' }))
  })

  it('becomes a bot under a name that is free', async () => {
    const app = await open()
    await paste(app, command)
    const name = await screen.findByRole('textbox', { name: 'Name in Botdesk' })
    await app.user.clear(name)
    await app.user.type(name, 'ci-deploy')
    expect(screen.getByText('There is a bot ci-deploy already.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Make the bot' })).toHaveProperty('disabled', true)
    await app.user.clear(name)
    await app.user.type(name, 'from-paste')
    await app.user.click(screen.getByRole('button', { name: 'Make the bot' }))
    await waitFor(() => expect(app.routes.at(-1)).toBe('/bots/from-paste/config'))
    expect(app.client.requests('bots:create')).toMatchObject([{ name: 'from-paste', start: false }])
  })

  it('gives its services to a bot that exists, and shows the plan', async () => {
    const app = await open()
    await paste(app, command)
    await app.user.selectOptions(await screen.findByRole('combobox', { name: 'Bot' }), 'ci-deploy')
    await app.user.click(screen.getByRole('button', { name: 'Add its services' }))
    await waitFor(() => expect(app.routes.at(-1)).toBe('/bots/ci-deploy/plan'))
    const [draft] = app.client.requests('config:save-draft')
    expect(draft).toMatchObject({ bot: 'ci-deploy' })
    expect(JSON.stringify(draft)).toContain('app_name: grafana\\n')
    expect(JSON.stringify(draft)).not.toContain('proxy_server')
  })
})

it('brings a file of version 1 to version 2 with its report', async () => {
  const app = await open()
  await paste(
    app,
    'auth_server: example.teleport.sh:443\nstorage:\n  directory: /var/lib/bot\ndestinations:\n  - directory: /opt/a\n',
  )
  expect(await screen.findByRole('heading', { name: 'A tbot.yaml of version 1' })).toBeTruthy()
  expect(screen.getByRole('list', { name: 'What was understood, changed and left' })).toBeTruthy()
  expect(screen.getByRole('region', { name: 'The new text' }).textContent).toContain('version: v2')
})

it('takes a paste wherever the focus is', async () => {
  await open()
  fireEvent.paste(document.body, { clipboardData: { getData: () => command } })
  expect(await screen.findByRole('heading', { name: 'A tbot command line' })).toBeTruthy()
})

it('says what can be read when a text is something else', async () => {
  const app = await open()
  await paste(app, 'ls -la')
  expect((await screen.findByRole('alert')).textContent).toContain('This was not understood')
})

it('does not read a paste that is far too large', async () => {
  await open()
  fireEvent.change(screen.getByRole('textbox', { name: 'Text' }), {
    target: { value: 'a: b\n'.repeat(400_000) },
  })
  expect((await screen.findByRole('alert')).textContent).toContain('The pasted text is larger than 1 MB')
  expect(screen.getByRole('textbox', { name: 'Text' })).toHaveProperty('value', '')
})

it('tells a long paste by its length, like a file', async () => {
  await open()
  const long = `version: v2\nproxy_server: a.example:443\n${'# more\n'.repeat(12_000)}`
  fireEvent.change(screen.getByRole('textbox', { name: 'Text' }), { target: { value: long } })
  expect(await screen.findByText('The pasted text, 12,002 lines')).toBeTruthy()
  expect(await screen.findByRole('textbox', { name: 'Name in Botdesk' })).toHaveProperty('value', 'bot')
})

describe('a file dropped on the window', () => {
  const drop = (file: File): void => {
    fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files: [file] } })
  }

  it('leads to its review from anywhere, and does nothing else', async () => {
    const client = scenarioClient('full', Date.now())
    const { routes } = renderApp(client, '/bots')
    await screen.findByRole('heading', { level: 1 })
    drop(new File(['version: v2\nproxy_server: a.example:443\n'], 'build.yaml'))
    expect(await screen.findByText('build.yaml, 2 lines')).toBeTruthy()
    expect(routes.at(-1)).toBe('/import')
    expect(await screen.findByRole('textbox', { name: 'Name in Botdesk' })).toHaveProperty('value', 'build')
    expect(client.requests('bots:create')).toEqual([])
  })

  it('is not read when it is far too large', async () => {
    await open()
    drop(new File(['x'.repeat(1024 * 1024 + 1)], 'disk.img'))
    expect((await screen.findByRole('alert')).textContent).toContain('disk.img is larger than 1 MB')
  })
})
