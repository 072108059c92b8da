import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AccountTest, FolderReport, ForeignFile } from '../../../shared/contract/authoring.ts'
import { AppError } from '../../../shared/errors.ts'
import { fakeFolder, foreignKey } from '../../testing/authoring-answers.ts'
import { scenarioClient, type FakeClient, type Handlers } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { readerChanges, readerOf, readersOf, tagOf } from '../../wizard/destination/readers.ts'
import { rbacRule } from '../../wizard/destination/rbac.ts'
// Loaded beforehand: the page loads it only when it is needed, which takes its time on a busy computer.
import './DestinationScreen.tsx'

const now = Date.now()
const route = '/bots/ci-deploy/services/application-1/destination'

const file = `version: v2
proxy_server: example.teleport.sh:443
services:
  - type: application
    app_name: grafana-example
    destination:
      type: directory
      path: /opt/machine-id/grafana # read by nginx
  - type: identity
    destination: {type: directory, path: /opt/machine-id/id}
`

function clientWith(handlers: Handlers = {}): FakeClient {
  return scenarioClient('full', now, {
    'config:read': () => ({ path: '/etc/tbot.yaml', savedText: file, target: 18 }),
    'config:check': () => ({ valid: true, problems: [] }),
    ...handlers,
  })
}

const patch = () => screen.getAllByLabelText('Change to tbot.yaml').at(-1)?.textContent ?? ''
const folderField = () => screen.findByLabelText('Folder')

it('shows each check with its fact, and who can read once applied', async () => {
  renderApp(clientWith(), route)
  const checks = await screen.findByRole('list', { name: 'Checks of the folder' })
  expect(within(checks).getByText('41 GB free')).toBeDefined()
  const access = screen.getByRole('table', { name: 'Who can read and write' })
  expect(within(access).getByRole('row', { name: /deploy.*yes.*yes.*Tested/ })).toBeDefined()
  expect(
    within(access).getByRole('row', { name: /Everyone else, 31 accounts.*no.*no.*Computed/ }),
  ).toBeDefined()
})

it('keeps the last checks greyed while another folder is looked at', async () => {
  const answers: ((report: FolderReport) => void)[] = []
  const client = clientWith({
    'probe:folder': (request) =>
      request.folder === '/srv/other'
        ? new Promise<FolderReport>((resolve) => answers.push(resolve))
        : fakeFolder(request),
  })
  const { user } = renderApp(client, route)
  await screen.findByRole('list', { name: 'Checks of the folder' })
  const field = await folderField()
  await user.clear(field)
  await user.type(field, '/srv/other')
  await waitFor(() => expect(answers).toHaveLength(1))
  expect(screen.getByRole('list', { name: 'Checks of the folder' }).getAttribute('aria-busy')).toBe('true')
  answers[0]?.({ ...fakeFolder({ folder: '/srv/other', readers: [] }), checks: [] })
  await waitFor(() =>
    expect(screen.getByRole('list', { name: 'Checks of the folder' }).getAttribute('aria-busy')).toBe(
      'false',
    ),
  )
})

it('says when the folder could not be looked at, and does not block', async () => {
  const client = clientWith({
    'probe:folder': () => {
      throw new Error('EIO')
    },
  })
  const { user, routes } = renderApp(client, route)
  expect(await screen.findByText(/The folder could not be looked at/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Review plan' }))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/plan'))
})

it('writes users and groups as readers, and asks for the rights with them', async () => {
  const client = clientWith()
  const { user } = renderApp(client, route)
  await user.type(await screen.findByLabelText('Who else may read'), 'nginx{Enter}group web{Enter}')
  expect(patch()).toMatch(/readers:[^]*- user: nginx[^]*- group: web/)
  expect(patch()).toContain('path: /opt/machine-id/grafana # read by nginx')
  expect(await screen.findByRole('row', { name: /group web.*by access list.*yes.*no/ })).toBeDefined()
  expect(screen.getByText(/-rw-r-----\+ is what ls -l will show/)).toBeDefined()
})

describe('a test as another user', () => {
  const password = 'canary-secret-password-2'

  async function withReader(answers: readonly AccountTest[]) {
    const waiting = [...answers]
    const client = clientWith({
      'folder:test-as': () => waiting.shift() ?? { kind: 'not-possible', reason: 'Nothing left to say.' },
    })
    const { user } = renderApp(client, route)
    await user.type(await screen.findByLabelText('Who else may read'), 'nginx{Enter}')
    const row = await screen.findByRole('row', { name: /nginx.*Computed/ })
    await waitFor(() => expect(within(row).getByRole('button').hasAttribute('disabled')).toBe(false))
    await user.click(within(row).getByRole('button', { name: 'Test as nginx…' }))
    const asked = () => client.sent.filter(({ name }) => name === 'folder:test-as')
    return { user, asked }
  }

  it('that shows what was computed makes the line a tested one', async () => {
    const { asked } = await withReader([{ kind: 'tested', canRead: true, canWrite: false }])
    const row = await screen.findByRole('row', { name: /nginx.*Tested/ })
    expect(within(row).queryByRole('button')).toBeNull()
    expect(asked()).toMatchObject([
      {
        request: {
          folder: '/opt/machine-id/grafana',
          user: 'nginx',
          readers: [{ kind: 'user', name: 'nginx' }],
        },
      },
    ])
  })

  it('of a folder that lets nobody in yet says that applying does', async () => {
    await withReader([{ kind: 'tested', canRead: false, canWrite: false }])
    expect(await screen.findByText(/nginx cannot read there yet. Applying opens the folder/)).toBeDefined()
    expect(screen.getByRole('row', { name: /nginx.*Computed/ })).toBeDefined()
  })

  it('asks for the password, again when sudo refused it, and keeps it nowhere', async () => {
    const { user, asked } = await withReader([
      { kind: 'needs-password', wasRefused: false },
      { kind: 'needs-password', wasRefused: true },
      { kind: 'tested', canRead: true, canWrite: false },
    ])
    const dialog = await screen.findByRole('dialog', { name: 'Test as nginx' })
    const field = within(dialog).getByLabelText('Password of deploy')
    await user.type(field, 'wrong{Enter}')
    expect(await within(dialog).findByText('sudo refused this password.')).toBeDefined()
    await user.type(field, `${password}{Enter}`)
    expect(await screen.findByRole('row', { name: /nginx.*Tested/ })).toBeDefined()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked().map(({ request }) => request)).toMatchObject([{}, { password: 'wrong' }, { password }])
    expect(asked()[0]?.request).not.toHaveProperty('password')
    expect(JSON.stringify(Object.values(sessionStorage))).not.toContain(password)
    expect(document.body.outerHTML).not.toContain(password)
  })

  it('that cannot be made says why', async () => {
    await withReader([{ kind: 'not-possible', reason: 'sudo is not installed.' }])
    expect(await screen.findByText('nginx could not be tested: sudo is not installed.')).toBeDefined()
  })
})

describe('a file of somebody else', () => {
  /** A folder with these files; what is taken over has a copy from then on, unless it is refused. */
  function clientWithFiles(files: readonly ForeignFile[], refuse?: () => void): FakeClient {
    const copies = new Map<string, string>()
    return clientWith({
      'probe:folder': (request) => ({
        ...fakeFolder(request),
        foreignFiles: files.map((file) => {
          const copy = copies.get(file.name)
          return copy === undefined ? file : { ...file, copy }
        }),
      }),
      'folder:take-over': (request) => {
        refuse?.()
        for (const file of request.files) copies.set(file, `${file}.before-botdesk`)
        return { copies: request.files.map((file) => ({ file, copy: `${file}.before-botdesk` })) }
      },
      'probe:foreign-file': () => ({ kind: 'unknown' }),
    })
  }
  const region = (name: string) => screen.findByRole('region', { name })
  const act = (within_: HTMLElement, name: string) => within(within_).getByRole('button', { name })

  it('is a hazard that nobody decided on, is shown with its facts, and leads to another folder', async () => {
    const { user } = renderApp(clientWithFiles([foreignKey]), route)
    const foreign = await region('There is a file key Botdesk did not write')
    expect(foreign.textContent).toContain('It will not be touched until you decide.')
    expect(screen.getByText('1 hazard, not decided')).toBeDefined()
    await user.click(act(foreign, 'Show'))
    expect(await within(foreign).findByText(/No certificate or key that Botdesk knows/)).toBeDefined()
    const facts = within(foreign)
      .getAllByRole('definition')
      .map((each) => each.textContent)
    expect(facts.slice(0, 2)).toEqual(['nginx, group web', '0640'])
    expect(facts[2]).toMatch(/^1\.7\skB$/)
    await user.click(act(foreign, 'Choose another folder'))
    expect(document.activeElement).toBe(await folderField())
  })

  it('shows the public facts of a certificate', async () => {
    const client = clientWith({
      'probe:folder': (request) => ({ ...fakeFolder(request), foreignFiles: [foreignKey] }),
      'probe:foreign-file': ({ file }) => ({
        kind: 'credential',
        credential: { artifact: file, summary: 'A certificate for www.example.com', sections: [] },
      }),
    })
    const { user } = renderApp(client, route)
    await user.click(act(await region('There is a file key Botdesk did not write'), 'Show'))
    expect(await screen.findByText('A certificate for www.example.com')).toBeDefined()
    expect(client.sent.find(({ name }) => name === 'probe:foreign-file')?.request).toEqual({
      folder: '/opt/machine-id/grafana',
      followsLinks: false,
      file: 'key',
    })
  })

  it('is taken over once, with a copy that is named from then on, and the focus goes there', async () => {
    const client = clientWithFiles([foreignKey, { ...foreignKey, name: 'tlscert' }])
    const { user } = renderApp(client, route)
    const foreign = await region('There are 2 files Botdesk did not write')
    await user.dblClick(act(foreign, 'Take over, keep copies'))
    const taken = await region('2 files are taken over')
    expect(within(taken).getByText('/opt/machine-id/grafana/key.before-botdesk')).toBeDefined()
    expect(screen.queryByText('1 hazard, not decided')).toBeNull()
    expect(screen.queryByRole('region', { name: /did not write/ })).toBeNull()
    expect(document.activeElement).toBe(taken)
    expect(client.requests('folder:take-over')).toEqual([
      { folder: '/opt/machine-id/grafana', followsLinks: false, files: ['key', 'tlscert'] },
    ])
  })

  it('that cannot be copied stays undecided, with the place and what to do', async () => {
    const refusal = new AppError('destination.foreign-file', 'refused', {
      details: { place: '/opt/machine-id/grafana/key', kind: 'file' },
    })
    const { user } = renderApp(
      clientWithFiles([foreignKey], () => {
        throw refusal
      }),
      route,
    )
    const foreign = await region('There is a file key Botdesk did not write')
    await user.click(act(foreign, 'Take over, keep a copy'))
    expect((await within(foreign).findByRole('alert')).textContent).toContain(
      '/opt/machine-id/grafana/key was not written by Botdesk and cannot be replaced.',
    )
    expect(within(foreign).getByText('Move it away.')).toBeDefined()
    expect(screen.getByText('1 hazard, not decided')).toBeDefined()
  })

  it('that is no file is not offered to be taken over', async () => {
    const link: ForeignFile = { ...foreignKey, kind: 'link', target: '/etc/ssl/key' }
    const { user } = renderApp(clientWithFiles([link]), route)
    const foreign = await region('There is a link key Botdesk did not write')
    expect(within(foreign).queryByRole('button', { name: /Take over/ })).toBeNull()
    expect(foreign.textContent).toContain('Only files are replaced.')
    await user.click(act(foreign, 'Show'))
    expect(within(foreign).getByText('/etc/ssl/key')).toBeDefined()
  })

  it('is looked for behind links when the destination follows them', async () => {
    const client = clientWith({
      'config:read': () => ({
        path: '/etc/tbot.yaml',
        savedText: file.replace('# read by nginx', '\n      symlinks: insecure'),
        target: 18,
      }),
    })
    renderApp(client, route)
    await screen.findByRole('list', { name: 'Checks of the folder' })
    expect(client.sent.find(({ name }) => name === 'probe:folder')?.request).toMatchObject({
      followsLinks: true,
    })
  })
})

it('shows what a Kubernetes Secret needs, and gives the folder back when it is chosen again', async () => {
  const { user } = renderApp(clientWith(), route)
  await user.click(await screen.findByRole('radio', { name: /Kubernetes Secret/ }))
  await user.type(await screen.findByRole('textbox', { name: /^Secret/ }), 'grafana-tls')
  await user.tab()
  expect(screen.getByText('One writer only.')).toBeDefined()
  expect(screen.getByRole('region', { name: 'What the cluster has to allow' }).textContent).toContain(
    'resourceNames: [grafana-tls]',
  )
  await user.click(screen.getByRole('radio', { name: /Folder/ }))
  expect(((await folderField()) as HTMLInputElement).value).toBe('/opt/machine-id/grafana')
})

it('shows every key as it stands in the service', async () => {
  renderApp(clientWith(), route)
  const form = (await folderField()).closest('main') ?? document.body
  for (const key of ['type', 'path', 'readers', 'symlinks', 'acls'])
    expect(within(form).getByText(`destination.${key}`)).toBeDefined()
})

it('keeps the lines of readers that stay', () => {
  const written = readersOf([{ user: 'nginx' }, { group: 'web' }, { user: 33 }])
  expect(written.map(tagOf)).toEqual(['nginx', 'group web', '33'])
  const wanted = [readerOf('33'), readerOf('group:backup'), readerOf('nginx')]
  expect(readerChanges(['d', 'readers'], written, wanted)).toEqual([
    { kind: 'remove', path: ['d', 'readers', 1] },
    { kind: 'insert', path: ['d', 'readers'], value: { group: 'backup' } },
  ])
  expect(readerChanges(['d', 'readers'], written, [])).toEqual([{ kind: 'remove', path: ['d', 'readers'] }])
  expect(readerChanges(['d', 'readers'], [], [])).toEqual([])
})

it('names the Secret in the rule for changing, and leaves creating without a name', () => {
  const rule = rbacRule('tls', 'apps')
  expect(rule).toContain('namespace: apps')
  expect(rule.indexOf('resourceNames: [tls]')).toBeLessThan(rule.indexOf('verbs: [create]'))
})
