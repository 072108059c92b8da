import { describe, expect, it } from 'vitest'
import { editsFor, outlineOf } from '../../../shared/config/edit/index.ts'
import type { Change } from '../../../shared/config/edit/model.ts'
import { applyEdits } from '../../../shared/config/index.ts'
import { textTasks } from '../../editor/text-tasks.ts'
import { documentOfEntry, entriesOf, entryAt } from './document-view.ts'

const text = `version: v2
storage:
  type: memory
services:
  - type: application
    app_name: one
    roles: [a, b]
    destination:
      type: directory
      path: /x
  - type: identity
    name: two
`
const labels = { top: 'Bot', onboarding: 'Joining', storage: 'Storage' }
const path = ['services', 0]

function read(of: string) {
  const data = textTasks.entry({ text: of, path, without: [] })
  if (!data) throw new Error('does not parse')
  return data
}

describe('the parts of a file', () => {
  const entries = entriesOf(outlineOf(text), labels)

  it('are the top, joining, storage and each service', () => {
    expect(entries.map(({ kind, label }) => [kind, label])).toEqual([
      ['top', 'Bot'],
      ['onboarding', 'Joining'],
      ['storage', 'Storage'],
      ['service', 'application-1'],
      ['service', 'two'],
    ])
    expect(entries.find(({ kind }) => kind === 'onboarding')?.range).toBeUndefined()
  })

  it.each([
    [1, 'Bot'],
    [3, 'Storage'],
    [5, 'application-1'],
    [10, 'application-1'],
    [11, 'two'],
  ])('hold line %i', (line, label) => {
    expect(entryAt(entries, line)?.label).toBe(label)
  })
})

describe('a part that was read', () => {
  const document = documentOfEntry(read(text), [])

  it('knows its values, their places, and what stands at a place', () => {
    expect(document.valueAt([...path, 'destination', 'path'])).toBe('/x')
    expect(document.valueAt(['services', 1, 'name'])).toBeUndefined()
    expect(document.rangeOf([...path, 'destination', 'path'])?.startLine).toBe(10)
    expect(document.pathAt(10, 13)).toEqual([...path, 'destination', 'path'])
  })

  it('leaves sections of their own out of the top', () => {
    const top = textTasks.entry({ text, path: [], without: ['services', 'storage'] })
    expect(top?.value).toEqual({ version: 'v2' })
  })
})

it.each<{ changes: readonly Change[] }>([
  { changes: [{ kind: 'set', path: [...path, 'app_name'], value: 'other' }] },
  { changes: [{ kind: 'set', path: [...path, 'destination', 'symlinks'], value: 'secure' }] },
  { changes: [{ kind: 'set', path: [...path, 'roles', 1], value: 'c' }] },
  { changes: [{ kind: 'insert', path: [...path, 'roles'], value: 'c' }] },
  { changes: [{ kind: 'insert', path: [...path, 'scopes'], value: 'c' }] },
  { changes: [{ kind: 'move', path: [...path, 'roles', 0], to: 1 }] },
  { changes: [{ kind: 'rename', path: [...path, 'destination', 'path'], name: 'other' }] },
  { changes: [{ kind: 'remove', path: [...path, 'roles', 0] }] },
  { changes: [{ kind: 'remove', path: [...path, 'destination'] }] },
  { changes: [{ kind: 'set', path: ['services', 1, 'name'], value: 'elsewhere' }] },
  {
    changes: [
      { kind: 'remove', path: [...path, 'roles'] },
      { kind: 'set', path: [...path, 'destination', 'type'], value: 'memory' },
    ],
  },
])('shows changes on their way as the text will have them: $changes', ({ changes }) => {
  const expected = read(applyEdits(text, editsFor(text, changes)))
  expect(documentOfEntry(read(text), changes).valueAt(path)).toEqual(expected.value)
})

it('shows a key that is renamed where it stood', () => {
  const changes: Change[] = [{ kind: 'rename', path: [...path, 'roles'], name: 'other' }]
  const service = documentOfEntry(read(text), changes).valueAt(path)
  expect(Object.keys(service ?? {})).toEqual(['type', 'app_name', 'other', 'destination'])
})
