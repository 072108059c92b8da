import { act, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { checkConfig } from '../../../shared/config/index.ts'
import { newestTarget, targetVersions } from '../../../shared/config/problem.ts'
import { fakeFolder } from '../../testing/authoring-answers.ts'
import { scenarioClient, type FakeClient, type Handlers } from '../../testing/fake-client.ts'
import { renderApp } from '../../testing/render-app.tsx'

const now = Date.now()
const route = '/bots/ci-deploy/add-service'

const file = `version: v2
# The cluster.
proxy_server: example.teleport.sh:443
onboarding: {join_method: token, token: "••••••••"}
storage:
  type: directory
  path: /var/lib/botdesk/ci
services:
  # For the dashboards.
  - type: application
    app_name: grafana-example   # as in Teleport
    destination:
      type: directory
      path: /opt/machine-id/grafana
`

function clientWith(text = file, handlers: Handlers = {}): FakeClient {
  return scenarioClient('full', now, {
    'config:read': () => ({ path: '/etc/tbot.yaml', savedText: text, target: 18 }),
    'config:check': ({ text: checked, target }) =>
      checkConfig(checked, { target: targetVersions.find((each) => each === target) ?? newestTarget }),
    ...handlers,
  })
}

const kind = (name: string) => screen.findByRole('radio', { name })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const step = (name: RegExp) =>
  within(screen.getByRole('navigation', { name: 'Steps' })).getByRole('button', { name })
const title = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const patch = () => screen.getAllByLabelText('Change to tbot.yaml').at(-1)?.textContent ?? ''

async function pickApplication(user: UserEvent): Promise<void> {
  await user.click(await kind('A web application'))
  await user.click(button('Which one'))
  await user.type(await screen.findByLabelText(/^Application/), 'wiki')
  await user.tab()
}

function lastDraft(client: FakeClient): string {
  const sent = client.sent.findLast(({ name }) => name === 'config:save-draft')
  return (sent?.request as { text: string } | undefined)?.text ?? ''
}

it('adds an entry at the end of the services, moves nothing else, and ends at the plan', async () => {
  const client = clientWith()
  const { user, routes } = renderApp(client, route)
  await pickApplication(user)
  await user.click(button('Where to'))
  expect(await title('Where should the files go?')).toBe(document.activeElement)
  await user.click(button('Check'))
  await user.click(button(/^Review plan/))
  await waitFor(() => expect(routes.at(-1)).toBe('/bots/ci-deploy/plan'))
  expect(lastDraft(client)).toBe(`${file}  - type: application
    destination:
      type: directory
      path: /opt/machine-id/wiki
    app_name: wiki
`)
})

it('lets the suggested folder follow the name until another folder is written', async () => {
  const { user } = renderApp(clientWith(), route)
  await pickApplication(user)
  expect(patch()).toContain('path: /opt/machine-id/wiki')
  await user.click(button('Where to'))
  const folder = await screen.findByLabelText('Folder')
  await user.clear(folder)
  await user.type(folder, '/srv/mine')
  await user.click(step(/Which one/))
  const app = await screen.findByLabelText(/^Application/)
  await user.clear(app)
  await user.type(app, 'docs')
  await user.tab()
  expect(patch()).toContain('app_name: docs')
  expect(patch()).toContain('path: /srv/mine')
})

it('tells the checks of the folder in short, and all of them when asked', async () => {
  const { user } = renderApp(clientWith(), route)
  await pickApplication(user)
  await user.click(button('Where to'))
  const checks = await screen.findByRole('list', { name: 'Checks of the folder' })
  const lines = () =>
    within(checks)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
  expect(lines()).toEqual(['Exists', 'No other service writes here, 41 GB free'])
  await user.click(button('All 7 checks'))
  expect(lines()).toHaveLength(7)
  expect(lines()).toContain('No link on the way')
  await user.click(button('Fewer checks'))
  expect(lines()).toHaveLength(2)
})

it('keeps a check that is not good in sight', async () => {
  const client = clientWith(file, {
    'probe:folder': (request) => ({
      ...fakeFolder(request),
      checks: [
        { name: 'exists', state: 'good', text: 'Exists' },
        { name: 'owner', state: 'hazard', text: 'Owner deploy, mode 0755: everyone may look into it' },
        { name: 'space', state: 'hazard', text: '1 MB free' },
        { name: 'sharing', state: 'good', text: 'No other service writes here' },
      ],
    }),
  })
  const { user } = renderApp(client, route)
  await pickApplication(user)
  await user.click(button('Where to'))
  const checks = await screen.findByRole('list', { name: 'Checks of the folder' })
  expect(
    within(checks)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Exists',
    'Owner deploy, mode 0755: everyone may look into it',
    '1 MB free',
    'No other service writes here',
  ])
})

it('finds kinds by words and type names, and says which ones a newer Teleport has', async () => {
  const { user } = renderApp(clientWith(), route)
  await user.type(await screen.findByRole('textbox', { name: /^Filter/ }), 'jwt')
  expect(screen.getAllByRole('radio')).toHaveLength(1)
  await user.keyboard('{Enter}')
  expect(((await kind('A signed JWT')) as HTMLInputElement).checked).toBe(true)
  await user.clear(screen.getByRole('textbox', { name: /^Filter/ }))
  await user.type(screen.getByRole('textbox', { name: /^Filter/ }), 'nothing like it')
  expect(screen.getByText('No kind of service matches “nothing like it”.')).toBeDefined()
  await user.click(button('Clear the filter'))
  const later = screen.getByRole('region', { name: 'Not in Teleport 18, your target' })
  expect(within(later).getByRole('radio', { name: 'An SSH agent that keeps the key' })).toHaveProperty(
    'disabled',
    true,
  )
  expect(within(later).getAllByText('Needs Teleport 19 or newer')).toHaveLength(2)
})

it('says what is missing only after the step was left, at the field, at the step and at the end', async () => {
  const client = clientWith()
  const { user } = renderApp(client, route)
  await user.click(await kind('A web application'))
  await user.click(button('Which one'))
  await title(/which one/)
  const lastCheck = () => client.sent.findLast(({ name }) => name === 'config:check')
  await waitFor(() => expect(JSON.stringify(lastCheck())).toContain('type: application'))
  await act(async () => undefined)
  expect(screen.queryByText(/app_name.*(missing|empty)/i)).toBeNull()
  await user.keyboard('{Control>}{Enter}{/Control}')
  await title(/everything right/)
  const goTo = await screen.findByRole('button', { name: 'Go to Which one' })
  expect(step(/Which one/).textContent).toContain('has a problem')
  await user.click(goTo)
  await title(/which one/)
  expect((await screen.findAllByText(/app_name/)).length).toBeGreaterThan(1)
})

it('moves between the steps with Alt and the arrows, also past the last and before the first', async () => {
  const { user } = renderApp(clientWith(), route)
  await user.click(await kind('One database'))
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}')
  expect(await title('One database: which one?')).toBe(document.activeElement)
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}')
  expect(await title('Where to: nothing needed here')).toBeDefined()
  await user.keyboard('{Alt>}{ArrowLeft}{ArrowLeft}{ArrowLeft}{/Alt}')
  expect(await title(/do for you/)).toBeDefined()
})

it('takes along what is still being written when Alt and an arrow leave the step', async () => {
  const { user } = renderApp(clientWith(), route)
  await user.click(await kind('A signed JWT'))
  await user.click(button('Which one'))
  await user.type(await screen.findByLabelText('Add to Audiences'), 'wiki')
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}')
  await title(/go/)
  expect(patch()).toContain('- wiki')
})

it('starts from a service that is there, without its name and folder', async () => {
  const { user } = renderApp(clientWith(), route)
  await kind('A web application')
  await user.click(button('Copy one…'))
  await user.click(await screen.findByRole('menuitem', { name: /grafana-example/ }))
  expect(await screen.findByText(/Copied from grafana-example/)).toBeDefined()
  expect(patch()).toContain('path: /opt/machine-id/grafana-example')
})

it('keeps the step and the answers over a reload', async () => {
  const client = clientWith()
  const first = renderApp(client, route)
  await pickApplication(first.user)
  await first.user.click(button('Where to'))
  await title('Where should the files go?')
  document.body.replaceChildren()
  renderApp(client, route)
  await title('Where should the files go?')
  expect(patch()).toContain('app_name: wiki')
})

it('leaves without a trace when cancelled, and Undo opens it again with all that was typed', async () => {
  const client = clientWith()
  const { user, routes } = renderApp(client, route)
  await pickApplication(user)
  await user.click(step(/What for/))
  await user.click(button('Cancel'))
  expect(routes.at(-1)).toBe('/bots/ci-deploy/services')
  expect(sessionStorage.getItem('botdesk-wizard add ci-deploy')).toBeNull()
  expect(lastDraft(client)).toBe('')
  const toast = (await screen.findByText('No service was added to ci-deploy.')).parentElement
  await user.click(within(toast ?? document.body).getByRole('button', { name: 'Undo' }))
  await title(/do for you/)
  expect(await kind('A web application')).toHaveProperty('checked', true)
  await user.click(step(/Which one/))
  expect(patch()).toContain('app_name: wiki')
})

it('says nothing when it is cancelled before anything was done', async () => {
  const { user, routes } = renderApp(clientWith(), route)
  await kind('A web application')
  await user.click(button('Cancel'))
  expect(routes.at(-1)).toBe('/bots/ci-deploy/services')
  expect(screen.queryByText('No service was added to ci-deploy.')).toBeNull()
})

it('forgets what was kept when the draft was edited elsewhere meanwhile', async () => {
  const first = renderApp(clientWith(), route)
  await pickApplication(first.user)
  document.body.replaceChildren()
  renderApp(clientWith(`${file}leeway: 2m\n`), route)
  expect(await title(/do for you/)).toBeDefined()
})

it('opens an entry that exists and changes the one line', async () => {
  const client = clientWith()
  const { user } = renderApp(client, '/bots/ci-deploy/services/application-1/change')
  await title(/which one/)
  const app = await screen.findByLabelText(/^Application/)
  expect((app as HTMLInputElement).value).toBe('grafana-example')
  await user.clear(app)
  await user.type(app, 'wiki')
  await user.tab()
  await user.click(step(/What for/))
  expect(await kind('A database')).toHaveProperty('disabled', true)
  await user.click(step(/Check/))
  await user.click(button('Save as draft'))
  await waitFor(() => expect(lastDraft(client)).toBe(file.replace('grafana-example ', 'wiki ')))
})

it('says that a service is gone, and that a text which does not parse belongs into the editor', async () => {
  renderApp(clientWith(), '/bots/ci-deploy/services/never/change')
  expect(await screen.findByText('There is no service never in the configuration')).toBeDefined()
  document.body.replaceChildren()
  renderApp(clientWith('version: v2\nservices: [\n'), route)
  expect(await screen.findByText(/The form returns when line \d+ of the configuration parses/)).toBeDefined()
  expect(screen.getByRole('link', { name: 'Open the configuration' }).getAttribute('href')).toBe(
    '/bots/ci-deploy/config',
  )
})

it('says that the configuration could not be read, and reads it again', async () => {
  let isBroken = true
  const client = scenarioClient('full', now, {
    'config:read': () => {
      if (isBroken) throw new Error('EIO')
      return { path: '/etc/tbot.yaml', savedText: file, target: 18 }
    },
  })
  const { user } = renderApp(client, route)
  await screen.findByText('The configuration could not be read')
  isBroken = false
  await user.click(button('Read again'))
  expect(await kind('A web application')).toBeDefined()
})

it('fixes a problem at its field', async () => {
  const text = file.replace(
    'app_name: grafana-example   # as in Teleport',
    'app_name: a\n    renew_interval: 5m',
  )
  const client = scenarioClient('full', now, {
    'config:read': () => ({ path: '/etc/tbot.yaml', savedText: text, target: 18 }),
    'config:check': ({ text: checked, target }) => {
      const line = checked.split('\n').findIndex((each) => each.includes('app_name: a')) + 1
      const place = { line, column: 5, endLine: line, endColumn: 16 }
      const edits = [
        { startLine: line, startColumn: 5, endLine: line, endColumn: 16, text: 'app_name: wiki' },
      ]
      const found = {
        severity: 'error',
        code: 'config.wrong',
        path: 'services[0].app_name',
        message: 'There is no such application.',
        fix: { title: 'Write wiki', edits },
        ...place,
      } as const
      return { valid: false, problems: line === 0 || target === 0 ? [] : [found] }
    },
  })
  const { user } = renderApp(client, '/bots/ci-deploy/services/application-1/change')
  await user.click(await screen.findByRole('button', { name: 'Write wiki' }))
  expect(patch()).toContain('app_name: wiki')
  expect(patch()).not.toContain('app_name: wikie')
})
