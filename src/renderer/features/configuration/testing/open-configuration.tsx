import { MantineProvider } from '@mantine/core'
import { configure, render, screen } from '@testing-library/react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Problem } from '../../../../shared/config/problem.ts'
import type { ConfigVersion } from '../../../../shared/contract/authoring.ts'
import type { ConfigView } from '../../../../shared/contract/views.ts'
import { AppError } from '../../../../shared/errors.ts'
import { BridgeProvider } from '../../../bridge/BridgeContext.tsx'
import { FakeClient, type Handlers } from '../../../testing/fake-client.ts'
import { theme } from '../../../theme/theme.ts'
import { ConfigurationScreen } from '../ConfigurationScreen.tsx'

// The first screen of a run loads much, and the machine may be busy.
configure({ asyncUtilTimeout: 10_000 })

/** The text on disk. */
export const saved = 'version: v2\nsymlinks: secure\n'
/** One error with a fix. */
export const broken = 'version: v2\nsymlinks: Secure\n'

/** The checks of these tests: a capital letter is an error with a fix. */
function check(text: string): { valid: boolean; problems: Problem[] } {
  const line = text.split('\n').indexOf('symlinks: Secure') + 1
  if (line === 0) return { valid: true, problems: [] }
  const place = { line, column: 11, endLine: line, endColumn: 17 }
  const edit = { startLine: line, startColumn: 11, endLine: line, endColumn: 17, text: 'secure' }
  const fix = { title: 'Change to secure', edits: [edit] }
  const problem: Problem = {
    severity: 'error',
    code: 'config.bad-value',
    path: 'symlinks',
    message: 'must be secure or insecure',
    ...place,
    fix,
  }
  return { valid: false, problems: [problem] }
}

export interface Backend {
  view: ConfigView
  failDraft?: boolean
  versions?: readonly ConfigVersion[]
  problems?: (text: string) => readonly Problem[]
}

/** The screen over a backend that keeps a file. */
export function open(backend: Backend, route = '/bots/ci/config', handlers: Handlers = {}): FakeClient {
  const client = new FakeClient({
    'config:read': () => backend.view,
    'config:check': ({ text }) => {
      const problems = backend.problems?.(text)
      return problems ? { valid: true, problems } : check(text)
    },
    'config:versions': () => backend.versions ?? [],
    'config:read-version': ({ version }) => ({ text: `# version ${version}\n` }),
    'config:save-draft': () => {
      if (backend.failDraft) throw new AppError('config.unreadable', 'disk')
    },
    'config:discard-draft': () => undefined,
    'config:set-target': () => undefined,
    ...handlers,
  })
  const [path = '', searchPath = ''] = route.split('?')
  const location = memoryLocation({ path, searchPath })
  render(
    <MantineProvider theme={theme} env="test">
      <BridgeProvider client={client}>
        <Router hook={location.hook} searchHook={location.searchHook}>
          <Switch>
            <Route path="/bots/ci/plan">The plan of ci</Route>
            <Route>
              <ConfigurationScreen bot="ci" />
            </Route>
          </Switch>
        </Router>
      </BridgeProvider>
    </MantineProvider>,
  )
  return client
}

/** What the backend says of the file. */
export const view = (changes: Partial<ConfigView> = {}): ConfigView => ({
  path: '/ci/tbot.yaml',
  savedText: saved,
  runningText: saved,
  target: 18,
  ...changes,
})
/** The text. */
export const editor = (): Promise<HTMLElement> =>
  screen.findByRole('textbox', { name: /Configuration of ci, YAML/ })
export const textOf = (field: HTMLElement): string =>
  field instanceof HTMLTextAreaElement ? field.value : ''
