import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { Change, ConfigPath, YamlValue } from '../../shared/config/edit/model.ts'
import type { FieldKind, FormField } from '../../shared/config/form/model.ts'
import type { Problem } from '../../shared/config/problem.ts'
import { theme } from '../theme/theme.ts'
import { SchemaFields } from './SchemaFields.tsx'
import { applyChanges, plainDocument } from './testing/plain-document.ts'

function field(key: string, kind: FieldKind, more: Partial<FormField> = {}): FormField {
  return {
    key,
    kind,
    label: key,
    description: `What ${key} is.`,
    isRequired: false,
    examples: [],
    isAdvanced: false,
    ...more,
  }
}

interface Opened {
  readonly changes: (readonly Change[])[]
  readonly focused: ConfigPath[]
  readonly fixed: Problem[]
  data: () => YamlValue
}

function open(fields: readonly FormField[], start: YamlValue, problems: readonly Problem[] = []): Opened {
  let latest = start
  const opened: Opened = { changes: [], focused: [], fixed: [], data: () => latest }
  function Harness() {
    const [data, setData] = useState(start)
    return (
      <SchemaFields
        fields={fields}
        base={['services', 0]}
        document={plainDocument({ services: [data] })}
        problems={problems}
        onChange={(changes) => {
          opened.changes.push(changes)
          const next = applyChanges({ services: [latest] }, changes)
          latest = (next as { services: [YamlValue] }).services[0]
          setData(latest)
        }}
        onFocusPath={(path) => opened.focused.push(path)}
        onFix={(problem) => opened.fixed.push(problem)}
      />
    )
  }
  render(
    <MantineProvider theme={theme} env="test">
      <Harness />
      <button type="button">elsewhere</button>
    </MantineProvider>,
  )
  return opened
}

const input = (name: string): HTMLInputElement => screen.getByRole('textbox', { name })
const leave = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: 'elsewhere' }))

describe('a text field', () => {
  it('is one edit when it is left, however many keys it took', async () => {
    const form = open([field('app_name', 'text')], { app_name: 'old' })
    await userEvent.clear(input('app_name'))
    await userEvent.type(input('app_name'), 'grafana')
    await leave()
    expect(form.changes).toEqual([[{ kind: 'set', path: ['services', 0, 'app_name'], value: 'grafana' }]])
  })

  it('is committed by Enter, and taken back by Escape before that', async () => {
    const form = open([field('app_name', 'text')], { app_name: 'old' })
    await userEvent.type(input('app_name'), '-x{Escape}')
    expect(input('app_name').value).toBe('old')
    await userEvent.type(input('app_name'), '-y{Enter}')
    expect(form.data()).toEqual({ app_name: 'old-y' })
  })

  it('takes its key out when it is emptied or cleared', async () => {
    const form = open([field('app_name', 'text', { unset: 'none' })], { app_name: 'old' })
    await userEvent.click(screen.getByRole('button', { name: 'Clear app_name' }))
    expect(form.data()).toEqual({})
    expect(input('app_name').placeholder).toBe('Not set: none')
  })

  it('keeps a required key, empty', async () => {
    const form = open([field('app_name', 'text', { isRequired: true })], { app_name: 'old' })
    await userEvent.clear(input('app_name'))
    await leave()
    expect(form.data()).toEqual({ app_name: '' })
  })

  it('tells which key has the focus', async () => {
    const form = open([field('app_name', 'text')], {})
    await userEvent.click(input('app_name'))
    expect(form.focused).toEqual([['services', 0, 'app_name']])
  })
})

it('says what a duration means and offers usual ones', async () => {
  const form = open([field('credential_ttl', 'duration', { unset: '1h' })], { credential_ttl: '1h30m' })
  expect(screen.getByText('1 hour 30 minutes')).toBeTruthy()
  const text = screen.getByRole('combobox', { name: 'credential_ttl' })
  await userEvent.clear(text)
  await userEvent.type(text, '20 min')
  expect(screen.getByText(/Write a number and a unit/)).toBeTruthy()
  await userEvent.clear(text)
  await userEvent.type(text, '20')
  await userEvent.click(await screen.findByRole('option', { name: '20m' }))
  expect(form.data()).toEqual({ credential_ttl: '20m' })
})

it('writes whole numbers as numbers', async () => {
  const form = open([field('port', 'integer')], {})
  await userEvent.type(input('port'), '3025{Enter}')
  expect(form.data()).toEqual({ port: 3025 })
})

describe('a toggle', () => {
  it('shows what is in force while it is not written', async () => {
    const form = open([field('ssh_config', 'toggle', { unset: 'true' })], {})
    const toggle = screen.getByRole<HTMLInputElement>('switch', { name: 'ssh_config' })
    expect(toggle.checked).toBe(true)
    expect(screen.getByText('Not set: on')).toBeTruthy()
    await userEvent.click(toggle)
    expect(form.data()).toEqual({ ssh_config: false })
    await userEvent.click(screen.getByRole('button', { name: 'Clear ssh_config' }))
    expect(form.data()).toEqual({})
  })
})

describe('a choice', () => {
  const symlinks = field('symlinks', 'choice', {
    unset: 'try-secure',
    choices: [
      { value: 'try-secure', label: 'try-secure' },
      { value: 'secure', label: 'secure', description: 'Refuses any link.' },
      { value: 'old', label: 'old', outOfEra: 'gone' },
    ],
  })

  it('offers what the version knows, and taking the key out', async () => {
    const form = open([symlinks], { symlinks: 'secure' })
    const select = screen.getByRole('combobox', { name: 'symlinks' })
    expect(
      within(select)
        .getAllByRole('option')
        .map((each) => each.textContent),
    ).toEqual(['Not set: try-secure', 'try-secure', 'secure'])
    expect(screen.getByText('Refuses any link.')).toBeTruthy()
    await userEvent.selectOptions(select, '')
    expect(form.data()).toEqual({})
  })

  it('shows a word it does not know without changing it', () => {
    open([symlinks], { symlinks: 'Secure' })
    expect(screen.getByRole('combobox', { name: 'symlinks' })).toHaveProperty('value', 'Secure')
  })
})

describe('a secret', () => {
  it('of the file is not in the page and is replaced by typing', async () => {
    const form = open([field('token', 'secret')], { token: '••••••••' })
    expect(input('token').value).toBe('')
    expect(input('token').placeholder).toMatch(/Type to replace/)
    await userEvent.click(input('token'))
    await leave()
    expect(form.changes).toEqual([])
    await userEvent.click(input('token'))
    await userEvent.paste('  canary-secret-1\n')
    expect(form.data()).toEqual({ token: 'canary-secret-1' })
  })

  it('is dots until it is shown', async () => {
    open([field('token', 'secret')], { token: 'canary-secret-2' })
    expect(input('token').className).toMatch(/dots/)
    await userEvent.click(screen.getByRole('button', { name: 'Show token' }))
    expect(input('token').className).not.toMatch(/dots/)
  })
})

describe('a list of words', () => {
  it('grows, is put in order by keyboard, and shrinks', async () => {
    const form = open([field('roles', 'words')], { roles: ['a', 'b'] })
    await userEvent.type(input('Add to roles'), 'c{Enter}')
    expect(form.data()).toEqual({ roles: ['a', 'b', 'c'] })
    await userEvent.click(input('roles 3'))
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(form.data()).toEqual({ roles: ['a', 'c', 'b'] })
    await userEvent.click(screen.getByRole('button', { name: 'Remove roles 1' }))
    expect(form.data()).toEqual({ roles: ['c', 'b'] })
  })

  it('takes along what is being written when a line is moved', async () => {
    const form = open([field('roles', 'words')], { roles: ['a', 'b'] })
    await userEvent.type(input('roles 2'), 'x{Alt>}{ArrowUp}{/Alt}')
    expect(form.data()).toEqual({ roles: ['bx', 'a'] })
  })

  it('leaves an emptied line to the one who writes in it, and takes it out afterwards', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
    try {
      const form = open([field('roles', 'words')], { roles: ['a', 'b'] })
      await user.clear(input('roles 1'))
      await vi.advanceTimersByTimeAsync(5000)
      expect(form.data()).toEqual({ roles: ['a', 'b'] })
      await user.type(input('roles 1'), 'c')
      await vi.advanceTimersByTimeAsync(5000)
      expect(form.data()).toEqual({ roles: ['c', 'b'] })
      await user.clear(input('roles 1'))
      await user.tab()
      expect(form.data()).toEqual({ roles: ['b'] })
    } finally {
      vi.useRealTimers()
    }
  })

  it('keeps a word that was not added yet when the form goes away', async () => {
    const form = open([field('roles', 'words')], { roles: ['a'] })
    await userEvent.type(input('Add to roles'), 'b')
    cleanup()
    expect(form.changes).toEqual([[{ kind: 'insert', path: ['services', 0, 'roles'], value: 'b' }]])
  })

  it('is taken out with its last word', async () => {
    const form = open([field('roles', 'words')], { roles: ['a'] })
    await userEvent.click(screen.getByRole('button', { name: 'Remove roles 1' }))
    expect(form.data()).toEqual({})
  })
})

it('edits words by key: a new key, its value, its name', async () => {
  const form = open([field('labels', 'word-map')], { labels: { env: 'prod' } })
  await userEvent.type(input('Add to labels'), 'team{Enter}')
  await userEvent.type(input('Value of team in labels'), 'web{Enter}')
  expect(form.data()).toEqual({ labels: { env: 'prod', team: 'web' } })
  await userEvent.type(input('Key 1 of labels'), 'ironment{Enter}')
  expect(JSON.stringify(form.data())).toBe('{"labels":{"environment":"prod","team":"web"}}')
  expect(form.changes.at(-1)).toEqual([
    { kind: 'rename', path: ['services', 0, 'labels', 'env'], name: 'environment' },
  ])
})

it('renames a key only when its whole name is written, and to none that is empty or taken', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
  try {
    const form = open([field('labels', 'word-map')], { labels: { a: '1', b: '2' } })
    await user.type(input('Key 1 of labels'), 'x')
    await vi.advanceTimersByTimeAsync(5000)
    expect(form.changes).toEqual([])
    expect(document.activeElement).toBe(input('Key 1 of labels'))
    await user.clear(input('Key 1 of labels'))
    await user.tab()
    expect(input('Key 1 of labels')).toHaveProperty('value', 'a')
    await user.clear(input('Key 2 of labels'))
    await user.type(input('Key 2 of labels'), 'a{Enter}')
    expect(input('Key 2 of labels')).toHaveProperty('value', 'b')
    expect(form.data()).toEqual({ labels: { a: '1', b: '2' } })
  } finally {
    vi.useRealTimers()
  }
})

it('edits lists of words by key', async () => {
  const form = open([field('labels', 'words-map')], { labels: { env: ['prod'] } })
  await userEvent.type(input('Add to labels, env'), 'dev{Enter}')
  expect(form.data()).toEqual({ labels: { env: ['prod', 'dev'] } })
})

it('keeps a section folded until it is wanted', async () => {
  const section = field('kubernetes', 'section', { fields: [field('enabled', 'toggle')] })
  const form = open([section], {})
  expect(screen.queryByRole('switch')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: /kubernetes Not set/ }))
  await userEvent.click(screen.getByRole('switch', { name: 'enabled' }))
  expect(form.data()).toEqual({ kubernetes: { enabled: true } })
})

describe('a list of maps', () => {
  const readers = field('readers', 'list', {
    fields: [field('user', 'text'), field('group', 'text')],
    exactlyOne: ['user', 'group'],
  })

  it('adds, moves and removes items', async () => {
    const form = open([readers], { readers: [{ user: 'ana' }] })
    await userEvent.click(screen.getByRole('button', { name: 'Add to readers' }))
    const second = screen.getByRole('region', { name: 'readers 2' })
    await userEvent.type(within(second).getByRole('textbox', { name: 'user' }), 'li{Enter}')
    expect(form.data()).toEqual({ readers: [{ user: 'ana' }, { user: 'li' }] })
    await userEvent.click(screen.getByRole('button', { name: 'Move readers 2 up' }))
    expect(form.data()).toEqual({ readers: [{ user: 'li' }, { user: 'ana' }] })
    await userEvent.click(screen.getByRole('button', { name: 'Remove readers 1' }))
    expect(form.data()).toEqual({ readers: [{ user: 'ana' }] })
  })

  it('writes exactly one of keys that exclude each other', async () => {
    const form = open([readers], { readers: [{ user: 'ana' }] })
    await userEvent.click(screen.getByRole('radio', { name: 'group' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'group' }), 'web{Enter}')
    expect(form.data()).toEqual({ readers: [{ group: 'web' }] })
  })
})

it('changes the kind of a destination and drops what the new kind does not have', async () => {
  const destination = field('destination', 'variant', {
    variants: [
      { type: 'directory', label: 'Folder', description: 'Files.', fields: [field('path', 'text')] },
      { type: 'memory', label: 'Memory', description: 'Gone on stop.', fields: [] },
    ],
  })
  const form = open([destination], { destination: { type: 'directory', path: '/x' } })
  expect(input('path').value).toBe('/x')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'destination' }), 'memory')
  expect(form.data()).toEqual({ destination: { type: 'memory' } })
})

it('says so where the file has something it cannot show', async () => {
  const form = open([field('roles', 'words')], { roles: { a: 'b' } })
  expect(screen.getByText(/this form cannot show/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Clear roles' }))
  expect(form.data()).toEqual({})
})

it('keeps the advanced ones at their defaults out of sight', async () => {
  open([field('app_name', 'text'), field('deep', 'text', { isAdvanced: true })], {})
  expect(screen.queryByRole('textbox', { name: 'deep' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: '1 more setting, at its default' }))
  expect(input('deep')).toBeTruthy()
})

it('shows what the version does not know only while it is written', () => {
  open(
    [field('old', 'text', { outOfEra: 'tbot 18 ignores it.' }), field('gone', 'text', { outOfEra: 'x' })],
    {
      old: '1',
    },
  )
  expect(screen.getByText(/tbot 18 ignores it/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'gone' })).toBeNull()
})

describe('problems', () => {
  const at = (path: string, message: string): Problem => ({
    severity: 'hazard',
    code: 'config.x',
    path,
    message,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    fix: { title: `Fix ${message}`, edits: [] },
  })

  it('stand once, at the innermost field, with their fix', async () => {
    const section = field('kubernetes', 'section', { fields: [field('path', 'text')] })
    const form = open([section, field('app_name', 'text')], { kubernetes: { path: '/x' } }, [
      at('services[0].kubernetes.path', 'inner'),
      at('services[0].kubernetes.unknown', 'of the section'),
      at('services[0].renew_interval', 'of the entry'),
      at('services[1].app_name', 'of another entry'),
    ])
    expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
      'of the entryFix of the entry',
      'of the sectionFix of the section',
      'innerFix inner',
    ])
    expect(input('path').getAttribute('aria-describedby')).toMatch(/problems/)
    await userEvent.click(screen.getByRole('button', { name: 'Fix inner' }))
    expect(form.fixed.map(({ message }) => message)).toEqual(['inner'])
  })
})
