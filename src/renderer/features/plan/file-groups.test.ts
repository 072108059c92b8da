import { expect, it } from 'vitest'
import type { PlannedFileChange } from '../../../shared/config/plan/model.ts'
import { countChanges, groupFiles } from './file-groups.ts'

const file = (path: string, more: Partial<PlannedFileChange> = {}): PlannedFileChange => ({
  path,
  change: 'create',
  shape: 'file',
  ...more,
})

it('puts the files of a new folder under the folder', () => {
  const folder = file('/srv/new', { shape: 'folder', mode: '0700' })
  const groups = groupFiles([folder, file('/srv/new/key'), file('/srv/new/cockroach/node.key')])
  expect(groups).toEqual([
    {
      place: '/srv/new',
      fate: 'written',
      container: folder,
      files: [file('/srv/new/key'), file('/srv/new/cockroach/node.key')],
    },
  ])
})

it('keeps what is left behind apart from what is written at the same place', () => {
  const groups = groupFiles([
    file('/srv/a/key', { change: 'replace' }),
    file('/srv/a/old', { change: 'left-behind' }),
  ])
  expect(groups.map(({ place, fate }) => [place, fate])).toEqual([
    ['/srv/a', 'written'],
    ['/srv/a', 'left-behind'],
  ])
})

it('names memory and Secrets of Kubernetes by themselves', () => {
  const secret = file('kubernetes_secret tls', { shape: 'secret' })
  const groups = groupFiles([file('memory key'), secret, file('kubernetes_secret tls tls.crt')])
  expect(groups.map(({ place, files }) => [place, files.length])).toEqual([
    ['memory', 1],
    ['kubernetes_secret tls', 1],
  ])
})

it('counts files, not folders', () => {
  expect(
    countChanges([
      file('/srv/new', { shape: 'folder' }),
      file('/srv/new/key'),
      file('/srv/x', { change: 'left-behind' }),
    ]),
  ).toEqual({ create: 1, 'left-behind': 1 })
})
