import { beforeEach, describe, expect, test } from 'vitest'
import { FakeProcesses } from '../ports/testing/fake-processes.ts'
import { MemoryDisk } from '../ports/testing/memory-disk.ts'
import { MemoryFiles } from '../ports/testing/memory-files.ts'
import { createSimulator } from '../ports/testing/simulator.ts'
import { createDestination } from './index.ts'
import type { Artifact } from './index.ts'
import { removeSet } from './remove-set.ts'

const { signal } = new AbortController()
const folder = '/srv/out'
const uid = 1000
const names = ['tlscert', 'key', 'db/key', '.write-test']
const set: Artifact[] = names.map((name) => ({ name, data: new TextEncoder().encode(name) }))

let disk: MemoryDisk

function ports(as = uid) {
  return { files: new MemoryFiles(disk, { uid: as }), processes: new FakeProcesses({ uid: as }) }
}

async function write(layout: 'generations' | 'plain', artifacts = set): Promise<void> {
  const config = { type: 'directory', path: folder, symlinks: 'secure', acls: 'off', readers: [] } as const
  const destination = createDestination(config, { ...ports(), layout, key: 'x' })
  await destination.write(artifacts, { signal })
  await destination.write(artifacts, { signal })
}

/** Every name below the folder. */
async function left(): Promise<string[]> {
  const directory = await ports().files.openDirectory(folder, { symlinks: 'refuse' })
  const found = (await directory.list()).toSorted()
  await directory.close()
  return found
}

beforeEach(() => {
  disk = new MemoryDisk()
  // Somebody else has the folder above, as with `/opt`: it may hold nothing but ours.
  disk.plant('/srv/other', 'theirs')
  Object.assign(disk.find('/srv') ?? {}, { uid })
})

describe.each(['generations', 'plain'] as const)('a set in the %s layout', (layout) => {
  test('goes with its generations, its marks and its folder', async () => {
    await write(layout)
    const result = await removeSet(ports(), { folder, names: [] })
    expect(result.deleted.toSorted()).toEqual(names.toSorted())
    expect(result).toMatchObject({ kept: [], others: 0, isFolderGone: true })
    expect(disk.find(folder)).toBeUndefined()
    expect(disk.textAt('/srv/other')).toBe('theirs')
  })

  test('leaves what others put beside it, and then the folder too', async () => {
    await write(layout)
    disk.plant(`${folder}/notes.txt`, 'mine', { uid })
    disk.plant(`${folder}/db/dump`, 'mine', { uid })
    const result = await removeSet(ports(), { folder, names })
    expect(result).toMatchObject({ kept: [], others: 2, isFolderGone: false })
    expect(result.deleted.toSorted()).toEqual(names.toSorted())
    expect(await left()).toEqual(['db', 'notes.txt'])
    expect(disk.textAt(`${folder}/db/dump`)).toBe('mine')
  })

  test('leaves what somebody put in its place, and says so', async () => {
    await write(layout)
    const directory = await ports().files.openDirectory(folder, { symlinks: 'refuse' })
    await directory.remove('tlscert')
    await directory.remove('key')
    await directory.symlink('/srv/other', 'tlscert')
    await directory.makeDirectory('key')
    await directory.close()
    const result = await removeSet(ports(), { folder, names })
    expect(result.kept).toEqual(
      expect.arrayContaining([
        { name: 'tlscert', reason: 'a link of someone else' },
        { name: 'key', reason: 'a folder' },
      ]),
    )
    expect(result.deleted).toContain('db/key')
    expect(disk.textAt('/srv/other')).toBe('theirs')
    expect((await left()).filter((name) => name.startsWith('..'))).toEqual([])
  })

  test('is not followed through a link', async () => {
    await write(layout)
    disk.plant('/elsewhere', disk.newLink('/srv', uid))
    await expect(removeSet(ports(), { folder: '/elsewhere/out', names })).rejects.toMatchObject({
      code: 'ELOOP',
    })
    expect(await left()).toContain('tlscert')
  })

  test('goes at the second try when the computer stopped in the first, at any moment', async () => {
    for (let call = 1; ; call++) {
      const host = createSimulator({ seed: call }).host('a')
      const { files, processes } = host.ports
      const config = {
        type: 'directory',
        path: '/home/out',
        symlinks: 'secure',
        acls: 'off',
        readers: [],
      } as const
      const destination = createDestination(config, { files, processes, layout, key: 'x' })
      await destination.write(set, { signal })
      host.stopAtFileCall(host.fileCalls + call)
      const first = removeSet(host.ports, { folder: '/home/out', names }).then(
        () => 'done' as const,
        () => 'failed' as const,
      )
      const outcome = await Promise.race([first, host.crashed.then(() => 'stopped' as const)])
      if (outcome === 'done') break
      host.restart()
      await removeSet(host.ports, { folder: '/home/out', names })
      expect(host.disk.find('/home/out')).toBeUndefined()
    }
  })
})

test('files without a mark stay; those of tbot go by name where its mark stands, but for those of others', async () => {
  for (const name of ['tlscert', 'key', 'notes']) disk.plant(`${folder}/${name}`, 'x', { uid })
  Object.assign(disk.find(folder) ?? {}, { uid })
  expect(await removeSet(ports(), { folder, names })).toMatchObject({
    deleted: [],
    kept: [
      { name: 'tlscert', reason: 'someone else wrote it' },
      { name: 'key', reason: 'someone else wrote it' },
    ],
    others: 1,
  })
  disk.plant(`${folder}/.write-test`, '', { uid })
  disk.plant(`${folder}/key`, 'x', { uid: 7 })
  expect(await removeSet(ports(), { folder, names })).toEqual({
    deleted: ['tlscert', '.write-test'],
    kept: [{ name: 'key', reason: 'a file of user 7' }],
    others: 1,
    isFolderGone: false,
  })
  expect(await left()).toEqual(['key', 'notes'])
})

test('a folder that is gone is nothing to do, and one whose parent is closed stays empty', async () => {
  expect(await removeSet(ports(), { folder: '/srv/none', names })).toMatchObject({ deleted: [], kept: [] })
  await write('generations')
  Object.assign(disk.find('/srv') ?? {}, { uid: 0, mode: 0o755 })
  expect(await removeSet(ports(), { folder, names: [] })).toMatchObject({ others: 0, isFolderGone: false })
  expect(await left()).toEqual([])
})
