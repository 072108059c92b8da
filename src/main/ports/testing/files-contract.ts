import { afterEach, beforeEach, expect, test } from 'vitest'
import { LinkRefusedError } from '../file-errors.ts'
import { fileErrorCode } from '../files.ts'
import type { Directory, Files } from '../files.ts'

/** A file system to test, with an empty directory in it, and what the interface itself cannot plant. */
export interface FilesUnderTest {
  readonly files: Files
  readonly folder: string
  /** Whether its program may do everything. */
  readonly isRoot: boolean
  /** Whether files can have access lists there. */
  readonly hasAccessLists: boolean
  dispose(): Promise<void>
}

const text = (value: string) => new TextEncoder().encode(value)
const owner = { mode: 0o600 }
const { signal } = new AbortController()

/** What every `Files` must do; run inside a `describe` for the fake and for the real one. */
export function testFilesContract(make: () => Promise<FilesUnderTest>): void {
  let world: FilesUnderTest
  let files: Files
  let folder: string
  let directory: Directory

  beforeEach(async () => {
    world = await make()
    files = world.files
    folder = world.folder
    directory = await files.openDirectory(folder, { symlinks: 'refuse' })
  })
  afterEach(async () => {
    await directory.close()
    await world.dispose()
  })

  const readText = async (name: string) => new TextDecoder().decode(await directory.read(name))

  const stampOf = async (name: string) => (await directory.status(name))?.stamp

  test('reads back what was created, with its mode', async () => {
    await directory.create('a', text('hello'), { mode: 0o640 })
    expect(await readText('a')).toBe('hello')
    expect(await directory.status('a')).toMatchObject({ kind: 'file', mode: 0o640, sizeBytes: 5 })
  })

  test('creates a file for its owner, and leaves nothing when it may not give it away', async () => {
    const { uid, gid } = (await directory.status('')) ?? { uid: 0, gid: 0 }
    await directory.create('mine', text('1'), { mode: 0o640, owner: { uid, gid } })
    expect(await directory.status('mine')).toMatchObject({ uid, gid, mode: 0o640 })
    const other = { uid: 4321, gid: 1234 }
    const failure = await directory.create('given', text('2'), { mode: 0o604, owner: other }).then(
      () => 'none',
      (thrown: unknown) => fileErrorCode(thrown),
    )
    expect(failure).toBe(world.isRoot ? 'none' : 'EPERM')
    const given = await directory.status('given')
    expect(given && { uid: given.uid, gid: given.gid, mode: given.mode }).toEqual(
      world.isRoot ? { ...other, mode: 0o604 } : undefined,
    )
  })

  test('refuses to create over anything that exists, a dangling link too', async () => {
    await directory.create('a', text('1'), owner)
    await directory.symlink('nowhere', 'link')
    await expect(directory.create('a', text('2'), owner)).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(directory.create('link', text('2'), owner)).rejects.toMatchObject({ code: 'EEXIST' })
    expect((await directory.list()).toSorted()).toEqual(['a', 'link'])
  })

  test('appends to a file and makes it when missing', async () => {
    await directory.append('log', text('one '), owner)
    await directory.append('log', text('two'), owner)
    expect(await readText('log')).toBe('one two')
    expect(await directory.status('log')).toMatchObject({ mode: 0o600 })
  })

  test('renames over a file and over a link, replacing the link itself', async () => {
    await directory.create('kept', text('kept'), owner)
    await directory.symlink('kept', 'target')
    await directory.create('new', text('new'), owner)
    await directory.rename('new', 'target')
    expect(await readText('target')).toBe('new')
    expect(await readText('kept')).toBe('kept')
    expect(await directory.status('new')).toBeUndefined()
  })

  test('renames between the directory and one inside it', async () => {
    await directory.makeDirectory('sub')
    await directory.create('sub/a', text('a'), owner)
    await directory.rename('sub/a', 'a')
    expect(await readText('a')).toBe('a')
  })

  test('will not rename a file over a directory', async () => {
    await directory.makeDirectory('sub')
    await directory.create('a', text('a'), owner)
    await expect(directory.rename('a', 'sub')).rejects.toMatchObject({ code: 'EISDIR' })
  })

  test('removes a link without its target, a directory with its content, and nothing at all', async () => {
    await directory.makeDirectory('sub')
    await directory.create('sub/a', text('a'), owner)
    await directory.symlink('sub', 'link')
    await directory.remove('link')
    expect(await readText('sub/a')).toBe('a')
    await directory.remove('sub')
    await directory.remove('sub')
    await directory.remove('sub/deep')
    expect(await directory.list()).toEqual([])
  })

  test('removes an empty directory, and nothing but that', async () => {
    await directory.makeDirectory('sub')
    await directory.create('sub/a', text('a'), owner)
    await directory.symlink('sub', 'link')
    await expect(directory.removeDirectory('sub')).rejects.toMatchObject({ code: 'ENOTEMPTY' })
    await expect(directory.removeDirectory('link')).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(directory.removeDirectory('sub/a')).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(directory.removeDirectory('none')).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readText('sub/a')).toBe('a')
    await directory.remove('sub/a')
    await directory.removeDirectory('sub')
    expect(await directory.list()).toEqual(['link'])
  })

  test('makes a directory of mode 0700 once', async () => {
    await directory.makeDirectory('sub')
    await directory.makeDirectory('sub')
    expect(await directory.status('sub')).toMatchObject({ kind: 'directory', mode: 0o700 })
  })

  test('reads through links inside the directory', async () => {
    await directory.makeDirectory('gen')
    await directory.makeDirectory('sub')
    await directory.create('gen/a', text('a'), owner)
    await directory.symlink('gen', 'data')
    await directory.symlink('data/a', 'a')
    await directory.symlink('../data/a', 'sub/a')
    expect(await readText('a')).toBe('a')
    expect(await readText('sub/a')).toBe('a')
    expect(await readText('data/a')).toBe('a')
  })

  test('refuses to read through a link that leads out, or in a circle', async () => {
    await directory.symlink('/etc/hostname', 'absolute')
    await directory.symlink('../other', 'up')
    await directory.symlink('circle', 'circle')
    await expect(directory.read('absolute')).rejects.toMatchObject({ code: 'ELOOP', target: '/etc/hostname' })
    await expect(directory.read('up')).rejects.toThrow(LinkRefusedError)
    await expect(directory.read('circle')).rejects.toThrow(LinkRefusedError)
  })

  test('writes through no link', async () => {
    await directory.makeDirectory('real')
    await directory.symlink('real', 'link')
    await directory.create('real/a', text('a'), owner)
    await expect(directory.create('link/b', text('b'), owner)).rejects.toMatchObject({
      code: 'ELOOP',
      path: `${folder}/link`,
      target: 'real',
    })
    await expect(directory.setMode('link', 0o600)).rejects.toMatchObject({ code: 'ELOOP' })
    await expect(directory.makeDirectory('link')).rejects.toMatchObject({ code: 'ELOOP' })
  })

  test('tells a link from what it points to', async () => {
    await directory.symlink('nowhere', 'link')
    await directory.create('a', text('a'), owner)
    expect(await directory.readLink('link')).toBe('nowhere')
    expect(await directory.readLink('a')).toBeUndefined()
    expect(await directory.readLink('none')).toBeUndefined()
    expect(await directory.status('link')).toMatchObject({ kind: 'symlink' })
  })

  test('says what is missing with its path', async () => {
    await expect(directory.read('none')).rejects.toMatchObject({ code: 'ENOENT', path: `${folder}/none` })
    expect(await directory.status('none')).toBeUndefined()
    expect(await directory.status('none/deeper')).toBeUndefined()
    await expect(files.openDirectory(`${folder}/none`, { symlinks: 'follow' })).rejects.toMatchObject({
      code: 'ENOENT',
      path: `${folder}/none`,
    })
  })

  test.each(['..', '../a', '/etc/passwd', 'a//b', '', '.', 'a/../b', 'a\0b'])(
    'refuses the name %j',
    async (name) => {
      await expect(directory.read(name)).rejects.toMatchObject({ code: 'EINVAL' })
      await expect(directory.create(name, text(''), owner)).rejects.toMatchObject({ code: 'EINVAL' })
    },
  )

  test('will not read a directory as a file', async () => {
    await directory.makeDirectory('sub')
    await expect(directory.read('sub')).rejects.toMatchObject({ code: 'EISDIR' })
  })

  test('changes a mode', async () => {
    await directory.create('a', text('a'), owner)
    await directory.setMode('a', 0o640)
    expect(await directory.status('a')).toMatchObject({ mode: 0o640 })
  })

  test('lets readers in, through no link, or says that it cannot', async () => {
    await directory.create('a', text('a'), owner)
    await directory.makeDirectory('sub')
    await directory.create('sub/b', text('b'), owner)
    await directory.symlink('a', 'link')
    const readers = { uids: [64_001], gids: [64_002] }
    const code = await directory.setReaders(['', 'sub', 'sub/b', 'a'], readers).then(
      () => 'none',
      (thrown: unknown) => fileErrorCode(thrown),
    )
    expect(code).toBe(world.hasAccessLists ? 'none' : 'ENOTSUP')
    const modes = async (names: readonly string[]) =>
      Promise.all(names.map(async (name) => (await directory.status(name))?.mode))
    expect(await modes(['', 'sub'])).toEqual(world.hasAccessLists ? [0o750, 0o750] : [0o700, 0o700])
    expect(await modes(['sub/b', 'a'])).toEqual(world.hasAccessLists ? [0o640, 0o640] : [0o600, 0o600])
    if (!world.hasAccessLists) return
    await expect(directory.setReaders(['link'], readers)).rejects.toMatchObject({ code: 'ELOOP' })
    await expect(directory.setReaders(['none'], readers)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('stamps a file: the same while nobody touches it, another after every change', async () => {
    await directory.create('a', text('1'), owner)
    const stamps = [await stampOf('a')]
    await readText('a')
    expect(await stampOf('a')).toBe(stamps[0])
    await directory.append('a', text('2'), owner)
    stamps.push(await stampOf('a'))
    await directory.setMode('a', 0o640)
    stamps.push(await stampOf('a'))
    await directory.create('b', text('12'), { mode: 0o640 })
    await directory.rename('b', 'a')
    stamps.push(await stampOf('a'))
    expect(new Set(stamps).size).toBe(4)
  })

  test('describes the directory itself and syncs it and one inside', async () => {
    await directory.makeDirectory('sub')
    await directory.sync()
    await directory.sync('sub')
    expect(await directory.status('')).toMatchObject({ kind: 'directory' })
    expect(await directory.list()).toEqual(['sub'])
    expect(await directory.list('sub')).toEqual([])
    await expect(directory.list('none')).rejects.toMatchObject({ code: 'ENOENT', path: `${folder}/none` })
    await expect(directory.sync('none')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('makes a path with all its parents', async () => {
    const deep = await files.openDirectory(`${folder}/x/y/z`, { create: true, symlinks: 'refuse' })
    await deep.create('a', text('a'), owner)
    await deep.close()
    expect(await directory.status('x/y')).toMatchObject({ kind: 'directory', mode: 0o700 })
    expect(await readText('x/y/z/a')).toBe('a')
  })

  test('names the link in a path that may not have one, and follows it otherwise', async () => {
    await directory.makeDirectory('real')
    await directory.makeDirectory('real/in')
    await directory.create('real/in/a', text('a'), owner)
    await directory.symlink('real', 'link')
    await expect(files.openDirectory(`${folder}/link/in`, { symlinks: 'refuse' })).rejects.toMatchObject({
      code: 'ELOOP',
      path: `${folder}/link`,
      target: 'real',
    })
    const through = await files.openDirectory(`${folder}/link/in`, { symlinks: 'follow' })
    expect(await through.list()).toEqual(['a'])
    await through.close()
  })

  test('says that a file is no directory', async () => {
    await directory.create('a', text('a'), owner)
    const opening = files.openDirectory(`${folder}/a/b`, { create: true, symlinks: 'refuse' })
    await expect(opening).rejects.toMatchObject({ code: 'ENOTDIR', path: `${folder}/a` })
  })

  test('refuses every call after closing', async () => {
    const other = await files.openDirectory(folder, { symlinks: 'refuse' })
    await other.close()
    await other.close()
    await expect(other.list()).rejects.toMatchObject({ code: 'EBADF' })
  })

  test('gives a lock to one holder at a time, also within one process, and names it', async () => {
    const path = `${folder}/lock`
    const lock = await files.lock(path, { purpose: 'bot ci', signal })
    await expect(files.lock(path, { purpose: 'bot ci', signal })).rejects.toMatchObject({
      code: 'storage.in-use',
      details: { path, pid: expect.any(Number), program: 'botdesk', since: expect.any(Number) },
    })
    await lock.release()
    await lock.release()
    const again = await files.lock(path, { purpose: 'bot ci', signal })
    await again.release()
  })
}
