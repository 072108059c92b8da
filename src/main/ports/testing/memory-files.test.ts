import { describe, expect, test } from 'vitest'
import { testFilesContract } from './files-contract.ts'
import { MemoryDisk } from './memory-disk.ts'
import { MemoryFiles } from './memory-files.ts'
import { SeededRandom } from './seeded-random.ts'

const text = (value: string) => new TextEncoder().encode(value)

async function openFolder(disk: MemoryDisk, uid = 1000) {
  const files = new MemoryFiles(disk, { uid })
  return files.openDirectory('/folder', { create: true, symlinks: 'refuse' })
}

describe.each([1000, 0])('files in memory, for user %i', (uid) => {
  testFilesContract(async () => {
    const files = new MemoryFiles(new MemoryDisk(uid), { uid })
    await files.openDirectory('/folder', { create: true, symlinks: 'refuse' })
    return {
      files,
      folder: '/folder',
      isRoot: uid === 0,
      hasAccessLists: true,
      dispose: async () => undefined,
    }
  })
})

describe('files in memory', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed)

  test('a crash may lose an entry that was not synced, and may keep it', async () => {
    const outcomes = new Set<boolean>()
    for (const seed of seeds) {
      const disk = new MemoryDisk()
      const directory = await openFolder(disk)
      await directory.create('a', text('a'), { mode: 0o600 })
      disk.crash(new SeededRandom(seed))
      outcomes.add(disk.textAt('/folder/a') === 'a')
    }
    expect(outcomes).toEqual(new Set([true, false]))
  })

  test.each(seeds.slice(0, 10))('a crash keeps what was synced (seed %i)', async (seed) => {
    const disk = new MemoryDisk()
    const directory = await openFolder(disk)
    await directory.create('next', text('new'), { mode: 0o600 })
    await directory.rename('next', 'a')
    await directory.sync()
    disk.crash(new SeededRandom(seed))
    expect([...disk.root.entries.keys()]).toEqual(['folder'])
    expect(disk.textAt('/folder/a')).toBe('new')
    expect(disk.textAt('/folder/next')).toBeUndefined()
  })

  test.each(seeds)('a crash never splits a rename (seed %i)', async (seed) => {
    const disk = new MemoryDisk()
    const directory = await openFolder(disk)
    await directory.makeDirectory('sub')
    await directory.create('sub/a', text('a'), { mode: 0o600 })
    await directory.sync('sub')
    await directory.rename('sub/a', 'a')
    disk.crash(new SeededRandom(seed))
    expect(
      [disk.textAt('/folder/a'), disk.textAt('/folder/sub/a')].filter((each) => each === 'a'),
    ).toHaveLength(1)
  })

  test('a full disk refuses a file and leaves nothing of it', async () => {
    const disk = new MemoryDisk()
    disk.capacityBytes = 4
    const directory = await openFolder(disk)
    await directory.create('a', text('1234'), { mode: 0o600 })
    await expect(directory.create('b', text('5'), { mode: 0o600 })).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(await directory.list()).toEqual(['a'])
  })

  test('another user is refused by the mode bits, root is not', async () => {
    const disk = new MemoryDisk()
    await (await openFolder(disk)).create('a', text('a'), { mode: 0o600 })
    await expect((await openFolder(disk, 2000)).read('a')).rejects.toMatchObject({ code: 'EACCES' })
    expect(await (await openFolder(disk, 0)).read('a')).toEqual(text('a'))
  })

  test('a read-only disk refuses every change', async () => {
    const disk = new MemoryDisk()
    const directory = await openFolder(disk)
    disk.isReadOnly = true
    await expect(directory.create('a', text('a'), { mode: 0o600 })).rejects.toMatchObject({ code: 'EROFS' })
  })
})
