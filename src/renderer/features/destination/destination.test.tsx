import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { FolderReport } from '../../../shared/contract/authoring.ts'
import { fakeFolder } from '../../testing/authoring-answers.ts'
import { scenarioClient, type FakeClient } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { readerChanges, readerOf, readersOf, tagOf } from '../../wizard/destination/readers.ts'
import { rbacRule } from '../../wizard/destination/rbac.ts'

const now = Date.now()
const patient = { timeout: 4000 }
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

function clientWith(handlers: ConstructorParameters<typeof FakeClient>[0] = {}): FakeClient {
  return scenarioClient('full', now, {
    'config:read': () => ({ path: '/etc/tbot.yaml', savedText: file, target: 18 }),
    'config:check': () => ({ valid: true, problems: [] }),
    ...handlers,
  })
}

const patch = () => screen.getAllByLabelText('Change to tbot.yaml').at(-1)?.textContent ?? ''
const folderField = () => screen.findByLabelText('Folder', undefined, patient)

it('shows each check with its fact, and who can read once applied', async () => {
  renderApp(clientWith(), route)
  const checks = await screen.findByRole('list', { name: 'Checks of the folder' }, patient)
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
  await screen.findByRole('list', { name: 'Checks of the folder' }, patient)
  const field = await folderField()
  await user.clear(field)
  await user.type(field, '/srv/other')
  await waitFor(() => expect(answers).toHaveLength(1), patient)
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
  expect(await screen.findByText(/The folder could not be looked at/, undefined, patient)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Review plan' }))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/plan'))
})

it('writes users and groups as readers, and asks for the rights with them', async () => {
  const client = clientWith()
  const { user } = renderApp(client, route)
  await user.type(
    await screen.findByLabelText('Who else may read', undefined, patient),
    'nginx{Enter}group web{Enter}',
  )
  expect(patch()).toMatch(/readers:[^]*- user: nginx[^]*- group: web/)
  expect(patch()).toContain('path: /opt/machine-id/grafana # read by nginx')
  expect(
    await screen.findByRole('row', { name: /group web.*by access list.*yes.*no/ }, patient),
  ).toBeDefined()
  expect(screen.getByText(/-rw-r-----\+ is what ls -l will show/)).toBeDefined()
})

it('counts a foreign file as a hazard until a person decides', async () => {
  const { user } = renderApp(clientWith(), route)
  const field = await folderField()
  await user.clear(field)
  await user.type(field, '/srv/www/tls')
  const foreign = await screen.findByRole(
    'region',
    { name: 'There is a file key Botdesk did not write' },
    patient,
  )
  expect(screen.getByText('1 hazard, not decided')).toBeDefined()
  await user.click(within(foreign).getByRole('button', { name: 'Show' }))
  expect(within(foreign).getByText(/cp -p/)).toBeDefined()
  await user.click(within(foreign).getByRole('button', { name: 'Choose another folder' }))
  expect(document.activeElement).toBe(field)
  await user.click(within(foreign).getByRole('button', { name: 'Replace at the first write' }))
  expect(screen.queryByText('1 hazard, not decided')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Decide again' }))
  expect(screen.getByText('1 hazard, not decided')).toBeDefined()
})

it('shows what a Kubernetes Secret needs, and gives the folder back when it is chosen again', async () => {
  const { user } = renderApp(clientWith(), route)
  await user.click(await screen.findByRole('radio', { name: /Kubernetes Secret/ }, patient))
  await user.type(await screen.findByRole('textbox', { name: /^Secret/ }), 'grafana-tls')
  await user.tab()
  expect(screen.getByText('One writer only.')).toBeDefined()
  expect(screen.getByRole('region', { name: 'What the cluster has to allow' }).textContent).toContain(
    'resourceNames: [grafana-tls]',
  )
  await user.click(screen.getByRole('radio', { name: /Folder/ }))
  expect(((await folderField()) as HTMLInputElement).value).toBe('/opt/machine-id/grafana')
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
