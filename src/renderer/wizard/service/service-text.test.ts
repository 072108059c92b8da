import { expect, it } from 'vitest'
import { openDocument } from '../../../shared/config/edit/index.ts'
import { copyOf, folderFor, rewritten, startOf, withService } from './service-text.ts'
import { subjectOf, suggestFolder } from './suggestions.ts'

const own = ['services', 1]
const botFolder = '/data/bots/ci'

function withFolders(...folders: readonly string[]): string {
  return `version: v2\nservices:\n${folders
    .map((path) => `  - type: identity\n    destination: {type: directory, path: ${path}}\n`)
    .join('')}`
}

it('suggests a folder beside those of the other services, and none that is taken', () => {
  const document = openDocument(withFolders('/opt/a/one', '/opt/mine/old', '/opt/a/wiki/'))
  expect(suggestFolder({ document, own, botFolder, subject: 'Wiki' })).toBe('/opt/a/wiki-2')
  expect(suggestFolder({ document: undefined, own, botFolder, subject: 'My app!' })).toBe(
    '/data/bots/ci/out/my-app',
  )
  expect(suggestFolder({ document: undefined, own, botFolder, subject: '../..' })).toBe(
    '/data/bots/ci/out/service',
  )
})

it('leaves a folder that a person wrote or emptied', () => {
  const options = {
    path: ['services', 0],
    target: 18,
    botFolder,
    suggested: '/data/bots/ci/out/identity',
  } as const
  const folderOf = (path: string, isBlank: boolean) => folderFor(withFolders(path), { ...options, isBlank })
  expect(folderOf('/srv/mine', true)).toBeUndefined()
  expect(folderOf('""', false)).toBeUndefined()
  expect(folderOf('""', true)).toBe('/data/bots/ci/out/identity')
  expect(folderOf('/data/bots/ci/out/identity', false)).toBe('/data/bots/ci/out/identity')
})

it('begins a kind with what the one before answered, and with the only application there is', () => {
  const destination = { type: 'directory', path: '/srv/mine' }
  const start = startOf('database', 18, { type: 'application', app_name: 'wiki', destination }, [])
  expect(start).toMatchObject({ type: 'database', destination, service: '' })
  expect(start).not.toHaveProperty('app_name')
  expect(startOf('application', 18, {}, ['grafana'])).toMatchObject({ app_name: 'grafana' })
  expect(startOf('application', 18, {}, ['grafana', 'wiki'])).toMatchObject({ app_name: '' })
  expect(startOf('identity', 18, { destination: { type: 'memory' } }, [])).toMatchObject({
    destination: { type: 'directory' },
  })
})

it('copies everything but the name and the folder', () => {
  expect(
    copyOf({
      type: 'identity',
      name: 'one',
      ssh_config: 'off',
      destination: { type: 'directory', path: '/a' },
    }),
  ).toEqual({ type: 'identity', ssh_config: 'off', destination: { type: 'directory', path: '' } })
})

it('writes a new entry without the quotes of its blanks, behind the others', () => {
  const base = 'version: v2\nservices:\n  - type: identity # ours\n    destination: {type: memory}\n'
  const blank = withService(base, { type: 'application', app_name: '' })
  const typed = blank.replace('app_name: ""', 'app_name: "wiki"')
  expect(rewritten(typed, own, base)).toBe(`${base}  - type: application\n    app_name: wiki\n`)
})

it('names a service by its own name first, then by what it is about', () => {
  const field = {
    kind: 'text',
    isRequired: true,
    label: '',
    description: '',
    examples: [],
    isAdvanced: false,
  } as const
  const fields = [{ ...field, key: 'app_name' }]
  expect(subjectOf({ name: 'mine', app_name: 'wiki' }, fields)).toBe('mine')
  expect(subjectOf({ app_name: ' wiki ' }, fields)).toBe('wiki')
  expect(subjectOf({ selector: { name: 'spiffe' } }, [])).toBe('spiffe')
  expect(subjectOf({}, fields)).toBe('')
})
