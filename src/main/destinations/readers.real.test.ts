import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DirectoryConfig } from '../../shared/config/model.ts'
import { createNodeFiles } from '../ports/node-files.ts'
import { createNodeProcesses } from '../ports/node-processes.ts'
import { systemClock } from '../ports/real-clock.ts'
import { createDestination } from './index.ts'
import type { Artifact } from './index.ts'

const { signal } = new AbortController()
const processes = createNodeProcesses()
/** Debian's package acl; only root can ask the kernel as somebody else. */
const hasAcl = process.platform === 'linux' && spawnSync('setfacl', ['--version']).status === 0
const isRoot = processes.uid === 0 && spawnSync('setpriv', ['--version']).status === 0

let home: string
let folder: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'botdesk-readers-')))
  chmodSync(home, 0o755)
  folder = join(home, 'out')
})
afterEach(() => rmSync(home, { recursive: true }))

const artifact = (name: string): Artifact => ({ name, data: new TextEncoder().encode(`content of ${name}`) })
const names = ['key', 'db/key']

const open = (layout: 'generations' | 'plain', changes: Partial<DirectoryConfig> = {}) =>
  createDestination(
    {
      type: 'directory',
      path: folder,
      symlinks: 'secure',
      acls: 'required',
      readers: [
        { kind: 'user', name: 'games' },
        { kind: 'group', name: 'mail' },
      ],
      ...changes,
    },
    {
      files: createNodeFiles({ processes, clock: systemClock }),
      processes,
      layout,
      key: 'services[0].destination',
    },
  )

/** What an account may do with a file: read it, write it, put one beside it. */
function rightsOf(name: string, account: readonly string[]): string {
  const line = `cat "$1" >/dev/null 2>&1 && printf r; : >> "$1" && printf w; : > "$1.new" && printf c`
  const args = [...account, 'sh', '-c', `${line} 2>/dev/null`, '-', join(folder, name)]
  return spawnSync('setpriv', args, { encoding: 'utf8' }).stdout
}
const asUser = (name: string) => {
  const id = (flag: string) => execFileSync('id', [flag, name], { encoding: 'utf8' }).trim()
  return [`--reuid=${id('-u')}`, `--regid=${id('-g')}`, '--init-groups']
}
const inGroup = (name: string) => {
  const gid = execFileSync('getent', ['group', name], { encoding: 'utf8' }).split(':')[2] ?? ''
  return ['--reuid=64000', `--regid=${gid}`, '--clear-groups']
}

describe.runIf(hasAcl).each(['generations', 'plain'] as const)(
  'real access lists in the %s layout',
  (layout) => {
    test('are those of tbot: readers read, nobody else may anything', async () => {
      const destination = open(layout)
      expect(await destination.prepare({ signal })).toEqual({})
      await destination.write(names.map(artifact), { signal })
      const listOf = (path: string) =>
        execFileSync('getfacl', ['--omit-header', '--absolute-names', path], { encoding: 'utf8' })
          .trim()
          .split('\n')
      const list = (own: string, reader: string) => [
        `user::${own}`,
        `user:games:${reader}`,
        'group::---',
        `group:mail:${reader}`,
        `mask::${reader}`,
        'other::---',
      ]
      for (const place of ['', 'db']) expect(listOf(join(folder, place))).toEqual(list('rwx', 'r-x'))
      for (const name of names) expect(listOf(realpathSync(join(folder, name)))).toEqual(list('rw-', 'r--'))
    })

    test.runIf(isRoot)('let the readers read in every set, and the others never', async () => {
      const destination = open(layout)
      for (let round = 0; round < 3; round++) {
        await destination.prepare({ signal })
        await destination.write(names.map(artifact), { signal })
        const rights = (account: readonly string[]) => names.map((name) => rightsOf(name, account))
        expect(rights(asUser('games'))).toEqual(['r', 'r'])
        expect(rights(inGroup('mail'))).toEqual(['r', 'r'])
        expect(rights(asUser('man'))).toEqual(['', ''])
      }
    })

    test.runIf(isRoot)('stop letting in who is no reader any more', async () => {
      const change = async (changes: Partial<DirectoryConfig>) => {
        const destination = open(layout, changes)
        await destination.prepare({ signal })
        await destination.write(names.map(artifact), { signal })
      }
      await change({})
      await change({ readers: [{ kind: 'user', name: 'man' }] })
      expect(rightsOf('key', asUser('games'))).toBe('')
      expect(rightsOf('key', asUser('man'))).toBe('r')
      await change({ readers: [] })
      expect(rightsOf('key', asUser('man'))).toBe('')
    })

    test('name a reader that this computer does not know', async () => {
      const readers = [{ kind: 'group', name: 'no-such-group' }] as const
      await expect(open(layout, { readers }).prepare({ signal })).rejects.toMatchObject({
        code: 'destination.readers-shut-out',
        message: expect.stringContaining('group no-such-group'),
        details: { why: 'no-such-account' },
      })
    })
  },
)

test.runIf(hasAcl && isRoot && spawnSync('unshare', ['-m', 'true']).status === 0)(
  'on a disk without access lists it is said why readers stay outside',
  async () => {
    execFileSync('mkdir', [folder])
    execFileSync('mount', ['-t', 'ramfs', 'ramfs', folder])
    try {
      const { shutOut } = await open('plain', { acls: 'try' }).prepare({ signal })
      expect(shutOut?.details).toMatchObject({
        why: 'no-access-lists',
        said: expect.stringContaining('not supported'),
      })
    } finally {
      execFileSync('umount', [folder])
    }
  },
)
