import { beforeEach, describe, expect, test } from 'vitest'
import type { DirectoryConfig } from '../../shared/config/model.ts'
import { FakeProcesses } from '../ports/testing/fake-processes.ts'
import { MemoryDisk } from '../ports/testing/memory-disk.ts'
import { MemoryFiles } from '../ports/testing/memory-files.ts'
import { createDestination } from './index.ts'
import type { Artifact, Destination } from './index.ts'

const { signal } = new AbortController()
const folder = '/srv/out'
const key = 'outputs[0].destination'
const layouts = [{ layout: 'generations' }, { layout: 'plain' }] as const

const artifact = (name: string, text = name): Artifact => ({ name, data: new TextEncoder().encode(text) })

function directoryConfig(changes: Partial<DirectoryConfig> = {}): DirectoryConfig {
  return { type: 'directory', path: folder, symlinks: 'try-secure', acls: 'off', readers: [], ...changes }
}

describe.each(layouts)('a directory in the $layout layout', ({ layout }) => {
  let disk: MemoryDisk

  function open(changes: Partial<DirectoryConfig> = {}, uid = 1000): Destination {
    const files = new MemoryFiles(disk, { uid })
    const processes = new FakeProcesses({ uid })
    return createDestination(directoryConfig(changes), { files, processes, layout, key })
  }
  const textOf = async (destination: Destination, name: string) => {
    const data = await destination.read(name)
    return data && new TextDecoder().decode(data)
  }

  beforeEach(() => {
    disk = new MemoryDisk()
  })

  test('reads back a set, empty artifacts and subdirectories too', async () => {
    const destination = open()
    await destination.prepare({ signal })
    await destination.write([artifact('a'), artifact('.write-test', ''), artifact('db/key', 'k')], { signal })
    expect(await textOf(destination, 'a')).toBe('a')
    expect(await textOf(destination, '.write-test')).toBe('')
    expect(await textOf(destination, 'db/key')).toBe('k')
    const facts = await destination.look((view) => view.inspect('db/key'))
    expect(facts).toMatchObject({ sizeBytes: 1, mode: 0o600, uid: 1000 })
    expect(disk.textAt(`${folder}/db/key`)).toBe('k')
  })

  test('has nothing where nothing was written', async () => {
    expect(await open().read('a')).toBeUndefined()
    await open().prepare({ signal })
    expect(await open().read('a')).toBeUndefined()
    expect(await open().look((view) => view.inspect('db/key'))).toBeUndefined()
  })

  test('removes what left the set and nothing that it did not write', async () => {
    disk.plant(`${folder}/user.txt`, 'mine')
    await open().write([artifact('a'), artifact('b'), artifact('db/key')], { signal })
    await open().write([artifact('a')], { signal })
    expect(await open().read('b')).toBeUndefined()
    expect(disk.find(`${folder}/db`)).toBeUndefined()
    expect(disk.textAt(`${folder}/user.txt`)).toBe('mine')
  })

  test('runs writes that are started together one after the other', async () => {
    const destination = open()
    const texts = ['1', '2', '3', '4']
    await Promise.all(
      texts.map((text) => destination.write([artifact('a', text), artifact('b', text)], { signal })),
    )
    expect([await textOf(destination, 'a'), await textOf(destination, 'b')]).toEqual(['4', '4'])
  })

  test('writes nothing once its signal aborted, and says it was cancelled', async () => {
    await open().write([artifact('a', 'old')], { signal })
    const writing = open().write([artifact('a', 'new')], { signal: AbortSignal.abort() })
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
    expect(await textOf(open(), 'a')).toBe('old')
  })

  test('names a link in the path and where it leads', async () => {
    disk.plant('/srv/real/keep', '')
    disk.plant(folder, disk.newLink('/srv/real', 1000))
    const refusal = {
      code: 'destination.symlink',
      details: { key, path: folder, link: folder, target: '/srv/real' },
    }
    await expect(open().prepare({ signal })).rejects.toMatchObject(refusal)
    await expect(open({ symlinks: 'secure' }).write([artifact('a')], { signal })).rejects.toMatchObject(
      refusal,
    )
  })

  test('refuses a foreign link at the name of an artifact and leaves the old set', async () => {
    await open().write([artifact('a', 'old')], { signal })
    disk.plant(`${folder}/key`, disk.newLink('/tmp/stolen', 1000))
    const writing = open().write([artifact('a', 'new'), artifact('key')], { signal })
    await expect(writing).rejects.toMatchObject({
      code: 'destination.symlink',
      details: { link: `${folder}/key`, target: '/tmp/stolen' },
    })
    expect(await textOf(open(), 'a')).toBe('old')
    await expect(open().read('key')).rejects.toMatchObject({ code: 'destination.symlink' })
  })

  test('refuses a link to a subdirectory of artifacts', async () => {
    disk.plant(`${folder}/db`, disk.newLink('/tmp', 1000))
    await expect(open().write([artifact('db/key')], { signal })).rejects.toMatchObject({
      code: 'destination.symlink',
      details: { link: `${folder}/db`, target: '/tmp' },
    })
  })

  test('follows links when told to, in the path and at an artifact', async () => {
    disk.plant('/srv/real/a', disk.newLink('../elsewhere/a.pem', 1000))
    disk.plant('/srv/elsewhere/a.pem', 'before')
    disk.plant(folder, disk.newLink('real', 1000))
    const destination = open({ symlinks: 'insecure' })
    await destination.prepare({ signal })
    await destination.write([artifact('a', 'after'), artifact('b')], { signal })
    expect(disk.textAt('/srv/elsewhere/a.pem')).toBe('after')
    expect(disk.textAt('/srv/real/b')).toBe('b')
    expect([await textOf(destination, 'a'), await textOf(destination, 'b')]).toEqual(['after', 'b'])
    expect(await destination.look((view) => view.inspect('a'))).toMatchObject({ sizeBytes: 5 })
  })

  test.each(['directory', 'other'] as const)('does not replace what is no file: %s', async (kind) => {
    const owner = { uid: 0, gid: 0, mode: 0o755, modifiedAt: 0 }
    const nodes = { directory: disk.newDirectory(owner), other: { kind: 'other' as const, ...owner } }
    disk.plant(`${folder}/key`, nodes[kind])
    await expect(open().write([artifact('key')], { signal })).rejects.toMatchObject({
      code: 'destination.foreign-file',
      details: { key, place: `${folder}/key`, kind, ownerUid: 0, mode: '0755' },
    })
  })

  test('keeps the old set and leaves nothing half-written when the disk is full', async () => {
    await open().write([artifact('a', 'old'), artifact('b', 'old')], { signal })
    const used = disk.usedBytes()
    disk.capacityBytes = used + 2_000
    const writing = open().write([artifact('a', 'new'), artifact('b', 'n'.repeat(3_000))], { signal })
    await expect(writing).rejects.toMatchObject({
      code: 'destination.disk-full',
      retryable: true,
      details: { path: folder, totalBytes: used + 2_000, freeBytes: expect.any(Number) },
    })
    expect(disk.usedBytes()).toBe(used)
    expect([await textOf(open(), 'a'), await textOf(open(), 'b')]).toEqual(['old', 'old'])
  })

  test('tells owner, mode and user when it may not write', async () => {
    disk.plant('/etc/passwd', 'root:x:0:0::/:\npostgres:x:107:107::/:\n')
    disk.plant(folder, disk.newDirectory({ uid: 107, mode: 0o700 }))
    await expect(open().prepare({ signal })).rejects.toMatchObject({
      code: 'destination.permission-denied',
      retryable: true,
      details: {
        path: folder,
        place: folder,
        owner: 'postgres',
        ownerUid: 107,
        mode: '0700',
        user: 'deploy',
      },
    })
  })

  test('tells which parent may not be entered', async () => {
    disk.plant('/srv/private', disk.newDirectory({ uid: 107, mode: 0o700 }))
    const destination = open({ path: '/srv/private/deep/out' })
    await expect(destination.prepare({ signal })).rejects.toMatchObject({
      code: 'destination.permission-denied',
      details: { place: '/srv/private', owner: '107', mode: '0700' },
    })
  })

  test('tells a file in the way and a read-only disk', async () => {
    disk.plant('/srv/file', 'text')
    await expect(open({ path: '/srv/file/out' }).prepare({ signal })).rejects.toMatchObject({
      code: 'destination.not-a-directory',
      details: { place: '/srv/file' },
    })
    disk.isReadOnly = true
    await expect(open().prepare({ signal })).rejects.toMatchObject({ code: 'destination.read-only' })
  })

  test('may not replace the file of another user in a shared directory', async () => {
    const shared = disk.newDirectory({ uid: 0, mode: 0o1777 })
    disk.plant(folder, shared)
    disk.plant(`${folder}/key`, 'theirs', { uid: 107 })
    await expect(open().write([artifact('key')], { signal })).rejects.toMatchObject({
      code: 'destination.foreign-file',
      details: { place: `${folder}/key`, kind: 'file', ownerUid: 107, mode: '0600' },
    })
  })

  test('locks the storage and names a holder', async () => {
    const lock = await open().lock('bot ci', { signal })
    await expect(open().lock('bot ci', { signal })).rejects.toMatchObject({
      code: 'storage.in-use',
      details: { key, path: `${folder}/lock`, program: 'botdesk' },
    })
    await lock.release()
    await (await open().lock('bot ci', { signal })).release()
  })
})

describe('generations', () => {
  test('keep the one before for readers under way and remove older ones', async () => {
    const disk = new MemoryDisk()
    const options = { files: new MemoryFiles(disk), processes: new FakeProcesses(), key }
    const destination = createDestination(directoryConfig(), { ...options, layout: 'generations' })
    for (const text of ['1', '2', '3']) await destination.write([artifact('a', text)], { signal })
    expect(disk.textAt(`${folder}/..gen-1/a`)).toBeUndefined()
    expect(disk.textAt(`${folder}/..gen-2/a`)).toBe('2')
    expect(disk.textAt(`${folder}/..data/a`)).toBe('3')
  })

  test('do not take over a volume that Kubernetes manages', async () => {
    const disk = new MemoryDisk()
    disk.plant(`${folder}/..data`, disk.newLink('..2026_01_01', 1000))
    const options = { files: new MemoryFiles(disk), processes: new FakeProcesses(), key }
    const destination = createDestination(directoryConfig(), { ...options, layout: 'generations' })
    await expect(destination.prepare({ signal })).rejects.toMatchObject({ code: 'destination.symlink' })
  })

  test('do not adopt a file that only its owner can read', async () => {
    const disk = new MemoryDisk()
    disk.plant(`${folder}/key`, 'theirs', { uid: 107 })
    const options = { files: new MemoryFiles(disk), processes: new FakeProcesses(), key }
    const destination = createDestination(directoryConfig(), { ...options, layout: 'generations' })
    await expect(destination.write([artifact('key', 'ours')], { signal })).rejects.toMatchObject({
      code: 'destination.foreign-file',
      details: { ownerUid: 107 },
    })
    expect(disk.textAt(`${folder}/key`)).toBe('theirs')
  })
})

describe('other destinations', () => {
  const options = {
    files: new MemoryFiles(),
    processes: new FakeProcesses(),
    layout: 'generations',
    key,
  } as const

  test('memory keeps the last set for the life of the object', async () => {
    const destination = createDestination({ type: 'memory' }, options)
    await destination.prepare({ signal })
    await destination.write([artifact('a'), artifact('b')], { signal })
    await destination.write([artifact('a', '2')], { signal })
    expect(await destination.read('a')).toEqual(new TextEncoder().encode('2'))
    expect(await destination.read('b')).toBeUndefined()
    expect(await destination.look((view) => view.inspect('a'))).toMatchObject({ sizeBytes: 1 })
    await (await destination.lock('bot ci', { signal })).release()
  })

  test('kubernetes_secret is refused by name', () => {
    expect(() => createDestination({ type: 'kubernetes_secret', name: 's' }, options)).toThrow(
      'kubernetes_secret',
    )
  })
})
